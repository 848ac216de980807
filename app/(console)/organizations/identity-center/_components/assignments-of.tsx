'use client';

import { columnsOf } from '@/components/console/kit/columns';
import { servedListPage } from '@/components/console/kit/list-page';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { type AssignmentsNarrowed, assignmentsQuery } from '../queries';
import type { ShownAssignment } from './subjects';

const column = columnsOf<ShownAssignment>();

/** The assignments of one user, group or permission set, in a panel of its page. */
export const AssignmentsOf = servedListPage(({ of, title }: { of: AssignmentsNarrowed; title: string }) => ({
  id: 'assignments-of',
  panel: 'assignments-',
  title,
  one: 'assignment',
  many: 'assignments',
  query: (input) => assignmentsQuery({ ...input, ...of }),
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
    ...(of.PermissionSetId === undefined
      ? [
          column.text('permissionSet', 'Permission set', ({ PermissionSetName }) => PermissionSetName, {
            shown: (name, { PermissionSetId }) => <TextLink href={paths.permissionSet(PermissionSetId)}>{name}</TextLink>,
            filter: true,
          }),
        ]
      : []),
    ...(of.PrincipalId === undefined
      ? [
          column.text('principal', 'User or group', ({ PrincipalName, PrincipalId }) => PrincipalName ?? PrincipalId, {
            filter: true,
          }),
        ]
      : []),
    column.time('created', 'Assigned', ({ CreatedDate }) => CreatedDate),
  ],
  create: { label: 'Assign users or groups', takes: 'sso:CreateAccountAssignment', href: () => paths.assignAccess },
  empty: { title: 'No assignments', description: 'Assign users or groups to an account with a permission set.' },
}));
