'use client';

import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { fieldProblem } from '@/components/console/form/field-problem';
import { FormPage } from '@/components/console/form/form-page';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import type { Progress } from '@/lib/console/recipes/attempts';
import { CreateGroupInput } from '@/lib/iam/group/schema';
import { PoliciesPicker } from '../../_components/policies-picker';
import { UnfinishedPage } from '../../_components/unfinished-page';
import { UsersPicker } from '../../_components/users-picker';
import { createGroup, finishGroup } from '../actions';

const BREADCRUMBS = [{ label: 'User groups', href: paths.groups }];

/** Creates a group on one page: its name, its users, its policies. */
export function CreateGroupPage() {
  const form = useForm({ defaultValues: { name: '' }, mode: 'onTouched' });
  const [users, setUsers] = useState<readonly string[]>([]);
  const [arns, setArns] = useState<readonly string[]>([]);
  const [partial, setPartial] = useState<{ name: string; progress: Progress }>();
  const operation = useOperation(createGroup, {
    success: ({ name }, { failed }) =>
      failed.length === 0
        ? { text: `User group ${name} was created.`, link: { href: paths.group(name), label: 'View group' } }
        : undefined,
    goTo: (_, { failed }) => (failed.length === 0 ? paths.groups : ''),
    handlesError: () => true,
  });
  if (partial) {
    const { name, progress } = partial;
    const asked = { name, users, arns };
    const page = { noun: 'user group', name, href: paths.group(name), breadcrumbs: BREADCRUMBS };
    return <UnfinishedPage {...page} asked={asked} progress={progress} finish={finishGroup} />;
  }
  const create = form.handleSubmit(async ({ name }) => {
    const result = await operation.run({ name, users, arns });
    if (result.ok && result.data.failed.length > 0) setPartial({ name, progress: result.data });
  });
  return (
    <FormPage
      title="Create user group"
      breadcrumbs={BREADCRUMBS}
      submitLabel="Create user group"
      cancelHref={paths.groups}
      pending={operation.running}
      error={operation.error}
      dirty={form.formState.isDirty || users.length > 0 || arns.length > 0}
      onSubmit={() => void create()}
    >
      <Panel title="Name the group">
        <Field
          label="User group name"
          hint="Up to 128 letters, digits and + = , . @ _ -. By what its users do: Developers, Auditors."
          error={form.formState.errors.name?.message}
        >
          <Input
            {...form.register('name', { validate: (text) => fieldProblem(CreateGroupInput.shape.GroupName, text) ?? true })}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      </Panel>
      <UsersPicker
        selected={users}
        onSelect={setUsers}
        title="Add users to the group"
        description="Optional. A user can be in ten groups."
      />
      <PoliciesPicker
        selected={arns}
        onSelect={setArns}
        title="Attach permissions policies"
        description="Optional. Ten at most; every user in the group gets what they allow."
      />
    </FormPage>
  );
}
