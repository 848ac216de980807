'use client';

import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { signInToClasses } from '../sign-in-actions';

export function SignInForm() {
  const [state, send, pending] = useActionState(signInToClasses, {});
  return (
    <form action={send} className="mt-5 flex flex-col gap-4">
      {state.error ? (
        <Alert kind="error" live>
          {state.error}
        </Alert>
      ) : null}
      {state.step ? (
        <>
          <input type="hidden" name="step" value={state.step} />
          <Field label="Code" hint="The code that your authenticator app shows for Gatehouse.">
            <Input name="code" inputMode="numeric" autoComplete="one-time-code" autoFocus required maxLength={7} />
          </Field>
        </>
      ) : (
        <>
          <Field label="Name">
            <Input name="name" autoComplete="username" autoFocus={!state.name} required defaultValue={state.name} />
          </Field>
          <Field label="Password">
            <Input name="password" type="password" autoComplete="current-password" autoFocus={Boolean(state.name)} required />
          </Field>
        </>
      )}
      <Button type="submit" variant="primary" loading={pending}>
        {state.step ? 'Submit code' : 'Sign in'}
      </Button>
      {state.step ? (
        <Button type="submit" name="again" value="1" formNoValidate disabled={pending}>
          Back
        </Button>
      ) : null}
    </form>
  );
}
