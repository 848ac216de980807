'use client';

import { useState } from 'react';
import { FormPage } from '@/components/console/form/form-page';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { paths } from '@/lib/console/paths';
import { addToGroups } from '../../groups/actions';
import { GroupsPicker } from '../../groups/groups-picker';
import { userGroupsQuery } from '../queries';

export function AddToGroupsPage({ name }: { name: string }) {
  const [selected, setSelected] = useState<readonly string[]>([]);
  const groups = useRead(userGroupsQuery(name)).data?.Groups.map(({ GroupName = '' }) => GroupName);
  const back = paths.user(name, 'groups');
  const operation = useOperation(addToGroups, {
    success: () => ({ text: `${name} was added to ${selected.length === 1 ? selected[0] : `${selected.length} groups`}.` }),
    goTo: () => back,
    handlesError: () => true,
  });
  return (
    <FormPage
      title="Add user to groups"
      description={`${name} gets the policies of the groups you choose.`}
      breadcrumbs={[
        { label: 'Users', href: paths.users },
        { label: name, href: back },
      ]}
      submitLabel="Add user to groups"
      cancelHref={back}
      pending={operation.running}
      error={operation.error}
      dirty={selected.length > 0}
      disabledReason={selected.length === 0 ? 'Choose at least one group' : undefined}
      onSubmit={() => void operation.run({ users: [name], groups: selected })}
    >
      <GroupsPicker selected={selected} exclude={groups} onSelect={setSelected} />
    </FormPage>
  );
}
