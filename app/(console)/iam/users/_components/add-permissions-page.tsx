'use client';

import { useState } from 'react';
import { FormPage } from '@/components/console/form/form-page';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { paths } from '@/lib/console/paths';
import { attachedPoliciesQuery } from '../../queries';
import { addPermissions } from '../actions';
import { userGroupsQuery } from '../queries';
import { PermissionsStep } from './permissions-step';
import { NO_PERMISSIONS, permissionsProblem, toUserPermissions } from './user-form';

/** Renders the page that adds permissions to a user: groups, a copy of another user's permissions, or policies. */
export function AddPermissionsPage({ name }: { name: string }) {
  const [value, setValue] = useState(NO_PERMISSIONS);
  const groups = useRead(userGroupsQuery(name)).data?.Groups.map(({ GroupName = '' }) => GroupName);
  const policies = useRead(attachedPoliciesQuery({ kind: 'users', name })).data?.AttachedPolicies.map(
    ({ PolicyArn = '' }) => PolicyArn,
  );
  const operation = useOperation(addPermissions, {
    success: () => ({ text: `Permissions were added to ${name}.` }),
    goTo: () => paths.user(name),
    handlesError: () => true,
  });
  const chosen = { groups: value.groups.length, user: value.user === null ? 0 : 1, policies: value.arns.length }[value.from];
  return (
    <FormPage
      title="Add permissions"
      description={`New permissions for ${name}, in addition to its current ones.`}
      breadcrumbs={[
        { label: 'Users', href: paths.users },
        { label: name, href: paths.user(name) },
      ]}
      submitLabel="Add permissions"
      cancelHref={paths.user(name)}
      pending={operation.running}
      error={operation.error}
      dirty={chosen > 0}
      disabledReason={permissionsProblem(value) ?? (chosen === 0 ? 'Choose what to add' : undefined)}
      onSubmit={() => void operation.run({ name, permissions: toUserPermissions(value) })}
    >
      <PermissionsStep value={value} onChange={setValue} user={name} groups={groups} policies={policies} />
    </FormPage>
  );
}
