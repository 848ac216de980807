'use client';

import { type ReactNode, useActionState, useEffect, useState } from 'react';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Link } from '@/components/ui/navigation';
import { forgetSignIn, noteSignIn } from '@/lib/console/session/begun-here';
import type { AuthFormState } from '@/lib/console/sign-in/auth-actions';
import type { PasswordCheck } from '@/lib/console/sign-in/password-form';
import { passwordProblem } from '@/lib/iam/password-policy/limits';
import { CodeInput, MfaFields, OtherKinds, PasskeyButton } from './_mfa-step';

export type AuthField = {
  name: string;
  label: string;
  /** A code is what an MFA device shows. */
  type?: 'text' | 'email' | 'password' | 'code';
  autoComplete?: string;
  hint?: ReactNode;
  initial?: string;
  /** Checks a new password while the user types it. */
  check?: PasswordCheck;
  /** The name of the field whose text must be repeated here. */
  sameAs?: string;
};

export type AuthFormProps = {
  action: (state: AuthFormState, form: FormData) => Promise<AuthFormState>;
  fields: readonly AuthField[];
  submit: string;
  /** The page to show after signing in. */
  next?: string;
  /** Values of hidden inputs. */
  hidden?: Readonly<Record<string, string>>;
};

/** The form of a signed-out page. Works before scripts have loaded: it is a plain form with a server action. */
export function AuthForm({ action, fields, submit, next, hidden = {} }: AuthFormProps) {
  const [state, send, pending] = useActionState(action, {});
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [shown, setShown] = useState(false);
  // A form that has an answer did not sign in.
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each answer
  useEffect(forgetSignIn, [state]);
  const isSecondStep = Boolean(state.mfa ?? state.closed);
  const initialOf = ({ name, type, initial }: AuthField) => (type === 'password' ? undefined : (state.values?.[name] ?? initial));
  const first = fields.find((field) => !initialOf(field))?.name;
  return (
    <form action={send} onSubmit={noteSignIn} className="mt-5 flex flex-col gap-4">
      {state.error ? (
        <Alert kind="error" live>
          {state.error}
        </Alert>
      ) : null}
      {next ? <input type="hidden" name="next" value={next} /> : null}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {state.mfa ? <MfaFields mfa={state.mfa} /> : null}
      {state.closed ? <ReopenFields {...state.closed} /> : null}
      {(isSecondStep ? [] : fields).map((field) => (
        <Field key={field.name} label={field.label} hint={field.hint} error={typedProblem(field, typed)}>
          {field.type === 'code' ? (
            <CodeInput name={field.name} />
          ) : (
            <Input
              name={field.name}
              type={field.type === 'password' && shown ? 'text' : (field.type ?? 'text')}
              autoComplete={field.autoComplete}
              autoCapitalize="none"
              autoFocus={field.name === first}
              spellCheck={false}
              required
              defaultValue={initialOf(field)}
              onChange={(event) => setTyped({ ...typed, [field.name]: event.currentTarget.value })}
            />
          )}
        </Field>
      ))}
      {!isSecondStep && fields.some(({ type }) => type === 'password') ? (
        <Checkbox label="Show password" checked={shown} onCheckedChange={setShown} />
      ) : null}
      {state.mfa?.passkey && state.mfa.chosen === 'fido' ? (
        <PasskeyButton options={state.mfa.passkey} pending={pending} />
      ) : (
        <Button type="submit" variant="primary" loading={pending}>
          {state.closed ? 'Reopen account' : state.mfa ? 'Submit code' : submit}
        </Button>
      )}
      {state.mfa ? <OtherKinds mfa={state.mfa} pending={pending} /> : null}
      {isSecondStep ? (
        <Button type="submit" name="startAgain" value="true" formNoValidate disabled={pending}>
          Back
        </Button>
      ) : null}
    </form>
  );
}

/** Returns the problem of the entered text, or undefined. An empty field has none. */
function typedProblem({ name, check, sameAs }: AuthField, typed: Readonly<Record<string, string>>): string | undefined {
  const text = typed[name];
  if (!text) return undefined;
  const problem = check && passwordProblem(text, check.policy, check.taken);
  if (problem) return problem;
  return sameAs !== undefined && text !== typed[sameAs] ? "The passwords don't match yet." : undefined;
}

/** The two ways to sign in. One of them is shown. */
export function SignInTabs({ shown, tabs }: { shown: string; tabs: readonly { label: string; href: string }[] }) {
  return (
    <nav aria-label="Ways to sign in" className="mb-6 flex gap-6 border-line border-b">
      {tabs.map(({ label, href }) => (
        <Link
          key={label}
          href={href}
          aria-current={label === shown ? 'page' : undefined}
          className="-mb-px border-transparent border-b-2 pb-2 font-medium text-ink-2 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-accent"
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}

/** Replaces the password field for a root user whose account is closed. */
function ReopenFields({ ticket, accountId, accountName, until }: NonNullable<AuthFormState['closed']>) {
  return (
    <>
      <input type="hidden" name="reopen" value={ticket} />
      <Alert kind="warning" title={`${accountName} (${accountId}) is closed`}>
        Only you can sign in to this account until it is reopened. You can reopen it until{' '}
        <Time value={until} format="absolute" />. After that it is deleted for good.
      </Alert>
      <p className="text-ink-2">
        The account's resources are unchanged. In AWS, Support reopens a closed account; in Gatehouse, the root user does.
      </p>
    </>
  );
}
