'use client';

import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { MenuButton } from '@/components/ui/menu';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { RecoveryLink } from '@/lib/console/recipes/root-access';
import { memberRootUsersQuery, type RootUser } from '../queries';

// Dialogs are loaded when they are opened.
const DeleteCredentialsDialog = dynamic(() =>
  import('./delete-credentials-dialog').then((module) => module.DeleteCredentialsDialog),
);
const RecoveryDialog = dynamic(() => import('./recovery-dialog').then((module) => module.RecoveryDialog));
const RecoveryLinkDialog = dynamic(() => import('./recovery-dialog').then((module) => module.RecoveryLinkDialog));

type Asked = { what: 'delete' | 'allow' | 'link'; account: RootUser };

/** Returns the word for the credentials of a root user. */
function presence({ Credentials }: RootUser): 'Present' | 'Not present' | 'Recovery allowed' | 'Unknown' {
  if (!Credentials) return 'Unknown';
  const { Password, AccessKeys, MfaDevices } = Credentials;
  if (Password === 'Present' || AccessKeys > 0) return 'Present';
  if (Password === 'Recoverable') return 'Recovery allowed';
  return MfaDevices > 0 ? 'Present' : 'Not present';
}

const KINDS = { Present: 'warning', 'Not present': 'success', 'Recovery allowed': 'info', Unknown: 'inactive' } as const;
const PASSWORDS = { None: 'No', Recoverable: 'Can be recovered', Present: 'Yes' } as const;

const COLUMNS: readonly ColumnDefinition<RootUser>[] = [
  {
    id: 'name',
    header: 'Account',
    value: ({ AccountName }) => AccountName,
    rowHeader: true,
    fills: true,
    cell: ({ AccountId, AccountName, DelegatedAdministrator }) => (
      <span className="inline-flex flex-wrap items-center gap-2">
        <TextLink href={paths.account(AccountId)}>{AccountName}</TextLink>
        {DelegatedAdministrator ? <Badge>Delegated administrator</Badge> : null}
      </span>
    ),
  },
  { id: 'id', header: 'Account ID', value: ({ AccountId }) => AccountId, mono: true },
  {
    id: 'credentials',
    header: 'Root user credentials',
    value: presence,
    cell: (account) => <Status kind={KINDS[presence(account)]}>{presence(account)}</Status>,
  },
  {
    id: 'password',
    header: 'Password',
    value: ({ Credentials }) => (Credentials ? PASSWORDS[Credentials.Password] : '–'),
    cell: ({ Credentials }) => (
      <Since of={Credentials ? PASSWORDS[Credentials.Password] : '–'} date={Credentials?.PasswordSince} />
    ),
  },
  {
    id: 'keys',
    header: 'Access keys',
    value: ({ Credentials }) => Credentials?.AccessKeys ?? null,
    cell: ({ Credentials }) => <Since of={Credentials?.AccessKeys ?? '–'} date={Credentials?.AccessKeysSince} />,
  },
  { id: 'mfa', header: 'MFA devices', value: ({ Credentials }) => Credentials?.MfaDevices ?? null, align: 'end' },
  {
    id: 'used',
    header: 'Last used',
    value: ({ Credentials }) => Credentials?.LastUsed ?? null,
    cell: ({ Credentials }) => (Credentials?.LastUsed ? <Time value={Credentials.LastUsed} /> : Credentials ? 'Never' : '–'),
  },
  {
    id: 'session',
    header: 'Last root session',
    value: ({ LastSession }) => LastSession?.At ?? null,
    cell: ({ AccountId, LastSession }) =>
      LastSession ? (
        <TextLink
          href={paths.events({ name: 'AssumeRoot', account: AccountId })}
          title={`${LastSession.Task}, taken by ${LastSession.By}`}
        >
          <Time value={LastSession.At} /> by {LastSession.By.split('/').at(-1)}
        </TextLink>
      ) : (
        '–'
      ),
  },
  { id: 'email', header: 'Root user email address', value: ({ Email }) => Email },
  { id: 'state', header: 'State', value: ({ State }) => State, cell: ({ State }) => <StatusIndicator state={State} /> },
];

const FILTERS: readonly TableFilterProperty<RootUser>[] = [
  { key: 'name', label: 'Account', value: ({ AccountName }) => AccountName },
  { key: 'id', label: 'Account ID', value: ({ AccountId }) => AccountId },
  {
    key: 'credentials',
    label: 'Root user credentials',
    value: presence,
    values: ['Present', 'Not present', 'Recovery allowed', 'Unknown'],
  },
  { key: 'email', label: 'Root user email address', value: ({ Email }) => Email },
];

/** Renders a value with its date. */
function Since({ of, date }: { of: string | number; date: string | undefined }) {
  if (!date) return of;
  return (
    <>
      {of}{' '}
      <span className="text-ink-3 text-sm">
        since <Time value={date} />
      </span>
    </>
  );
}

/** Renders the member accounts with the credentials of their root users, and the actions on them. */
export function RootUsersTable() {
  const read = useRead(memberRootUsersQuery());
  const [asked, setAsked] = useState<Asked | null>(null);
  const [made, setMade] = useState<{ account: RootUser; link: RecoveryLink } | null>(null);
  const unknown = read.data?.Unknown ?? null;
  const close = () => setAsked(null);
  const columns = useMemo(() => [...COLUMNS, actionsColumn(unknown, setAsked)], [unknown]);
  return (
    <>
      <ResourceTable
        id="root-users"
        layout="panel"
        title="Member accounts"
        noun="member accounts"
        description="The credentials of each root user except the root user of the management account, and the root sessions of the last 90 days."
        columns={columns}
        filterProperties={FILTERS}
        defaultPreferences={{ columns: ['name', 'credentials', 'password', 'keys', 'used', 'session', 'actions'] }}
        rows={read.data?.Accounts}
        rowId={({ AccountId }) => AccountId}
        rowName={({ AccountName }) => AccountName}
        read={read}
        toolbar={unknown ? <WhyUnknown why={unknown} /> : undefined}
        empty={{
          title: 'No member accounts',
          description: 'Accounts that the organization creates or that join it are listed here with their root users.',
        }}
      />
      {asked?.what === 'delete' ? <DeleteCredentialsDialog account={asked.account} onClose={close} /> : null}
      {asked && asked.what !== 'delete' ? (
        <RecoveryDialog
          account={asked.account}
          allow={asked.what === 'allow'}
          onMade={(link) => setMade({ account: asked.account, link })}
          onClose={close}
        />
      ) : null}
      {made ? <RecoveryLinkDialog {...made} onClose={() => setMade(null)} /> : null}
    </>
  );
}

type Why = 'RootUser' | 'FeatureDisabled';

function WhyUnknown({ why }: { why: Why }) {
  return why === 'RootUser' ? (
    <Alert title="Sign in as a user or role">
      Root users cannot start root sessions, not even in the management account. An administrator of this account can.
    </Alert>
  ) : (
    <Alert title="Root credentials management is disabled">
      Enable it to see and manage the credentials of these root users.
    </Alert>
  );
}

function actionsColumn(unknown: Why | null, ask: (asked: Asked) => void): ColumnDefinition<RootUser> {
  return {
    id: 'actions',
    header: 'Privileged action',
    value: () => '',
    sortable: false,
    cell: (account) => (
      <MenuButton
        label="Take privileged action"
        size="sm"
        aria-label={`Take privileged action in ${account.AccountName}`}
        entries={entriesOf(account, unknown, ask)}
      />
    ),
  };
}

/** Returns the actions of AWS's page that apply to the root user. */
function entriesOf(account: RootUser, unknown: Why | null, ask: (asked: Asked) => void) {
  const { Credentials, State } = account;
  const present = presence(account);
  const impossible =
    unknown === 'RootUser'
      ? 'Sign in as a user or role, because root users cannot start root sessions'
      : unknown === 'FeatureDisabled'
        ? 'Enable root credentials management first'
        : State === 'ACTIVE'
          ? null
          : 'The account is not active';
  const nothing = present === 'Not present' ? 'The root user has no credentials' : null;
  const something = present === 'Present' ? 'Only for a root user without credentials' : null;
  const recovery = {
    label: Credentials?.Password === 'Recoverable' ? 'Make a new recovery link' : 'Allow password recovery',
    what: Credentials?.Password === 'Recoverable' ? ('link' as const) : ('allow' as const),
  };
  return [
    {
      label: recovery.label,
      disabledReason: impossible ?? (recovery.what === 'link' ? null : something),
      onSelect: () => ask({ what: recovery.what, account }),
    },
    {
      label: 'Delete root user credentials',
      danger: true,
      disabledReason: impossible ?? nothing,
      onSelect: () => ask({ what: 'delete', account }),
    },
  ];
}
