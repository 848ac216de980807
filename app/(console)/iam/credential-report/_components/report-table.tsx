'use client';

import { Time } from '@/components/console/page/time';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Badge } from '@/components/ui/badge';
import { Status } from '@/components/ui/status';
import type { ReportedUser } from '../queries';
import { FINDINGS, findingText } from './finding-words';
import { UserLink } from './findings-panel';

type Key = ReportedUser['AccessKeys'][number];

function keyOf(user: ReportedUser, slot: 1 | 2): Key | undefined {
  return user.AccessKeys.find(({ Slot }) => Slot === slot);
}

function keyColumns(slot: 1 | 2): ColumnDefinition<ReportedUser>[] {
  return [
    {
      id: `key${slot}`,
      header: `Access key ${slot}`,
      value: (user) => keyOf(user, slot)?.LastRotated ?? null,
      cell: (user) => <KeyCell accessKey={keyOf(user, slot)} />,
    },
    {
      id: `key${slot}Used`,
      header: `Key ${slot} last used`,
      value: (user) => keyOf(user, slot)?.LastUsed ?? null,
      cell: (user) => <UsedCell accessKey={keyOf(user, slot)} />,
    },
  ];
}

function KeyCell({ accessKey }: { accessKey: Key | undefined }) {
  if (!accessKey) return <>–</>;
  return (
    <span className="whitespace-nowrap">
      <Status kind={accessKey.Active ? 'success' : 'inactive'}>{accessKey.Active ? 'Active' : 'Inactive'}</Status>, made{' '}
      <Time value={accessKey.LastRotated} />
    </span>
  );
}

function UsedCell({ accessKey }: { accessKey: Key | undefined }) {
  if (!accessKey) return <>–</>;
  if (accessKey.LastUsed === undefined) return <>Never</>;
  const where = [accessKey.LastUsedService, accessKey.LastUsedRegion].filter(Boolean).join(', ');
  return (
    <span className="whitespace-nowrap">
      <Time value={accessKey.LastUsed} />
      {where ? ` (${where})` : null}
    </span>
  );
}

const COLUMNS: readonly ColumnDefinition<ReportedUser>[] = [
  { id: 'user', header: 'User', value: ({ User }) => User, rowHeader: true, cell: (user) => <UserLink user={user} /> },
  {
    id: 'findings',
    header: 'Findings',
    value: ({ Findings }) => Findings.length,
    cell: ({ Findings }) =>
      Findings.length === 0 ? (
        '–'
      ) : (
        <span className="flex flex-wrap gap-1 py-1">
          {Findings.map((finding) => (
            <Badge key={[finding.Kind, finding.AccessKey].join('')} tone={FINDINGS[finding.Kind].tone}>
              {findingText(finding)}
            </Badge>
          ))}
        </span>
      ),
  },
  {
    id: 'password',
    header: 'Password',
    value: ({ Password }) => Password?.LastChanged ?? null,
    cell: ({ Password }) =>
      Password ? (
        <span className="whitespace-nowrap">
          Changed <Time value={Password.LastChanged} />
        </span>
      ) : (
        'None'
      ),
  },
  {
    id: 'passwordUsed',
    header: 'Password last used',
    value: ({ Password }) => Password?.LastUsed ?? null,
    cell: ({ Password }) => (Password ? Password.LastUsed ? <Time value={Password.LastUsed} /> : 'Never' : '–'),
  },
  {
    id: 'rotation',
    header: 'Password next rotation',
    value: ({ Password }) => Password?.NextRotation ?? null,
    cell: ({ Password }) => <Time value={Password?.NextRotation} />,
  },
  {
    id: 'mfa',
    header: 'MFA',
    value: ({ Mfa }) => (Mfa ? 'Active' : 'None'),
    cell: ({ Mfa }) => (Mfa ? <Status kind="success">Active</Status> : <Status kind="inactive">None</Status>),
  },
  ...keyColumns(1),
  ...keyColumns(2),
  { id: 'created', header: 'Created', value: ({ CreateTime }) => CreateTime, cell: (user) => <Time value={user.CreateTime} /> },
  { id: 'arn', header: 'ARN', value: ({ Arn }) => Arn, mono: true },
];

const FILTERS: readonly TableFilterProperty<ReportedUser>[] = [
  { key: 'user', label: 'User', value: ({ User }) => User },
  {
    key: 'finding',
    label: 'Finding',
    value: ({ Findings }) => Findings.map(({ Kind }) => FINDINGS[Kind].short),
    values: Object.values(FINDINGS).map(({ short }) => short),
  },
  { key: 'mfa', label: 'MFA', value: ({ Mfa }) => (Mfa ? 'Active' : 'None'), values: ['Active', 'None'] },
  { key: 'arn', label: 'ARN', value: ({ Arn }) => Arn },
];

const PREFERENCES = { columns: ['user', 'findings', 'password', 'passwordUsed', 'mfa', 'key1', 'key1Used', 'key2'] };

/** Renders the report as a table with a row for each user. */
export function ReportTable({ users }: { users: readonly ReportedUser[] }) {
  return (
    <ResourceTable
      id="credential-report"
      layout="panel"
      title="Users"
      noun="users"
      description="The rows of the report. They don’t include changes since it was generated."
      columns={COLUMNS}
      filterProperties={FILTERS}
      defaultPreferences={PREFERENCES}
      rows={users}
      rowId={({ Arn }) => Arn}
      rowName={({ User }) => User}
      empty={{ description: 'The report has a row for the root user and for every user.' }}
    />
  );
}
