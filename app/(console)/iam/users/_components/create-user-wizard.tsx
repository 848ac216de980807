'use client';

import { useMemo, useState } from 'react';
import { useDraft } from '@/app/(console)/_client/use-draft';
import { TagEditor } from '@/components/console/form/tag-editor';
import type { KeptForm } from '@/components/console/form/use-kept-form';
import { ReviewSection, Wizard } from '@/components/console/form/wizard';
import { useOperation } from '@/components/console/kit/use-operation';
import { KeyValue } from '@/components/console/page/key-value';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import type { GivenUser } from '@/lib/console/recipes/user/new-user';
import { BoundarySection, policyName } from '../../_components/boundary/boundary-section';
import { createUser } from '../actions';
import { CreatedUserPage } from './created-user-page';
import { PasswordFields, usePasswordProblem } from './password-fields';
import { PermissionsStep } from './permissions-step';
import { NEW_USER, toNewUser, USER_MEMBERS, USER_SECRETS, type UserForm, userFormSchema } from './user-form';

const BREADCRUMBS = [{ label: 'Users', href: paths.users }];

/** Renders the wizard that creates a user and shows its password once. */
export function CreateUserWizard({ account, taken }: { account: string; taken: readonly string[] }) {
  const passwordProblem = usePasswordProblem(taken);
  const schema = useMemo(() => userFormSchema(passwordProblem), [passwordProblem]);
  const form = useDraft<UserForm>('create-user', { schema, fresh: NEW_USER, secrets: USER_SECRETS });
  const { value, set } = form;
  const [created, setCreated] = useState<GivenUser>();
  const operation = useOperation(createUser, {
    handlesError: () => true,
    // An incomplete user has no message here: the next page shows what failed.
    success: ({ name }, user) =>
      user.failed.length === 0
        ? { text: `User ${name} was created.`, link: { href: paths.user(name), label: 'View user' } }
        : undefined,
    goTo: (_, user) => (user.password === null && user.failed.length === 0 ? paths.users : ''),
    onSuccess: (user) => {
      form.discard();
      if (user.password !== null || user.failed.length > 0) setCreated(user);
    },
  });
  if (created) return <CreatedUserPage given={created} asked={toNewUser(value)} account={account} />;
  return (
    <Wizard
      title="Create user"
      breadcrumbs={BREADCRUMBS}
      form={form}
      members={USER_MEMBERS}
      submitLabel="Create user"
      cancelHref={paths.users}
      pending={operation.running}
      error={operation.error}
      onSubmit={() => void operation.run(toNewUser(value))}
      steps={[
        {
          id: 'details',
          title: 'Specify user details',
          fields: ['name', 'console'],
          content: <Details form={form} />,
        },
        {
          id: 'permissions',
          title: 'Set permissions',
          description: 'A user has no permissions until a policy grants them.',
          fields: ['permissions', 'boundary'],
          notes: ['permissions', 'boundary'],
          content: (
            <>
              <PermissionsStep value={value.permissions} onChange={(permissions) => set('permissions', permissions)} />
              <BoundarySection noun="user" arn={value.boundary} onChange={(arn) => set('boundary', arn)} />
            </>
          ),
        },
        {
          id: 'review',
          title: 'Review and create',
          description: value.console.wanted
            ? 'After the user is created, its password is shown once.'
            : 'Nothing has been created yet.',
          fields: ['tags'],
          notes: ['tags'],
          content: <Review form={form} />,
        },
      ]}
    />
  );
}

function Details({ form: { register, problemAt, value, set } }: { form: KeptForm<UserForm> }) {
  return (
    <Panel title="User details">
      <div className="space-y-5">
        <Field label="User name" hint="Up to 64 letters, digits and + = , . @ _ -" error={problemAt('name')}>
          <Input {...register('name')} autoComplete="off" spellCheck={false} />
        </Field>
        <Checkbox
          label="Provide console access - optional"
          description="For people. Programs need an access key instead, which you create later."
          checked={value.console.wanted}
          onCheckedChange={(wanted) => set('console', { ...value.console, wanted })}
        />
        {value.console.wanted ? (
          <div className="border-line border-l-2 pl-4">
            <PasswordFields
              value={value.console}
              onChange={(password) => set('console', { ...value.console, ...password })}
              error={problemAt('console.password')}
            />
          </div>
        ) : null}
      </div>
    </Panel>
  );
}

function Review({ form: { tried, value, set } }: { form: KeptForm<UserForm> }) {
  const { console } = value;
  return (
    <>
      <ReviewSection title="User details" stepId="details">
        <KeyValue
          columns={3}
          items={[
            { label: 'User name', value: value.name },
            {
              label: 'Console password',
              value: console.wanted ? (console.custom ? 'Custom password' : 'Autogenerated password') : 'None',
            },
            { label: 'Must change the password', value: console.wanted ? (console.mustChange ? 'Yes' : 'No') : null },
          ]}
        />
      </ReviewSection>
      <ReviewSection title="Permissions" stepId="permissions">
        <PermissionsReview form={value} />
      </ReviewSection>
      <Panel title="Tags" headingLevel={3} description="Optional. Keys and values to find, group and control access to the user.">
        <TagEditor tags={value.tags} onTagsChange={(tags) => set('tags', tags)} showIssues={tried('tags')} />
      </Panel>
    </>
  );
}

function PermissionsReview({ form: { permissions, boundary } }: { form: UserForm }) {
  const items =
    permissions.from === 'groups'
      ? { label: 'User groups', value: permissions.groups.join(', ') }
      : permissions.from === 'user'
        ? { label: 'Copied from', value: permissions.user }
        : { label: 'Permissions policies', value: permissions.arns.map(policyName).join(', ') };
  return (
    <KeyValue columns={2} items={[items, { label: 'Permissions boundary', value: boundary ? policyName(boundary) : 'None' }]} />
  );
}
