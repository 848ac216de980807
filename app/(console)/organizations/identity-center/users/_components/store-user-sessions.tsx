'use client';

import type { ReactNode } from 'react';
import { type Act, ActButtons, confirmation } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { TablePanel } from '@/components/console/table/table-panel';
import { Alert } from '@/components/ui/alert';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { UNENDED_REASONS } from '@/lib/access/person-sessions/limits';
import type { GetPersonSessions } from '@/lib/access/person-sessions/operations';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import { plural } from '@/lib/core/text/plural';
import { identityCenterQuery } from '../../queries';
import { endStoreSignIns, lockOutPerson, revokePersonSessions } from '../../store-actions';
import { personSessionsQuery } from '../../store-queries';
import { disableUserAct, type StoreUserAt } from './store-user-acts';

type Sessions = Json<OutputOf<typeof GetPersonSessions>>;
type LockedOut = StoreUserAt & { InstanceArn: string; read: Sessions };

const endSignIns: Act<StoreUserAt> = {
  label: 'End sign-ins',
  takes: 'identitystore-auth:BatchDeleteSession',
  opens: confirmation(({ IdentityStoreId, UserId, UserName }: StoreUserAt) => ({
    title: `End all sign-ins of ${UserName}?`,
    confirmLabel: 'End sign-ins',
    action: endStoreSignIns,
    input: { IdentityStoreId, UserId },
    success: `The sign-ins of ${UserName} were ended.`,
    text: <p>Browsers and programs must sign in again. Sessions in accounts last until they expire, unless you revoke them.</p>,
  })),
};

const REVOKES = [
  'sso:PutInlinePolicyToPermissionSet',
  'sso:ProvisionPermissionSet',
  'sso:DescribePermissionSetProvisioningStatus',
];

const personOf = ({ IdentityStoreId, InstanceArn, UserId }: LockedOut) => ({ IdentityStoreId, InstanceArn, UserId });

const revoke: Act<LockedOut> = {
  label: 'Revoke sessions',
  takes: REVOKES,
  why: ({ read: { Revocations: found } }) => (found.length === 0 ? 'No policy ends these sessions.' : null),
  opens: confirmation((user: LockedOut) => ({
    title: `Revoke the sessions of ${user.UserName}?`,
    confirmLabel: 'Revoke sessions',
    action: revokePersonSessions,
    input: personOf(user),
    success: `The sessions of ${user.UserName} were revoked.`,
    text: <Revocations read={user.read} />,
  })),
};

const lockOut: Act<LockedOut> = {
  label: 'Lock out user',
  look: 'danger',
  takes: ['sso-directory:DisableUser', 'identitystore-auth:BatchDeleteSession', ...REVOKES],
  opens: confirmation((user: LockedOut) => ({
    title: `Lock out ${user.UserName}?`,
    confirmLabel: 'Lock out user',
    size: 'lg' as const,
    action: lockOutPerson,
    input: personOf(user),
    success: `${user.UserName} was locked out.`,
    text: (
      <div className="space-y-3">
        <p>
          Access is disabled first, so that no session can begin. Then all sign-ins to the access portal and the tokens of
          programs end. At last the sessions in accounts are revoked. A step that fails does not stop the others.
        </p>
        <Revocations read={user.read} />
      </div>
    ),
  })),
};

/** Renders the effect of revoking on each permission set with a session, as the engine decided it. */
function Revocations({ read }: { read: Sessions }) {
  const { Revocations: found, Unended } = read;
  if (found.length + Unended.length === 0) return <p>No session in an account can do anything now.</p>;
  return (
    <div className="space-y-3">
      {found.length === 0 ? null : (
        <>
          <p>
            The inline policy of each permission set gets a statement that denies everything to the sessions of this user that
            began before now. It is provisioned in the accounts with sessions. Other saved changes of the permission set take
            effect there, too.
          </p>
          <ul className="space-y-2">
            {found.map(({ PermissionSetArn, PermissionSetName, AccountIds }) => (
              <li key={PermissionSetArn} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
                <span>
                  <strong>{PermissionSetName}</strong> in {plural(AccountIds.length, 'account')}
                </span>
                <span className="text-sm">
                  <Status kind="success">Tried: denies everything</Status>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <UnendedSessions read={read} />
    </div>
  );
}

/** Renders the sessions that no policy ends, with the reasons. */
function UnendedSessions({ read: { Unended, RoleSessions } }: { read: Sessions }) {
  if (Unended.length === 0) return null;
  return (
    <Alert kind="warning" title="Some sessions go on until they expire">
      <ul className="mt-1 space-y-2">
        {Unended.map(({ PermissionSetArn, PermissionSetName, AccountIds, Reason, Message }) => (
          <li key={`${PermissionSetArn} ${AccountIds.join()}`}>
            <strong>{PermissionSetName}</strong> in {plural(AccountIds.length, 'account')}: {UNENDED_REASONS[Reason]}
            {Message === null ? null : <span className="block text-ink-2 text-sm [overflow-wrap:anywhere]">{Message}</span>}
            <Until
              sessions={RoleSessions.filter(
                (one) => one.PermissionSetArn === PermissionSetArn && AccountIds.includes(one.AccountId),
              )}
            />
          </li>
        ))}
      </ul>
    </Alert>
  );
}

/** Renders the time when the last of some sessions ends by itself. */
function Until({ sessions }: { sessions: readonly { ExpiresAt: string }[] }) {
  const last = sessions
    .map(({ ExpiresAt }) => ExpiresAt)
    .sort()
    .at(-1);
  return last === undefined ? null : (
    <span className="block text-ink-2 text-sm">
      Valid until <Time value={last} />.
    </span>
  );
}

/** Renders the live sessions of a user, and the steps that shut the user out at once. */
export function StoreUserSessions({ user }: { user: StoreUserAt }) {
  const { IdentityStoreId, UserId: id } = user;
  const instance = useRead(identityCenterQuery());
  const read = useRead(personSessionsQuery({ IdentityStoreId, id }));
  const InstanceArn = instance.data?.Instance?.InstanceArn ?? '';
  return (
    <div className="space-y-4">
      <Panel
        title="Lock out"
        description="Stops the user everywhere. You can also make a single step."
        actions={read.data ? <ActButtons acts={[lockOut]} subject={{ ...user, InstanceArn, read: read.data }} /> : undefined}
      >
        <ReadBox read={read} what="the sessions of this user">
          {(data) => {
            const live = data.RoleSessions.filter(({ ShutOut }) => !ShutOut);
            return (
              <ol className="space-y-3">
                <Step
                  title="Disable access"
                  text="The user cannot sign in, and gets no new sessions in accounts."
                  open={data.Status === 'DISABLED' ? null : 'Access is enabled'}
                  done="Access is disabled"
                >
                  <ActButtons acts={[disableUserAct]} subject={user} />
                </Step>
                <Step
                  title="End sign-ins"
                  text="Browsers and programs lose their sign-in to the access portal."
                  open={data.SignIns.length === 0 ? null : plural(data.SignIns.length, 'sign-in')}
                  done="No sign-ins"
                >
                  <ActButtons acts={[endSignIns]} subject={user} />
                </Step>
                <Step
                  title="Revoke sessions in accounts"
                  text="The sessions are denied everything. Sessions of further roles that the user assumed from there go on until they expire."
                  open={live.length === 0 ? null : plural(live.length, 'session')}
                  done="No session can do anything"
                >
                  <ActButtons acts={[revoke]} subject={{ ...user, InstanceArn, read: data }} />
                </Step>
                {data.Unended.length === 0 ? null : (
                  <li>
                    <UnendedSessions read={data} />
                  </li>
                )}
              </ol>
            );
          }}
        </ReadBox>
      </Panel>
      <TablePanel
        title="Sign-ins to the access portal"
        what="the sign-ins of this user"
        read={read}
        rows={read.error ? undefined : read.data?.SignIns}
        rowKey={({ Id }) => Id}
        columns={[
          { header: 'Program', wide: true, cell: ({ Program, UserAgent }) => Program ?? UserAgent },
          { header: 'IP address', cell: ({ SourceIp }) => SourceIp },
          { header: 'Started', cell: ({ StartedAt }) => <Time value={StartedAt} /> },
          { header: 'Last used', cell: ({ UsedAt }) => <Time value={UsedAt} /> },
          { header: 'Ends', cell: ({ ExpiresAt }) => <Time value={ExpiresAt} /> },
        ]}
        empty={{ title: 'No sign-ins', description: 'The user is not signed in to the access portal.' }}
      />
      <TablePanel
        title="Sessions in accounts"
        what="the sessions of this user"
        read={read}
        rows={read.error ? undefined : read.data?.RoleSessions}
        rowKey={({ AccessKeyId }) => AccessKeyId}
        columns={[
          {
            header: 'Account',
            wide: true,
            cell: ({ AccountId, AccountName }) => (
              <TextLink href={paths.account(AccountId)}>
                {AccountName} ({AccountId})
              </TextLink>
            ),
          },
          {
            header: 'Permission set',
            cell: ({ PermissionSetArn, PermissionSetName }) => (
              <TextLink href={paths.permissionSet(PermissionSetArn.slice(PermissionSetArn.lastIndexOf('/') + 1))}>
                {PermissionSetName}
              </TextLink>
            ),
          },
          {
            header: 'State',
            cell: ({ ShutOut }) => (
              <Status kind={ShutOut ? 'inactive' : 'success'}>{ShutOut ? 'Denied everything' : 'Active'}</Status>
            ),
          },
          { header: 'Started', cell: ({ StartedAt }) => <Time value={StartedAt} /> },
          { header: 'Last used', cell: ({ UsedAt }) => (UsedAt === null ? 'Never' : <Time value={UsedAt} />) },
          { header: 'Ends', cell: ({ ExpiresAt }) => <Time value={ExpiresAt} /> },
        ]}
        empty={{ title: 'No sessions', description: 'The user has no session in any account.' }}
      />
    </div>
  );
}

type StepProps = {
  title: string;
  text: string;
  /** The state while there is something to do; null when the step is done. */
  open: string | null;
  done: string;
  children: ReactNode;
};

/** Renders a step with its state, and its button while there is something to do. */
function Step({ title, text, open, done, children }: StepProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <div className="min-w-0 max-w-2xl">
        <h3 className="font-semibold">{title}</h3>
        <p className="text-ink-2 text-sm">{text}</p>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Status kind={open === null ? 'success' : 'warning'}>{open ?? done}</Status>
        {open === null ? null : children}
      </div>
    </li>
  );
}
