'use client';

import dynamic from 'next/dynamic';
import { TagsTab } from '@/app/(console)/_client/tags-tab';
import { type Act, ActButtons, actOn, opened } from '@/components/console/kit/act';
import { useMissing } from '@/components/console/kit/use-missing';
import { type Read, useRead } from '@/components/console/kit/use-read';
import { CopyArn, CopyText } from '@/components/console/page/copy-text';
import { DetailsPage } from '@/components/console/page/details-page';
import type { KeyValueItem } from '@/components/console/page/key-value';
import { ReadBox, ReadError } from '@/components/console/page/read-box';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import { Skeleton } from '@/components/ui/skeleton';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { whenKnown } from '@/lib/console/read-query';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListAccessKeys } from '@/lib/iam/access-key/operations';
import type { GetUser } from '@/lib/iam/user/operations';
import { accessActs } from '../../_components/access-acts';
import { PermissionsTab } from '../../_components/permissions-tab';
import type { Named } from '../../_components/rename-dialog';
import { accessKeyLastUsedQuery, accessKeysQuery } from '../../access-keys/queries';
import { mfaDevicesQuery } from '../../mfa-devices/queries';
import { userQuery } from '../../queries';
import { loginProfileQuery, userGroupsQuery } from '../queries';

// Tabs and dialogs are loaded when they are opened.
const AccessExplorer = dynamic(() => import('@/app/(console)/access/access-explorer').then((module) => module.AccessExplorer));
const CredentialsTab = dynamic(() => import('./credentials-tab').then((module) => module.CredentialsTab));
const DeleteUsersDialog = dynamic(() => import('./delete-users-dialog').then((module) => module.DeleteUsersDialog));
const LastAccessedTab = dynamic(() =>
  import('../../_components/last-accessed/last-accessed-tab').then((module) => module.LastAccessedTab),
);
const UserGroupsPanel = dynamic(() => import('./user-groups-panel').then((module) => module.UserGroupsPanel));

type User = Json<OutputOf<typeof GetUser>>['User'];
type Key = Json<OutputOf<typeof ListAccessKeys>>['AccessKeyMetadata'][number];

type Subject = { name: string; user: User | undefined; lastActivity: string | null };

const editUser: Act<Named> = {
  label: 'Edit',
  takes: 'iam:UpdateUser',
  opens: opened(() => import('./rename-user').then((module) => module.RenameUser)),
};

const ACTS: readonly Act<Subject>[] = [
  {
    label: 'Delete',
    look: 'danger',
    takes: 'iam:DeleteUser',
    opens: ({ subject: { name, lastActivity }, ...rest }) => <DeleteUsersDialog {...rest} entities={[{ name, lastActivity }]} />,
  },
  {
    ...actOn(({ name, user }: Subject) => ({ name, path: user?.Path ?? '/' }), editUser),
    why: ({ user }) => (user ? undefined : 'The user could not be read'),
  },
  ...accessActs('user').map((act) => actOn(({ name, user }: Subject) => ({ name, arn: user?.Arn }), act)),
];

const BREADCRUMBS = [{ label: 'Users', href: paths.users }];

/** Renders a user. `account` is the account's alias or ID for the sign-in. */
export function UserDetails({ name, account }: { name: string; account: string }) {
  const user = useRead(userQuery(name));
  const groups = useRead(userGroupsQuery(name));
  const summary = useSummary(name, user);
  const lastActivity = useLastActivity(name, user.data?.User);
  const groupNames = (groups.data?.Groups ?? []).flatMap(({ GroupName }) => GroupName);
  const gone = user.error?.code === 'NoSuchEntity';
  return (
    <DetailsPage
      title={name}
      breadcrumbs={BREADCRUMBS}
      actions={
        gone ? undefined : <ActButtons acts={ACTS} subject={{ name, user: user.data?.User, lastActivity }} goTo={paths.users} />
      }
      notices={<ReadError read={user} what={gone ? `the user ${name}` : 'details of this user'} />}
      summary={gone ? undefined : summary}
      tabs={
        gone
          ? undefined
          : [
              {
                id: 'permissions',
                label: 'Permissions',
                content: (
                  <PermissionsTab entity={{ kind: 'users', name }} groups={groupNames} boundary={user.data?.User}>
                    <ReadError read={groups} what="the groups that this user is in" />
                  </PermissionsTab>
                ),
              },
              {
                id: 'groups',
                label: 'Groups',
                count: groups.data?.Groups.length,
                content: <UserGroupsPanel name={name} />,
              },
              {
                id: 'tags',
                label: 'Tags',
                count: user.data ? (user.data.User.Tags?.length ?? 0) : undefined,
                content: <TagsTab on={{ kind: 'users', id: name }} noun="user" read={user} tagsOf={({ User }) => User.Tags} />,
              },
              {
                id: 'security-credentials',
                label: 'Security credentials',
                content: <CredentialsTab name={name} account={account} passwordLastUsed={user.data?.User.PasswordLastUsed} />,
              },
              {
                id: 'last-accessed',
                label: 'Last accessed',
                content: (
                  <ReadBox read={user} what="the ARN of this user">
                    {({ User }) => <LastAccessedTab arn={User.Arn} noun="user" />}
                  </ReadBox>
                ),
              },
              {
                id: 'access',
                label: 'Access',
                content: (
                  <ReadBox read={user} what="the ARN of this user">
                    {({ User }) => <AccessExplorer principal={User.Arn} />}
                  </ReadBox>
                ),
              },
            ]
      }
    />
  );
}

/** Returns the last sign-in or use of a key, from the facts that the viewer may read. */
function useLastActivity(name: string, user: User | undefined): string | null {
  const [first, second] = useRead(accessKeysQuery(name)).data?.AccessKeyMetadata ?? [];
  const used = [useKeyUse(first), useKeyUse(second), user?.PasswordLastUsed].filter((time) => time !== undefined);
  return used.sort().at(-1) ?? null;
}

function useKeyUse(key: Key | undefined): string | undefined {
  return useRead(whenKnown(key?.AccessKeyId, accessKeyLastUsedQuery)).data?.AccessKeyLastUsed?.LastUsedDate;
}

function useSummary(name: string, user: Read<{ User: User }>): KeyValueItem[] {
  const profile = useRead(loginProfileQuery(name));
  const devices = useRead(mfaDevicesQuery(name));
  const keys = useRead(accessKeysQuery(name));
  const shown = user.data?.User;
  const waiting = user.pending ? (
    <Skeleton width={120} className="my-1" />
  ) : user.error?.action ? (
    <Denied action={user.error.action} />
  ) : null;
  const [first, second] = keys.data?.AccessKeyMetadata ?? [];
  return [
    { label: 'ARN', value: shown ? <CopyArn arn={shown.Arn} /> : waiting },
    { label: 'Console access', value: <ConsoleAccess profile={profile} devices={devices} /> },
    { label: 'Access key 1', value: <KeySummary read={keys} row={first} name={name} /> },
    { label: 'User ID', value: shown ? <CopyText text={shown.UserId} what="user ID" mono /> : waiting },
    {
      label: 'Last console sign-in',
      value: shown ? shown.PasswordLastUsed ? <Time value={shown.PasswordLastUsed} /> : 'Never' : waiting,
    },
    { label: 'Access key 2', value: <KeySummary read={keys} row={second} name={name} /> },
    { label: 'Path', value: shown ? <span className="font-mono text-sm">{shown.Path}</span> : waiting },
    { label: 'Created', value: shown ? <Time value={shown.CreateDate} format="absolute" /> : waiting },
  ];
}

function Denied({ action }: { action: string | undefined }) {
  return (
    <span className="text-ink-2">
      Access denied: you need <code className="font-mono text-sm">{action}</code>
    </span>
  );
}

function ConsoleAccess({ profile, devices }: { profile: Read<unknown>; devices: Read<{ MFADevices: readonly unknown[] }> }) {
  if (profile.error?.code === 'NoSuchEntity') return <Status kind="inactive">Disabled</Status>;
  if (profile.error) return <Denied action={profile.error.action ?? 'iam:GetLoginProfile'} />;
  if (!profile.data) return <Skeleton width={100} className="my-1" />;
  const mfa = devices.data ? (devices.data.MFADevices.length > 0 ? ' with MFA' : ' without MFA') : '';
  return <Status kind={mfa === ' without MFA' ? 'warning' : 'success'}>Enabled{mfa}</Status>;
}

function KeySummary({ read, row, name }: { read: Read<unknown>; row: Key | undefined; name: string }) {
  if (read.error) return <Denied action={read.error.action ?? 'iam:ListAccessKeys'} />;
  if (!read.data) return <Skeleton width={160} className="my-1" />;
  if (!row) return <NoKey name={name} />;
  return <KeyLine row={row} />;
}

/** Leads to the creation of a key, if the viewer may create one. */
function NoKey({ name }: { name: string }) {
  const isDenied = useMissing()('iam:CreateAccessKey') !== undefined;
  return isDenied ? 'None' : <TextLink href={paths.createAccessKey(name)}>Create access key</TextLink>;
}

function KeyLine({ row }: { row: Key }) {
  const lastUsed = useRead(accessKeyLastUsedQuery(row.AccessKeyId)).data?.AccessKeyLastUsed;
  return (
    <span className="block">
      <span className="flex flex-wrap items-center gap-x-2">
        <code className="font-mono text-sm">{row.AccessKeyId}</code>
        <StatusIndicator state={row.Status} />
      </span>
      <span className="block text-ink-3 text-sm">
        {lastUsed ? (
          lastUsed.LastUsedDate ? (
            <>
              Used <Time value={lastUsed.LastUsedDate} />.{' '}
            </>
          ) : (
            'Never used. '
          )
        ) : null}
        Created <Time value={row.CreateDate} />.
      </span>
    </span>
  );
}
