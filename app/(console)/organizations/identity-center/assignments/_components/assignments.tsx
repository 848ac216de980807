'use client';

import { actOn } from '@/components/console/kit/act';
import { columnsOf } from '@/components/console/kit/columns';
import { servedListPage } from '@/components/console/kit/list-page';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { USES } from '@/lib/identity-center/use/limits';
import { GatedPage, IDENTITY_CENTER } from '../../_components/in-identity-center';
import { removeAssignmentsAct } from '../../_components/remove-assignments-act';
import type { ShownAssignment } from '../../_components/subjects';
import { UseStatus } from '../../_components/use-status';
import { assignmentsQuery } from '../../queries';

const column = columnsOf<ShownAssignment>();

const List = servedListPage(({ InstanceArn }: { InstanceArn: string }) => ({
  id: 'assignments',
  title: 'Account access',
  one: 'assignment',
  many: 'assignments',
  breadcrumbs: [IDENTITY_CENTER],
  description: 'See which users and groups reach which account, and with which permission set.',
  query: assignmentsQuery,
  rowId: ({ Id }) => Id,
  rowName: ({ AccountName, AccountId, PermissionSetName, PrincipalName, PrincipalId }) =>
    `${PrincipalName ?? PrincipalId}, ${PermissionSetName} in ${AccountName ?? AccountId}`,
  columns: [
    column.name(
      'account',
      'Account',
      ({ AccountName, AccountId }) => AccountName ?? AccountId,
      ({ AccountId }) => paths.account(AccountId),
    ),
    column.text('permissionSet', 'Permission set', ({ PermissionSetName }) => PermissionSetName, {
      shown: (name, { PermissionSetId }) => <TextLink href={paths.permissionSet(PermissionSetId)}>{name}</TextLink>,
      filter: true,
    }),
    column.text('principal', 'User or group', ({ PrincipalName, PrincipalId }) => PrincipalName ?? PrincipalId, {
      shown: (_, { PrincipalName, PrincipalId }) => PrincipalName ?? <Status kind="warning">Deleted: {PrincipalId}</Status>,
      filter: true,
    }),
    column.text('type', 'Type', ({ PrincipalType }) => (PrincipalType === 'USER' ? 'User' : 'Group'), {
      filter: ['User', 'Group'],
    }),
    column.time('created', 'Assigned', ({ CreatedDate }) => CreatedDate),
    column.time('lastUsed', 'Role last used', ({ LastUsed }) => LastUsed && (LastUsed.Date ?? undefined), { none: 'Never' }),
    column.text('use', 'Use', ({ LastUsed }) => LastUsed?.Use, {
      shown: (_, { LastUsed }) => LastUsed && <UseStatus use={LastUsed.Use} />,
      filter: USES,
    }),
  ],
  filters: [{ key: 'id', label: 'ID', operators: ['='] }],
  bulk: [actOn((assignments: readonly ShownAssignment[]) => ({ InstanceArn, assignments }), removeAssignmentsAct)],
  create: { label: 'Assign users or groups', takes: 'sso:CreateAccountAssignment', href: () => paths.assignAccess },
  empty: {
    title: 'Nobody has access yet',
    description:
      'Assign users or groups to an account with a permission set. The account then gets the role of the permission set.',
  },
}));

/** Renders every assignment of the organization. */
export function AssignmentsPage() {
  return <GatedPage title="Account access">{({ InstanceArn }) => <List InstanceArn={InstanceArn} />}</GatedPage>;
}
