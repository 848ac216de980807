'use client';

import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { fieldProblem } from '@/components/console/form/field-problem';
import { TagEditor } from '@/components/console/form/tag-editor';
import { checkTags, type Tag } from '@/components/console/form/tag-rules';
import { ReviewSection, Wizard } from '@/components/console/form/wizard';
import { KeyValue } from '@/components/console/page/key-value';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import type { GivenUser, NewUser } from '@/lib/console/recipes/new-user';
import { CreateUserInput } from '@/lib/iam/user/schema';
import { BoundarySection, boundaryProblem, policyName } from '../../_components/boundary-section';
import { createUser } from '../actions';
import { CreatedUserPage } from './created-user-page';
import { NEW_PASSWORD, PasswordFields, type PasswordState, usePasswordProblem } from './password-fields';
import { NO_PERMISSIONS, PermissionsStep, permissionsProblem, toUserPermissions } from './permissions-step';

type Details = { name: string };

const BREADCRUMBS = [{ label: 'Users', href: paths.users }];

/** Creates a user: who, with which permissions, reviewed before anything happens; then shows the password, once. */
export function CreateUserWizard({ account, taken }: { account: string; taken: readonly string[] }) {
  const form = useForm<Details>({ defaultValues: { name: '' }, mode: 'all' });
  const [withConsole, setWithConsole] = useState(false);
  const [password, setPassword] = useState<PasswordState>(NEW_PASSWORD);
  const [passwordTried, setPasswordTried] = useState(false);
  const [permissions, setPermissions] = useState(NO_PERMISSIONS);
  const [boundary, setBoundary] = useState<string | null>(null);
  const [tags, setTags] = useState<Tag[]>([]);
  const [tagsTried, setTagsTried] = useState(false);
  const [created, setCreated] = useState<GivenUser>();
  const passwordProblem = usePasswordProblem(password, taken);
  const operation = useOperation(createUser, {
    handlesError: () => true,
    // What is not complete has one message, on the page that comes.
    success: ({ name }, user) =>
      user.failed.length === 0
        ? { text: `User ${name} was created.`, link: { href: paths.user(name), label: 'View user' } }
        : undefined,
    goTo: (_, user) => (user.password === null && user.failed.length === 0 ? paths.users : ''),
    onSuccess: (user) => {
      if (user.password !== null || user.failed.length > 0) setCreated(user);
    },
  });
  const { name } = form.getValues();
  const input = (): NewUser => ({
    name: form.getValues('name'),
    console: withConsole
      ? { password: password.custom ? password.password : { generate: true }, mustChange: password.mustChange }
      : null,
    permissions: toUserPermissions(permissions),
    boundary,
    tags,
  });
  if (created) return <CreatedUserPage given={created} asked={input()} account={account} />;
  return (
    <Wizard
      title="Create user"
      breadcrumbs={BREADCRUMBS}
      submitLabel="Create user"
      cancelHref={paths.users}
      pending={operation.running}
      error={operation.error}
      dirty={form.formState.isDirty || withConsole || tags.length > 0}
      onSubmit={() => void operation.run(input())}
      steps={[
        {
          id: 'details',
          title: 'Specify user details',
          validate: async () => {
            setPasswordTried(true);
            return (await form.trigger()) && !(withConsole && passwordProblem);
          },
          content: (
            <Panel title="User details">
              <div className="space-y-5">
                <Field
                  label="User name"
                  hint="Up to 64 letters, digits and + = , . @ _ -"
                  error={form.formState.errors.name?.message}
                >
                  <Input
                    {...form.register('name', { validate: (text) => fieldProblem(CreateUserInput.shape.UserName, text) ?? true })}
                    autoComplete="off"
                    spellCheck={false}
                  />
                </Field>
                <Checkbox
                  label="Provide user access to the console - optional"
                  description="For a person. A program needs an access key instead, which you create afterwards."
                  checked={withConsole}
                  onCheckedChange={setWithConsole}
                />
                {withConsole ? (
                  <div className="border-line border-l-2 pl-4">
                    <PasswordFields value={password} onChange={setPassword} error={passwordTried ? passwordProblem : undefined} />
                  </div>
                ) : null}
              </div>
            </Panel>
          ),
        },
        {
          id: 'permissions',
          title: 'Set permissions',
          description: 'A user can do nothing until a policy allows it.',
          validate: () => permissionsProblem(permissions) ?? boundaryProblem(boundary) ?? true,
          content: (
            <>
              <PermissionsStep value={permissions} onChange={setPermissions} />
              <BoundarySection noun="user" arn={boundary} onChange={setBoundary} />
            </>
          ),
        },
        {
          id: 'review',
          title: 'Review and create',
          description: withConsole ? 'After the user is created you can see its password, once.' : 'Nothing has happened so far.',
          validate: () => {
            setTagsTried(true);
            return checkTags(tags).length === 0;
          },
          content: (
            <>
              <ReviewSection title="User details" stepId="details">
                <KeyValue
                  columns={3}
                  items={[
                    { label: 'User name', value: name },
                    {
                      label: 'Console password',
                      value: withConsole ? (password.custom ? 'Custom password' : 'Autogenerated password') : 'None',
                    },
                    { label: 'Must change the password', value: withConsole ? (password.mustChange ? 'Yes' : 'No') : null },
                  ]}
                />
              </ReviewSection>
              <ReviewSection title="Permissions" stepId="permissions">
                <PermissionsReview input={input()} />
              </ReviewSection>
              <Panel
                title="Tags"
                headingLevel={3}
                description="Optional. Keys and values to find, group and control access to the user."
              >
                <TagEditor tags={tags} onTagsChange={setTags} showIssues={tagsTried} />
              </Panel>
            </>
          ),
        },
      ]}
    />
  );
}

function PermissionsReview({ input: { permissions, boundary } }: { input: NewUser }) {
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
