'use client';

import { type Act, ActButtons, confirmation } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import { KeyValue } from '@/components/console/page/key-value';
import { ReadError } from '@/components/console/page/read-box';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { Status } from '@/components/ui/status';
import { disableOutboundFederation, enableOutboundFederation } from '../actions';
import { outboundFederationQuery } from '../queries';

type Enabled = { issuer: string } | null;

const ACTS: readonly Act<Enabled>[] = [
  {
    label: 'Enable',
    look: 'primary',
    takes: 'iam:EnableOutboundWebIdentityFederation',
    shown: (enabled) => enabled === null,
    opens: confirmation(() => ({
      title: 'Enable outbound identity federation?',
      confirmLabel: 'Enable',
      harmless: true,
      action: enableOutboundFederation,
      input: {},
      success: 'Outbound identity federation is enabled.',
      text: (
        <>
          <p>
            The account gets an issuer URL, which it keeps. Services that trust the URL accept tokens about principals of this
            account.
          </p>
          <p>
            A principal gets tokens only if a policy allows <code className="font-mono text-sm">sts:GetWebIdentityToken</code>.
          </p>
        </>
      ),
    })),
  },
  {
    label: 'Disable',
    takes: 'iam:DisableOutboundWebIdentityFederation',
    shown: (enabled) => enabled !== null,
    opens: confirmation(() => ({
      title: 'Disable outbound identity federation?',
      confirmLabel: 'Disable',
      action: disableOutboundFederation,
      input: {},
      success: 'Outbound identity federation is disabled.',
      text: (
        <p>
          Principals can no longer get tokens. Tokens that were already issued stay valid until they expire, after an hour at
          most. The issuer URL stays the same if you enable it again.
        </p>
      ),
    })),
  },
];

/** Renders outbound identity federation: the issuer of tokens about the account's principals, and the buttons to switch it. */
export function OutboundPanel() {
  const read = useRead(outboundFederationQuery());
  const isDisabled = read.error?.code === 'FeatureDisabled';
  const issuer = read.data?.IssuerIdentifier;
  const enabled: Enabled = issuer === undefined ? null : { issuer };
  if (!isDisabled && enabled === null)
    return read.error ? <ReadError read={read} what="outbound identity federation" /> : <Skeleton className="h-48" />;
  return (
    <Panel
      title="Outbound identity federation"
      description="Lets principals of this account get signed tokens that prove their identity to services outside of AWS."
      actions={<ActButtons acts={ACTS} subject={enabled} />}
    >
      <KeyValue
        columns={2}
        items={enabled ? itemsOf(enabled.issuer) : [{ label: 'Status', value: <Status kind="inactive">Disabled</Status> }]}
      />
    </Panel>
  );
}

function itemsOf(issuer: string) {
  const [id] = issuer.replace('https://', '').split('.');
  return [
    { label: 'Status', value: <Status kind="success">Enabled</Status> },
    { label: 'Issuer URL', value: <CopyText text={issuer} what="issuer URL" mono /> },
    {
      label: 'Key set on the API port',
      value: <CopyText text={`/_gatehouse/oidc/${id}/.well-known/jwks.json`} what="path" mono />,
    },
    {
      label: 'Used by',
      value: (
        <>
          <code className="font-mono text-sm">aws sts get-web-identity-token</code>, and other accounts that have an OpenID
          Connect provider for the issuer URL
        </>
      ),
    },
  ];
}
