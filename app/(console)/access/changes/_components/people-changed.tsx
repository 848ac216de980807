'use client';

import { useState } from 'react';
import { VerdictWord } from '@/app/(console)/_client/access-verdict';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { SmallTable } from '@/components/console/table/small-table';
import { Badge } from '@/components/ui/badge';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { PEOPLE_AT_ONCE } from '@/lib/access/changes/limits';
import type { PersonAccessChange } from '@/lib/access/changes/operations';
import { paths } from '@/lib/console/paths';
import { plural } from '@/lib/core/text/plural';
import { type Moments, peopleAccessChangesQuery, type Sought } from '../queries';
import { PageButtons } from './page-buttons';

type PeopleChangedProps = { moments: Moments; sought: Sought };

/** Lists people of IAM Identity Center whose access changed, with the assignment or membership behind it. */
export function PeopleChanged({ moments, sought }: PeopleChangedProps) {
  const [page, setPage] = useState(1);
  const read = useRead(peopleAccessChangesQuery(moments, sought, page));
  const { data } = read;
  if (read.error) return <ReadError read={read} what="the access changes of people" />;
  if (!data || data.Total === 0) return null;
  const last = Math.ceil(data.Total / PEOPLE_AT_ONCE);
  return (
    <Panel
      flush
      title="People"
      count={data.Total}
      description={`Users of IAM Identity Center, by account and permission set. ${plural(data.Gain, 'person', 'people')} gained access, and ${plural(data.Lose, 'person', 'people')} lost access.`}
      footer={last > 1 ? <PageButtons label="Pages of people" page={page} last={last} onPage={setPage} /> : undefined}
    >
      <SmallTable
        label="Access changes of people"
        rows={data.Rows}
        rowKey={({ UserId, AccountId, PermissionSet }) => `${UserId} ${AccountId} ${PermissionSet}`}
        top
        columns={[
          { header: 'Who', breaks: true, cell: (row) => <Person row={row} /> },
          {
            header: 'Access',
            wide: true,
            cell: ({ PermissionSet, AccountName, Actions }) => (
              <>
                {PermissionSet} in {AccountName}
                <span className="block text-ink-3 text-xs">Allows {plural(Actions, 'action')} there</span>
              </>
            ),
          },
          { header: 'By', wide: true, cell: (row) => <Causes causes={row.Causes} /> },
        ]}
      />
    </Panel>
  );
}

const CHANGES = { gained: 'Gained', lost: 'Lost' } as const;

function Person({ row: { UserId, UserName, DisplayName, Change, Verdict } }: { row: PersonAccessChange }) {
  return (
    <>
      <span className="mb-1 block">
        {Change === 'changed' ? (
          <VerdictWord verdict={Verdict ?? 'undecided'} />
        ) : (
          <Badge tone={Change === 'gained' ? 'allow' : 'deny'}>{CHANGES[Change]}</Badge>
        )}
      </span>
      <TextLink href={paths.storeUser(UserId)}>{UserName}</TextLink>
      <span className="block text-ink-3 text-xs">{DisplayName}</span>
    </>
  );
}

const WORDS: Readonly<Record<PersonAccessChange['Causes'][number]['Kind'], string>> = {
  CREATED: 'User created',
  DELETED: 'User deleted',
  ENABLED: 'User enabled',
  DISABLED: 'User disabled',
  JOINED: 'Joined the group',
  LEFT: 'Left the group',
  ASSIGNED: 'Assigned',
  UNASSIGNED: 'Assignment removed',
  ROLE: 'Role of the permission set created, deleted or no longer trusting IAM Identity Center',
  PERMISSION_SET: 'Policies of the role changed, for example by provisioning',
  GUARDRAIL: 'SCPs or RCPs changed',
};

function Causes({ causes }: { causes: PersonAccessChange['Causes'] }) {
  return (
    <ul className="space-y-1">
      {causes.map(({ Kind, Group }) => (
        <li key={`${Kind} ${Group ?? ''}`} className="break-words">
          {WORDS[Kind]}
          {Group === undefined ? '' : Kind === 'JOINED' || Kind === 'LEFT' ? ` ${Group}` : `, group ${Group}`}
        </li>
      ))}
    </ul>
  );
}
