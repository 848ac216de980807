'use client';

import { useEffect, useRef, useState } from 'react';
import {
  assumeCommand,
  CLAIM_MEANINGS,
  claimsInOrder,
  decodeToken,
} from '@/app/(console)/iam/identity-providers/_components/token-claims';
import { useRead } from '@/components/console/kit/use-read';
import { CopyButton } from '@/components/console/page/copy-text';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { ButtonLink } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { Combobox } from '@/components/ui/field/combobox';
import { Field } from '@/components/ui/field/field';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { IssueIdentityToken } from '@/lib/token-issuer/operations';
import { TrustConditions } from '../../_components/trust/trust-conditions';
import { type TrustingRole, trustingRolesQuery } from '../queries';
import { statementsFor } from './trusting-roles-panel';

export type Issued = Json<OutputOf<typeof IssueIdentityToken>>;

type IssuedTokenProps = { issued: Issued; accountId: string; apiPort: number; role: string | undefined };

/** Renders a token once: to copy, decoded, and in the command that uses it. */
export function IssuedToken({ issued, accountId, apiPort, role }: IssuedTokenProps) {
  const issuer = String(decodeToken(issued.WebIdentityToken).claims.iss).replace('https://', '');
  const providerArn = `arn:aws:iam::${accountId}:oidc-provider/${issuer}`;
  const top = useRef<HTMLDivElement>(null);
  // The token appears below the form, so it takes the focus for keyboards and screen readers.
  useEffect(() => top.current?.focus(), []);
  return (
    <div ref={top} tabIndex={-1} className="scroll-mt-16 space-y-4 outline-none">
      <TokenPanel issued={issued} />
      <CommandPanel token={issued.WebIdentityToken} providerArn={providerArn} apiPort={apiPort} role={role} />
    </div>
  );
}

function TokenPanel({ issued: { WebIdentityToken: token, Expiration } }: { issued: Issued }) {
  const decoded = decodeToken(token);
  const { header } = decoded;
  const [first, second, third] = token.split('.');
  return (
    <Panel
      title="Token"
      description={
        <>
          Only shown once, because Gatehouse does not store tokens. Expires <Time value={Expiration} />.
        </>
      }
      actions={<CopyButton labelled secret what="token" text={token} />}
    >
      <div className="space-y-4">
        <div>
          <p
            data-token
            data-secret
            className="max-h-40 overflow-y-auto break-all rounded-md border border-line bg-code px-3 py-2 font-mono text-sm"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
            tabIndex={0}
          >
            <span className="text-syntax-literal">{first}</span>.<span className="text-ink">{second}</span>.
            <span className="text-ink-3">{third}</span>
          </p>
          <p className="mt-1 text-ink-3 text-sm">
            Three parts separated by dots: header, claims and signature. The first two are encoded, but not encrypted.
          </p>
        </div>
        <dl className="divide-y divide-line rounded-md border border-line">
          {claimsInOrder(decoded).map(([name, value]) => (
            <div key={name} className="grid gap-x-4 gap-y-0.5 px-3 py-2 md:grid-cols-[13rem_minmax(0,1fr)_14rem]">
              <dt className="break-words font-mono text-sm">{name}</dt>
              <dd className="font-mono text-sm [overflow-wrap:anywhere]">
                <ClaimValue name={name} value={value} />
              </dd>
              <dd className="text-ink-2 text-sm">{CLAIM_MEANINGS[name]}</dd>
            </div>
          ))}
        </dl>
        <p className="text-ink-2 text-sm">
          Signed with <code className="font-mono">{String(header.alg)}</code> by the key{' '}
          <code className="break-all font-mono">{String(header.kid)}</code>.
        </p>
      </div>
    </Panel>
  );
}

function ClaimValue({ name, value }: { name: string; value: unknown }) {
  if ((name === 'iat' || name === 'exp') && typeof value === 'number') {
    return (
      <>
        {value}
        <span className="block font-sans text-ink-2">
          <Time value={value * 1000} format="absolute" />
        </span>
      </>
    );
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

type CommandPanelProps = { token: string; providerArn: string; apiPort: number; role: string | undefined };

function CommandPanel({ token, providerArn, apiPort, role }: CommandPanelProps) {
  const read = useRead(trustingRolesQuery(providerArn));
  return (
    <Panel
      title="Assume a role with it"
      description="The call is unsigned. The token is the only proof, so no access key is required."
    >
      <ReadBox read={read} what="the roles that trust the issuer">
        {({ Roles }) =>
          Roles.length === 0 ? (
            <Alert
              kind="info"
              title="No role of this account trusts the issuer"
              action={<ButtonLink href={paths.createRoleFor(providerArn)}>Create a role for it</ButtonLink>}
            >
              The account needs an identity provider for the issuer, and a role whose trust policy names that provider.
            </Alert>
          ) : (
            <Command roles={Roles} token={token} providerArn={providerArn} apiPort={apiPort} role={role} />
          )
        }
      </ReadBox>
    </Panel>
  );
}

function Command({ roles, token, providerArn, apiPort, role }: CommandPanelProps & { roles: readonly TrustingRole[] }) {
  const [wanted, setWanted] = useState<string | null>(role ?? null);
  const chosen = roles.find(({ Arn }) => Arn === wanted) ?? roles[0];
  if (!chosen) return null;
  const statements = statementsFor(chosen, providerArn);
  const tagged = 'https://aws.amazon.com/tags' in decodeToken(token).claims;
  const takesTags = statements.some(({ actions }) => actions.some((action) => /^sts:(tagsession|\*)$/i.test(action)));
  const command = assumeCommand({
    roleArn: chosen.Arn,
    token,
    endpoint: `http://${window.location.hostname}:${apiPort}`,
  });
  return (
    <div className="space-y-4">
      <div className="space-y-4">
        <Field label="Role">
          <Combobox
            value={chosen.Arn}
            onValueChange={setWanted}
            options={roles.map(({ Arn = '', RoleName = '' }) => ({ value: Arn, label: RoleName }))}
          />
        </Field>
        <div className="min-w-0">
          <p className="font-medium">Conditions for tokens</p>
          {statements.map((statement) => (
            <div key={statement.lines.from} className="mt-1 text-sm">
              <TrustConditions {...statement} />
            </div>
          ))}
        </div>
      </div>
      {tagged && !takesTags ? (
        <Alert kind="warning" title="This role will deny the token">
          The token has session tags, but the trust policy does not allow sts:TagSession.
        </Alert>
      ) : null}
      <div>
        <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
          <p className="font-medium">Command for the AWS CLI</p>
          <CopyButton labelled what="command" text={command} />
        </div>
        <CodeBlock label="Command for the AWS CLI" code={command} language="text" wrap maxHeight={280} />
        <p className="mt-1 text-ink-3 text-sm">
          Returns temporary credentials. The event history records the call as AssumeRoleWithWebIdentity, and every call made with
          the credentials.
        </p>
      </div>
    </div>
  );
}
