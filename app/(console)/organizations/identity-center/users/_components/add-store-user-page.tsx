'use client';

import { useState } from 'react';
import { RadioField } from '@/components/console/form/choice-field';
import { FormPage } from '@/components/console/form/form-page';
import { missingProblem, TextField } from '@/components/console/form/text-field';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { useRouter } from '@/components/ui/navigation';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { GatedPage, IDENTITY_CENTER } from '../../_components/in-identity-center';
import { addStoreUser } from '../../store-actions';
import { OneTimePassword } from './store-user-acts';

const TITLE = 'Add user';
/** The ways in which a new user gets a password. */
const PASSWORDS = ['OTP', 'EMAIL', 'NONE'] as const;

const NEW = { userName: '', givenName: '', familyName: '', displayName: '', email: '', password: 'OTP' };

/** Renders the page that adds a user. */
export function AddStoreUserPage() {
  return <GatedPage title={TITLE}>{({ IdentityStoreId }) => <Form IdentityStoreId={IdentityStoreId} />}</GatedPage>;
}

function Form({ IdentityStoreId }: { IdentityStoreId: string }) {
  const router = useRouter();
  const [made, setMade] = useState<{ userId: string; password: string }>();
  const { form, submission } = useOperationForm(addStoreUser, {
    defaultValues: NEW,
    fields: { UserName: 'userName', DisplayName: 'displayName', Emails: 'email' },
    toInput: ({ password, displayName, ...asked }: typeof NEW) => ({
      IdentityStoreId,
      ...asked,
      displayName: displayName || `${asked.givenName} ${asked.familyName}`,
      password: PASSWORDS.find((one) => one === password) ?? 'OTP',
    }),
    success: ({ userName }, { failed }) => ({
      text: failed ? `The user ${userName} was added without a password: ${failed.message}` : `The user ${userName} was added.`,
    }),
    goTo: (_, { userId, password }) => (password === undefined ? paths.storeUser(userId) : ''),
    onSuccess: ({ userId, password }) => {
      if (password !== undefined) setMade({ userId, password });
    },
  });
  return (
    <FormPage
      title={TITLE}
      breadcrumbs={[IDENTITY_CENTER, { label: 'Users', href: paths.storeUsers }]}
      submitLabel="Add user"
      cancelHref={paths.storeUsers}
      missing={useMissing()('identitystore:CreateUser')}
      {...submission}
    >
      <Panel title="User">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            form={form}
            name="userName"
            label="User name"
            hint="The user signs in with it. It cannot be changed."
            problem={missingProblem}
          />
          <TextField form={form} name="email" label="Email address" optional />
          <TextField form={form} name="givenName" label="First name" problem={missingProblem} />
          <TextField form={form} name="familyName" label="Last name" problem={missingProblem} />
          <TextField form={form} name="displayName" label="Display name" optional hint="Default: first and last name." />
        </div>
      </Panel>
      <Panel title="Password">
        <RadioField
          form={form}
          name="password"
          label="How the user gets a password"
          options={[
            { value: 'OTP', label: 'Generate a one-time password', description: 'Share it with the user, who must change it.' },
            {
              value: 'EMAIL',
              label: 'Email a link to set the password',
              description: 'Needs an email address. The email is in the outbox.',
            },
            { value: 'NONE', label: 'No password yet', description: 'You can reset the password later.' },
          ]}
        />
      </Panel>
      {made ? (
        <OneTimePassword
          userName={form.getValues('userName')}
          password={made.password}
          onClose={() => router.push(paths.storeUser(made.userId))}
        />
      ) : null}
    </FormPage>
  );
}
