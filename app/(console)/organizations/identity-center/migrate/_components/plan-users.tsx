'use client';

import { useMemo, useState } from 'react';
import { VerdictWord } from '@/app/(console)/_client/access-verdict';
import { EachDialog } from '@/app/(console)/_client/each-dialog';
import type { Read } from '@/components/console/kit/use-read';
import { useReads } from '@/components/console/kit/use-reads';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Status } from '@/components/ui/status';
import { MOST_COMPARED } from '@/lib/access/migration/limits';
import { plural } from '@/lib/core/text/plural';
import { migrateUsers, preparePlanned } from '../actions';
import { migrationQuery } from '../queries';
import { type Plan, type Row, toPrepare, whyNot, withProofs } from './plan';
import { ProofPanel } from './proof-panel';

const VERDICTS = ['equal', 'wider', 'narrower', 'both', 'undecided'] as const;
const personText = ({ Person: { UserName, UserId, FoundBy } }: Row) =>
  UserId === undefined ? `${UserName}, new` : `${UserName}, by ${FoundBy === 'EMAIL' ? 'email' : 'name'}`;
const verdictText = ({ Proof, Blocked }: Row) => Proof?.Verdict ?? (Blocked === undefined ? '' : 'blocked');
const stateText = ({ Done, Blocked }: Row) => (Done ? 'Migrated' : Blocked === undefined ? 'To do' : 'Blocked');

const columns = (show: (row: Row) => void): ColumnDefinition<Row>[] => [
  { id: 'user', header: 'IAM user', rowHeader: true, value: ({ UserName }) => UserName },
  {
    id: 'proof',
    header: 'Access',
    width: 170,
    value: verdictText,
    cell: (row) => (
      <span className="flex items-center gap-2">
        {row.Proof ? <VerdictWord verdict={row.Proof.Verdict} /> : null}
        {row.Proof?.Verdict === 'equal' ? null : (
          <Button variant="link" aria-label={`Why, for ${row.UserName}`} onClick={() => show(row)}>
            Why
          </Button>
        )}
      </span>
    ),
  },
  { id: 'person', header: 'Person', value: personText },
  { id: 'set', header: 'Permission set', value: ({ Set: { Name } }) => Name },
  {
    id: 'by',
    header: 'Assigned to',
    value: ({ AssignedBy }) => (AssignedBy === undefined ? 'The person' : `Group ${AssignedBy}`),
  },
  { id: 'groups', header: 'Groups', value: ({ Groups }) => Groups.map(({ Name }) => Name).join(', ') },
  {
    id: 'state',
    header: 'State',
    value: stateText,
    cell: (row) => (
      <Status kind={row.Done ? 'success' : row.Blocked === undefined ? 'inactive' : 'error'}>{stateText(row)}</Status>
    ),
  },
];
const FILTERS: TableFilterProperty<Row>[] = [
  { key: 'user', label: 'IAM user', value: ({ UserName }) => UserName },
  { key: 'proof', label: 'Access', value: verdictText, values: [...VERDICTS] },
  { key: 'state', label: 'State', value: stateText, values: ['To do', 'Migrated', 'Blocked'] },
  { key: 'set', label: 'Permission set', value: ({ Set: { Name } }) => Name },
];

/** Compares the users of a plan some at a time. @returns the rows, and the number of users that are not compared yet */
function useAllProofs(plan: Plan): { rows: readonly Row[]; left: number } {
  const [asked, setAsked] = useState(0);
  const places = Array.from({ length: Math.ceil(plan.Users.length / MOST_COMPARED) - 1 }, (_, at) => (at + 1) * MOST_COMPARED);
  const some = places.slice(0, asked);
  const { data, pending } = useReads(
    Object.fromEntries(some.map((from) => [String(from), migrationQuery(plan.AccountId, from)])),
  );
  if (pending.size === 0 && asked < places.length) setAsked(asked + 1);
  const more = some.flatMap((from) => data[String(from)] ?? []);
  const rows = withProofs(plan, more);
  return { rows, left: Math.max(0, plan.Users.length - (more.length + 1) * MOST_COMPARED) };
}

/** Renders the users of a plan with the comparison of their access, and carries the plan out for selected ones. */
export function PlanUsers({ plan, read }: { plan: Plan; read: Pick<Read<unknown>, 'error' | 'refetch' | 'fetching'> }) {
  const { rows, left } = useAllProofs(plan);
  const [shown, setShown] = useState<Row>();
  const [asked, setAsked] = useState<readonly Row[]>();
  const [preparing, setPreparing] = useState(false);
  const missing = useMemo(() => toPrepare(plan), [plan]);
  const shownColumns = useMemo(() => columns(setShown), []);
  const { InstanceArn, IdentityStoreId, AccountId } = plan;
  return (
    <div className="space-y-4">
      <Summary plan={plan} rows={rows} left={left} />
      {missing.length > 0 ? (
        <Alert
          kind="info"
          title={`${plural(missing.length, 'permission set or group', 'permission sets and groups')} to create first`}
          action={<Button onClick={() => setPreparing(true)}>Create them</Button>}
        >
          Nobody is assigned anything by that.
        </Alert>
      ) : null}
      {shown ? <ProofPanel row={shown} onClose={() => setShown(undefined)} /> : null}
      <ResourceTable
        id="migrated-users"
        layout="panel"
        title="Users"
        noun="users"
        columns={shownColumns}
        filterProperties={FILTERS}
        rows={rows}
        read={read}
        rowId={({ Arn }) => Arn}
        rowName={({ UserName }) => UserName}
        selection="multi"
        actions={(selected) => {
          const ready = selected.filter((row) => whyNot(row) === undefined);
          const [first] = selected;
          const why = first ? (ready.length === 0 ? whyNot(first) : undefined) : 'Select at least one user';
          return [
            {
              label: ready.length > 1 ? `Migrate ${ready.length} users` : 'Migrate',
              onSelect: () => setAsked(ready),
              ...(why !== undefined && { disabledReason: why }),
            },
          ];
        }}
        empty={{ title: 'No users', description: 'No user meets these conditions.' }}
      />
      {preparing ? (
        <EachDialog
          title={`Create ${plural(missing.length, 'permission set or group', 'permission sets and groups')}?`}
          noun="permission sets and groups"
          items={missing}
          nameOf={(item) => ('set' in item ? `permission set ${item.set.Name}` : `group ${item.DisplayName}`)}
          action={preparePlanned}
          callOf={(item) => item}
          submitLabel="Create"
          done={(count) => `${plural(count, 'permission set or group', 'permission sets and groups')} created.`}
          onClose={() => setPreparing(false)}
        >
          <p>You can stop and continue later. Parts that exist already are not created again.</p>
        </EachDialog>
      ) : null}
      {asked ? (
        <EachDialog
          title={`Migrate ${plural(asked.length, 'user')}?`}
          noun="users"
          items={asked}
          nameOf={({ UserName }) => `user ${UserName}`}
          action={migrateUsers}
          callOf={({ Person, Set: set, Groups, AssignedBy }) => ({
            ...{ InstanceArn, IdentityStoreId, AccountId, user: { Person } },
            PermissionSetArn: set.PermissionSetArn ?? '',
            groups: Groups,
            ...(AssignedBy !== undefined && { assignedBy: AssignedBy }),
          })}
          submitLabel="Migrate"
          done={(count) => `${plural(count, 'user is a person', 'users are people')} with access now.`}
          onClose={() => setAsked(undefined)}
        >
          <p>
            Each user becomes a person, joins its groups, and gets the permission set last. The IAM users and their credentials
            stay.
          </p>
          <Unequal rows={asked} />
        </EachDialog>
      ) : null}
    </div>
  );
}

function Unequal({ rows }: { rows: readonly Row[] }) {
  const count = rows.filter(({ Proof }) => Proof?.Verdict !== 'equal').length;
  if (count === 0) return <p>The access of each of them is proven equal.</p>;
  return (
    <Alert kind="warning" title={`${plural(count, 'user')} of these ${count === 1 ? 'gets' : 'get'} other access than now`}>
      Choose Why beside a user to see the requests that differ.
    </Alert>
  );
}

function Summary({ plan, rows, left }: { plan: Plan; rows: readonly Row[]; left: number }) {
  const counts = VERDICTS.map((verdict) => [verdict, rows.filter(({ Proof }) => Proof?.Verdict === verdict).length] as const);
  const equal = counts[0]?.[1] ?? 0;
  const others = counts.slice(1).filter(([, count]) => count > 0);
  return (
    <Alert
      live
      kind={equal === rows.length ? 'success' : 'info'}
      title={`${equal.toLocaleString('en')} of ${plural(rows.length, 'user')} ${equal === 1 ? 'keeps' : 'keep'} exactly the same access`}
    >
      {left > 0 ? (
        <p>
          {plural(left, 'user')} more {left === 1 ? 'is' : 'are'} being compared.
        </p>
      ) : null}
      {others.length > 0 ? (
        <p>
          {others.map(([verdict, count]) => `${count.toLocaleString('en')} ${verdict}`).join(', ')}. Choose Why to see the
          requests that differ.
        </p>
      ) : null}
      <p>
        Every action and resource was compared under the SCPs and RCPs in force, with the resource policies of{' '}
        {plural(plan.ComparedAccounts, 'account')}. Resource policies of other accounts are not known here. Calls that only IAM
        users can make are left out: GetSessionToken, GetFederationToken, and changing their own password.
      </p>
    </Alert>
  );
}
