'use client';

import { type ComponentProps, type ReactNode, useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { AuthFormState } from '@/lib/console/auth-actions';

export const CODE_HINT = '6 digits. Each code works once.';

export type AuthField = {
  name: string;
  label: string;
  /** A code is what an MFA device shows. */
  type?: 'text' | 'email' | 'password' | 'code';
  autoComplete?: string;
  hint?: ReactNode;
  initial?: string;
};

export type AuthFormProps = {
  action: (state: AuthFormState, form: FormData) => Promise<AuthFormState>;
  fields: readonly AuthField[];
  submit: string;
  /** Where to go afterwards. */
  next?: string;
  /** Sent along unseen. */
  hidden?: Readonly<Record<string, string>>;
};

/** The form of a signed-out page. Works before scripts have loaded: it is a plain form with a server action. */
export function AuthForm({ action, fields, submit, next, hidden = {} }: AuthFormProps) {
  const [state, send, pending] = useActionState(action, {});
  return (
    <form action={send} className="mt-5 flex flex-col gap-4">
      {state.error ? (
        <Alert kind="error" live>
          {state.error}
        </Alert>
      ) : null}
      {next ? <input type="hidden" name="next" value={next} /> : null}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {state.mfaTicket ? <MfaFields ticket={state.mfaTicket} /> : null}
      {(state.mfaTicket ? [] : fields).map((field) => (
        <Field key={field.name} label={field.label} hint={field.hint}>
          {field.type === 'code' ? (
            <CodeInput name={field.name} />
          ) : (
            <Input
              name={field.name}
              type={field.type ?? 'text'}
              autoComplete={field.autoComplete}
              autoCapitalize="none"
              spellCheck={false}
              required
              defaultValue={field.type === 'password' ? undefined : (state.values?.[field.name] ?? field.initial)}
            />
          )}
        </Field>
      ))}
      <Button type="submit" variant="primary" loading={pending}>
        {state.mfaTicket ? 'Submit code' : submit}
      </Button>
    </form>
  );
}

/** In place of the password, once it was right. */
function MfaFields({ ticket }: { ticket: string }) {
  return (
    <>
      <input type="hidden" name="mfaTicket" value={ticket} />
      <p>Your account is protected with multi-factor authentication. Enter the code that your authenticator shows now.</p>
      <Field label="MFA code" hint={CODE_HINT}>
        <CodeInput name="mfaCode" autoFocus />
      </Field>
    </>
  );
}

function CodeInput(props: Pick<ComponentProps<typeof Input>, 'name' | 'autoFocus' | 'id' | 'aria-describedby'>) {
  return <Input {...props} inputMode="numeric" autoComplete="one-time-code" pattern="[0-9]{6}" maxLength={6} required />;
}
