'use client';

import { useState } from 'react';
import { FormPage } from '@/components/console/form/form-page';
import { useOperation } from '@/components/console/kit/use-operation';
import { paths } from '@/lib/console/paths';
import { UsersPicker } from '../../_components/users-picker';
import { addToGroups } from '../actions';

export function AddUsersPage({ name }: { name: string }) {
  const [selected, setSelected] = useState<readonly string[]>([]);
  const back = paths.group(name);
  const operation = useOperation(addToGroups, {
    success: ({ users }) => ({ text: `${users.length === 1 ? users[0] : `${users.length} users`} joined the group ${name}.` }),
    goTo: () => back,
    handlesError: () => true,
  });
  return (
    <FormPage
      title="Add users to group"
      description={`They get the permissions of ${name}.`}
      breadcrumbs={[
        { label: 'User groups', href: paths.groups },
        { label: name, href: back },
      ]}
      submitLabel="Add users"
      cancelHref={back}
      pending={operation.running}
      error={operation.error}
      dirty={selected.length > 0}
      disabledReason={selected.length === 0 ? 'Choose at least one user' : undefined}
      onSubmit={() => void operation.run({ users: selected, groups: [name] })}
    >
      <UsersPicker selected={selected} notInGroup={name} onSelect={setSelected} />
    </FormPage>
  );
}
