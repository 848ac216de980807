import type { ReactNode } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OwnCredentials } from '@/lib/iam/account/own-credentials';
import { ownCredentialsQuery } from '../queries';
import type { Reader } from './reader';

type Credentials = Json<OwnCredentials>;

/** Lists the reader's credentials, or explains that a role session has none. */
export function CredentialsPanel({ reader }: { reader: Reader }) {
  const credentials = useRead(ownCredentialsQuery());
  return (
    <Panel
      title="My credentials"
      actions={
        <ButtonLink variant="link" href={paths.securityCredentials} className="h-8">
          Manage
        </ButtonLink>
      }
      flush
    >
      {reader.kind === 'role' ? (
        <p className="px-4 py-3 text-ink-2 text-sm">A role has no password or keys. Its session expires automatically.</p>
      ) : (
        <div className="px-4 py-1">
          <ReadBox read={credentials} what="your credentials">
            {(data) => (
              <dl className="divide-y divide-line">
                <Row label="Password" {...passwordRow(data)} />
                <Row label="MFA" {...mfaRow(data)} />
                <Row label="Access keys" {...keysRow(data)} />
              </dl>
            )}
          </ReadBox>
        </div>
      )}
    </Panel>
  );
}

type RowProps = { text: ReactNode; more?: ReactNode; state?: ReactNode };

function Row({ label, text, more, state }: RowProps & { label: string }) {
  return (
    <div className="grid min-h-10 grid-cols-[6.5rem_minmax(0,1fr)_auto] items-center gap-x-2.5 py-1.5 text-sm">
      <dt className="text-ink-3">{label}</dt>
      <dd className="contents">
        <span className="min-w-0">
          {text}
          {more ? <span className="block text-ink-3">{more}</span> : null}
        </span>
        {state}
      </dd>
    </div>
  );
}

const notKnown = (action: string): RowProps => ({
  text: <span className="text-ink-3">Not shown</span>,
  more: <code className="break-all font-mono text-xs">requires {action}</code>,
});

function passwordRow({ Password }: Credentials): RowProps {
  if (Password === null) return notKnown('iam:GetLoginProfile');
  if (!Password.ChangedAt) return { text: 'None' };
  return {
    text: (
      <>
        Set <Time value={Password.ChangedAt} />
      </>
    ),
    more: Password.ExpiresAt ? (
      <>
        must be changed <Time value={Password.ExpiresAt} />
      </>
    ) : undefined,
  };
}

function mfaRow({ MfaDevices }: Credentials): RowProps {
  if (MfaDevices === null) return notKnown('iam:ListMFADevices');
  if (MfaDevices === 0) {
    return {
      text: 'Not assigned',
      more: <TextLink href={paths.ownMfa}>Assign MFA</TextLink>,
      state: <Status kind="warning">missing</Status>,
    };
  }
  return { text: MfaDevices === 1 ? 'One device' : `${MfaDevices} devices`, state: <Status kind="success">enrolled</Status> };
}

function keysRow({ AccessKeys, Owner }: Credentials): RowProps {
  if (AccessKeys === null) return notKnown('iam:ListAccessKeys');
  const active = AccessKeys.filter(({ Status: status }) => status === 'Active');
  if (active.length === 0) return { text: 'No active keys', state: <Status kind="success">good</Status> };
  return {
    text: active.map(({ AccessKeyId }) => (
      <code key={AccessKeyId} className="block break-all font-mono text-xs">
        {AccessKeyId}
      </code>
    )),
    more: active[0] ? (
      <>
        created <Time value={active[0].CreateDate} />
        {active[0].LastUsedDate ? (
          <>
            , used <Time value={active[0].LastUsedDate} />
          </>
        ) : (
          ', never used'
        )}
      </>
    ) : undefined,
    state: Owner === 'Root' ? <Status kind="error">delete</Status> : undefined,
  };
}
