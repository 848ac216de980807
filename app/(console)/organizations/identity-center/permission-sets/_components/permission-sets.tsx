'use client';

import { actOn } from '@/components/console/kit/act';
import { columnsOf } from '@/components/console/kit/columns';
import { servedListPage } from '@/components/console/kit/list-page';
import { Status } from '@/components/ui/status';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { plural } from '@/lib/core/text/plural';
import { durationText } from '@/lib/identity-center/permission-set/limits';
import type { PermissionSetOverview, ProvisionedCount } from '@/lib/identity-center/permission-set/overview';
import { USES } from '@/lib/identity-center/use/limits';
import { GatedPage, IDENTITY_CENTER } from '../../_components/in-identity-center';
import type { PermissionSetAt } from '../../_components/subjects';
import { UseStatus } from '../../_components/use-status';
import { permissionSetsQuery } from '../../queries';
import { deleteAct, provisionAct } from './permission-set-acts';

type PermissionSet = Json<PermissionSetOverview>;

const column = columnsOf<PermissionSet>();

/** Renders the number of accounts with a permission set, and whether they have its current policies. */
function Provisioned({ count: { accounts, outdated } }: { count: ProvisionedCount }) {
  if (accounts === 0) return <Status kind="inactive">Not provisioned</Status>;
  if (outdated === 0) return <Status kind="success">{plural(accounts, 'account')}</Status>;
  return (
    <Status kind="warning">
      {outdated.toLocaleString('en')} of {plural(accounts, 'account')} outdated
    </Status>
  );
}

const List = servedListPage(({ InstanceArn }: { InstanceArn: string }) => {
  const at = ({ PermissionSetArn, Name }: PermissionSet): PermissionSetAt => ({ InstanceArn, PermissionSetArn, Name });
  return {
    id: 'permission-sets',
    title: 'Permission sets',
    one: 'permission set',
    many: 'permission sets',
    breadcrumbs: [IDENTITY_CENTER],
    description:
      'A permission set is what people may do in an account that you assign to them. Each account gets a role for it, which only IAM Identity Center changes.',
    query: permissionSetsQuery,
    rowId: ({ Id }) => Id,
    rowName: ({ Name }) => Name,
    columns: [
      column.name(
        'name',
        'Permission set',
        ({ Name }) => Name,
        ({ Id }) => paths.permissionSet(Id),
      ),
      column.text('state', 'Provisioned in', ({ Provisioned: count }) => count && String(count.accounts), {
        shown: (_, { Provisioned: count }) => count && <Provisioned count={count} />,
        filter: ['Provisioned', 'Needs provisioning', 'Not provisioned'],
      }),
      column.count('assignments', 'Assignments', ({ Use: use }) => use?.assignments ?? null, { align: 'end', width: 120 }),
      column.time('lastUsed', 'Last used', ({ Use: use }) => use && (use.lastUsedAt ?? undefined), { none: 'Never' }),
      column.text('use', 'Use', ({ Use: use }) => use?.use, {
        shown: (_, { Use: use }) => use && <UseStatus use={use.use} />,
        filter: USES,
      }),
      column.count('policies', 'Policies', ({ PolicyCount }) => PolicyCount, { align: 'end', width: 110 }),
      column.text('duration', 'Session', ({ SessionDuration }) => SessionDuration && durationText(SessionDuration)),
      column.text('description', 'Description', ({ Description }) => Description, { filter: true, fills: true }),
      column.time('created', 'Created', ({ CreatedDate }) => CreatedDate),
      column.text('arn', 'ARN', ({ PermissionSetArn }) => PermissionSetArn, { mono: true, hidden: true }),
    ],
    acts: [actOn(at, provisionAct), actOn(at, deleteAct)],
    create: { label: 'Create permission set', takes: 'sso:CreatePermissionSet', href: () => paths.createPermissionSet },
    empty: {
      title: 'No permission sets',
      description: 'Create one for each job function, such as read-only access or database administration.',
    },
  };
});

/** Renders the list of permission sets. */
export function PermissionSetsPage() {
  return <GatedPage title="Permission sets">{({ InstanceArn }) => <List InstanceArn={InstanceArn} />}</GatedPage>;
}
