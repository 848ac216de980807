'use client';

import { useState } from 'react';
import { EachDialog } from '@/app/(console)/_client/each-dialog';
import { FormPage } from '@/components/console/form/form-page';
import { ListTable } from '@/components/console/kit/list-table';
import { useMissing } from '@/components/console/kit/use-missing';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { paths } from '@/lib/console/paths';
import type { Assignment } from '@/lib/console/recipes/assignment';
import type { FilterProperty } from '@/lib/core/list/filter-query';
import { plural } from '@/lib/core/text/plural';
import { accountsQuery } from '../../../queries';
import { GatedPage, IDENTITY_CENTER, type ShownInstance } from '../../_components/in-identity-center';
import { StoreGroupsPicker, StoreUsersPicker } from '../../_components/principals-picker';
import { permissionSetsQuery } from '../../queries';
import { createAssignments } from '../../store-actions';

const TITLE = 'Assign users or groups';
/** AWS's console assigns to at most this many accounts at a time. */
const MOST_ACCOUNTS = 10;

/** Renders the page that assigns users and groups to accounts with permission sets. */
export function AssignAccessPage() {
  return <GatedPage title={TITLE}>{(instance) => <Form instance={instance} />}</GatedPage>;
}

type Account = { Id: string; Name: string };
const ACCOUNT_COLUMNS: readonly ColumnDefinition<Account>[] = [
  { id: 'name', header: 'Account', rowHeader: true, value: ({ Name }) => Name, cell: ({ Name }) => Name },
  { id: 'id', header: 'Account ID', value: ({ Id }) => Id, cell: ({ Id }) => <span className="font-mono text-sm">{Id}</span> },
];
const ACCOUNT_FILTERS: readonly FilterProperty[] = [
  { key: 'name', label: 'Account' },
  { key: 'id', label: 'Account ID' },
];
type Set = { Id: string; Name: string; PermissionSetArn: string; Description: string | null };
const SET_COLUMNS: readonly ColumnDefinition<Set>[] = [
  { id: 'name', header: 'Permission set', rowHeader: true, value: ({ Name }) => Name, cell: ({ Name }) => Name },
  { id: 'description', header: 'Description', value: ({ Description }) => Description ?? '' },
];
const SET_FILTERS: readonly FilterProperty[] = [{ key: 'name', label: 'Permission set' }];
const PREFERENCES = { pageSize: 10 } as const;

/** Returns the reason why the assignments cannot be made yet. */
function missingChoice(accounts: number, principals: number, sets: number): string | undefined {
  if (accounts === 0) return 'Select at least one account';
  if (accounts > MOST_ACCOUNTS) return `Select at most ${MOST_ACCOUNTS} accounts`;
  if (principals === 0) return 'Select at least one user or group';
  return sets === 0 ? 'Select at least one permission set' : undefined;
}

function Form({ instance: { InstanceArn, IdentityStoreId } }: { instance: ShownInstance }) {
  const [accounts, setAccounts] = useState<readonly string[]>([]);
  const [users, setUsers] = useState<readonly string[]>([]);
  const [groups, setGroups] = useState<readonly string[]>([]);
  const [sets, setSets] = useState<readonly string[]>([]);
  const [asked, setAsked] = useState<readonly Assignment[]>();
  const principals = [
    ...groups.map((PrincipalId) => ({ PrincipalType: 'GROUP' as const, PrincipalId })),
    ...users.map((PrincipalId) => ({ PrincipalType: 'USER' as const, PrincipalId })),
  ];
  const assignments = (): Assignment[] =>
    accounts.flatMap((TargetId) =>
      sets.flatMap((id) =>
        principals.map((principal) => ({
          InstanceArn,
          TargetId,
          PermissionSetArn: `${InstanceArn.replace(':instance/', ':permissionSet/')}/${id}`,
          ...principal,
        })),
      ),
    );
  return (
    <>
      <FormPage
        title={TITLE}
        breadcrumbs={[IDENTITY_CENTER, { label: 'Account access', href: paths.assignments }]}
        submitLabel="Assign"
        cancelHref={paths.assignments}
        missing={useMissing()('sso:CreateAccountAssignment')}
        disabledReason={missingChoice(accounts.length, principals.length, sets.length)}
        dirty={accounts.length + principals.length + sets.length > 0 && !asked}
        pending={false}
        error={undefined}
        onSubmit={() => setAsked(assignments())}
      >
        <ListTable
          query={accountsQuery}
          id="pick-accounts"
          layout="panel"
          urlKey={false}
          title="Accounts"
          description={`Up to ${MOST_ACCOUNTS} at a time.`}
          noun="accounts"
          columns={ACCOUNT_COLUMNS}
          filterProperties={ACCOUNT_FILTERS}
          defaultPreferences={PREFERENCES}
          rowId={({ Id }) => Id}
          rowName={({ Name }) => Name}
          selection="multi"
          selectedIds={accounts}
          onSelectionChange={setAccounts}
          empty={{ title: 'No accounts', description: 'The organization has no accounts.' }}
        />
        <StoreGroupsPicker IdentityStoreId={IdentityStoreId} selected={groups} onSelect={setGroups} />
        <StoreUsersPicker IdentityStoreId={IdentityStoreId} selected={users} onSelect={setUsers} />
        <ListTable
          query={permissionSetsQuery}
          id="pick-permission-sets"
          layout="panel"
          urlKey={false}
          title="Permission sets"
          noun="permission sets"
          columns={SET_COLUMNS}
          filterProperties={SET_FILTERS}
          defaultPreferences={PREFERENCES}
          rowId={({ Id }) => Id}
          rowName={({ Name }) => Name}
          selection="multi"
          selectedIds={sets}
          onSelectionChange={setSets}
          empty={{ title: 'No permission sets', description: 'Create a permission set first.' }}
        />
      </FormPage>
      {asked ? (
        <EachDialog
          title={`Make ${plural(asked.length, 'assignment')}?`}
          noun="assignments"
          items={asked}
          nameOf={({ TargetId, PrincipalId }) => `${PrincipalId} in ${TargetId}`}
          action={createAssignments}
          callOf={(assignment) => assignment}
          submitLabel="Assign"
          done={(count) => `${plural(count, 'assignment was', 'assignments were')} made.`}
          goTo={paths.assignments}
          onClose={() => setAsked(undefined)}
        >
          <p>
            {plural(principals.length, 'user or group', 'users and groups')} can then work in {plural(accounts.length, 'account')}{' '}
            with {plural(sets.length, 'permission set')}. An account that lacks a permission set gets its role now.
          </p>
        </EachDialog>
      ) : null}
    </>
  );
}
