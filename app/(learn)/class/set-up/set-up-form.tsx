'use client';

import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { QrCode } from '@/components/ui/qr-code';
import { NAME_MOST, PASSWORD_LEAST, PASSWORD_MOST, PASSWORD_RULE } from '@/lib/classroom/person/limits';
import { setUpPerson } from '../sign-in-actions';

type SetUpFormProps = { token: string; name: string; isOperator: boolean; seed: string; sealedSeed: string; address: string };

export function SetUpForm({ token, name, isOperator, seed, sealedSeed, address }: SetUpFormProps) {
  const [state, send, pending] = useActionState(setUpPerson, {});
  return (
    <form action={send} className="mt-5 flex flex-col gap-4">
      {state.error ? (
        <Alert kind="error" live>
          {state.error}
        </Alert>
      ) : null}
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="sealedSeed" value={sealedSeed} />
      <Field label="Your name" hint="You sign in with it, and students see it.">
        <Input name="name" autoComplete="username" required maxLength={NAME_MOST} defaultValue={state.name ?? name} />
      </Field>
      <Field label="Password" hint={PASSWORD_RULE}>
        <Input
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={PASSWORD_LEAST}
          maxLength={PASSWORD_MOST}
        />
      </Field>
      <Field label="Confirm password">
        <Input name="confirm" type="password" autoComplete="new-password" required />
      </Field>
      <fieldset className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4">
        <legend className="px-1 font-semibold">Authenticator app{isOperator ? '' : ' - optional'}</legend>
        <p className="text-ink-2">Scan this with the app on your phone, then enter the code that it shows.</p>
        <QrCode text={address} label="QR code with the secret key" className="size-44 self-center" />
        <details>
          <summary className="cursor-pointer text-accent">Show secret key</summary>
          <code className="mt-1 block break-all font-mono text-sm">{seed}</code>
        </details>
        <Field label="Code">
          <Input name="code" inputMode="numeric" autoComplete="one-time-code" required={isOperator} maxLength={7} />
        </Field>
      </fieldset>
      <Button type="submit" variant="primary" loading={pending}>
        Save password
      </Button>
    </form>
  );
}
