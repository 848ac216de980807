'use client';

import { useState } from 'react';
import { useController } from 'react-hook-form';
import { FailedSteps } from '@/app/(console)/_client/failed-steps';
import { SignInUrl, useSignInUrl } from '@/app/(console)/_client/secrets/secret';
import { SecretDialog } from '@/app/(console)/_client/secrets/secret-dialog';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import type { FailedStep, Progress } from '@/lib/console/recipes/attempts';
import type { SetPassword } from '@/lib/console/recipes/user/password';
import { enableConsole, resetPassword } from '../actions';
import { PasswordFields, usePasswordProblem } from './password-fields';
import { NEW_PASSWORD, toPasswordChoice } from './user-form';

const NO_NAMES: readonly string[] = [];

type PasswordDialogProps = { mode: 'enable' | 'reset'; userName: string; account: string; onClose: () => void };

/** Renders a dialog that enables console access or resets a password, and shows the password once. */
export function PasswordDialog({ mode, userName, account, onClose }: PasswordDialogProps) {
  const problem = usePasswordProblem(NO_NAMES);
  const [set, setSet] = useState<SetPassword & Partial<Progress>>({ password: null });
  const { form, submission } = useOperationForm(mode === 'enable' ? enableConsole : resetPassword, {
    defaultValues: { choice: NEW_PASSWORD },
    fields: { Password: 'choice' },
    toInput: ({ choice }) => ({ name: userName, choice: toPasswordChoice(choice) }),
    onSuccess: setSet,
  });
  const { field, fieldState } = useController({
    control: form.control,
    name: 'choice',
    rules: { validate: (choice) => problem(choice) ?? true },
  });
  if (set.password !== null) {
    return (
      <PasswordResult userName={userName} account={account} password={set.password} failed={set.failed ?? []} onClose={onClose} />
    );
  }
  return (
    <FormDialog
      title={mode === 'enable' ? `Enable console access of ${userName}` : `Reset the password of ${userName}`}
      submitLabel={mode === 'enable' ? 'Enable console access' : 'Reset password'}
      {...submission}
      onClose={onClose}
    >
      <PasswordFields
        value={field.value}
        onChange={field.onChange}
        // The problem is shown while the user types. An empty password is a problem only after submitting.
        error={fieldState.error?.message ?? (field.value.password === '' ? undefined : problem(field.value))}
      />
    </FormDialog>
  );
}

type PasswordResultProps = {
  userName: string;
  account: string;
  password: string;
  failed: readonly FailedStep[];
  onClose: () => void;
};

function PasswordResult({ userName, account, password, failed, onClose }: PasswordResultProps) {
  const url = useSignInUrl(account);
  return (
    <SecretDialog
      title="Console password"
      what="password"
      label="Console password"
      secret={password}
      ifLost="If it is lost, reset the password."
      items={[
        { label: 'Console sign-in URL', value: <SignInUrl account={account} /> },
        { label: 'User name', value: userName },
      ]}
      file={{
        fileName: `${userName}_credentials.csv`,
        row: { 'User name': userName, Password: password, 'Console sign-in URL': url },
      }}
      onClose={onClose}
    >
      <FailedSteps steps={failed} title="The password was set, but not everything was done" />
    </SecretDialog>
  );
}
