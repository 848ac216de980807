'use client';

import { useState } from 'react';
import { useController } from 'react-hook-form';
import { fieldProblem } from '@/components/console/form/field-problem';
import { FormPage } from '@/components/console/form/form-page';
import { TextField } from '@/components/console/form/text-field';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import type { Progress } from '@/lib/console/recipes/attempts';
import { CreateGroupInput } from '@/lib/iam/group/schema';
import { UnfinishedPage } from '../../_components/unfinished-page';
import { UsersPicker } from '../../_components/users-picker';
import { PoliciesPicker } from '../../policies-picker';
import { createGroup, finishGroup } from '../actions';

const BREADCRUMBS = [{ label: 'User groups', href: paths.groups }];

type GroupForm = { name: string; users: readonly string[]; arns: readonly string[] };

const NEW_GROUP: GroupForm = { name: '', users: [], arns: [] };

/** Renders the page that creates a group with its users and policies. */
export function CreateGroupPage() {
  const [partial, setPartial] = useState<Progress>();
  const { form, submission } = useOperationForm(createGroup, {
    defaultValues: NEW_GROUP,
    fields: { GroupName: 'name' },
    toInput: (asked: GroupForm) => asked,
    success: ({ name }, { failed }) =>
      failed.length === 0
        ? { text: `User group ${name} was created.`, link: { href: paths.group(name), label: 'View group' } }
        : undefined,
    goTo: (_, { failed }) => (failed.length === 0 ? paths.groups : ''),
    onSuccess: (progress) => {
      if (progress.failed.length > 0) setPartial(progress);
    },
  });
  const { field: users } = useController({ control: form.control, name: 'users' });
  const { field: arns } = useController({ control: form.control, name: 'arns' });
  if (partial) {
    const asked = form.getValues();
    const page = { noun: 'user group', name: asked.name, href: paths.group(asked.name), breadcrumbs: BREADCRUMBS };
    return <UnfinishedPage {...page} asked={asked} progress={partial} finish={finishGroup} />;
  }
  return (
    <FormPage
      title="Create user group"
      breadcrumbs={BREADCRUMBS}
      submitLabel="Create user group"
      cancelHref={paths.groups}
      {...submission}
    >
      <Panel title="Name the group">
        <TextField
          form={form}
          name="name"
          label="User group name"
          hint="Up to 128 letters, digits and + = , . @ _ -. Use a job function, such as Developers or Auditors."
          problem={(text) => fieldProblem(CreateGroupInput.shape.GroupName, text)}
        />
      </Panel>
      <UsersPicker
        selected={users.value}
        onSelect={users.onChange}
        title="Add users to the group"
        description="Optional. A user can be in ten groups."
      />
      <PoliciesPicker
        selected={arns.value}
        onSelect={arns.onChange}
        title="Attach permissions policies"
        description="Optional, at most ten. Every user in the group gets the permissions of these policies."
      />
    </FormPage>
  );
}
