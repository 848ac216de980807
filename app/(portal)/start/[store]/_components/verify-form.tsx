'use client';

import { type ReactNode, useActionState, useState, useTransition } from 'react';
import { CodeInput } from '@/app/(auth)/_mfa-step';
import { answerByPasskey } from '@/components/console/form/passkey';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Field } from '@/components/ui/field/field';
import { useRouter } from '@/components/ui/navigation';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { answerKeyAction, askForKeyAction, mailCodeAction, verifyCodeAction } from '@/lib/console/portal/mfa-actions';
import type { ShownStep } from '@/lib/console/portal/portal-step';
import type { StoreMfaKind } from '@/lib/identity-store/mfa/limits';

type VerifyFormProps = { store: string; step: ShownStep; next: string | undefined; goTo: string };

/** Asks for a code or a security key after the password. */
export function VerifyForm({ store, step: { kinds, mailedTo, mayTrust }, next, goTo }: VerifyFormProps) {
  const [kind, setKind] = useState<StoreMfaKind>(mailedTo === null ? (kinds[0] ?? 'virtual') : 'virtual');
  const [isTrusted, setTrusted] = useState(false);
  const other = mailedTo === null ? kinds.find((one) => one !== kind) : undefined;
  return (
    <>
      <h1 className="font-semibold text-xl">Verify your identity</h1>
      <p className="mt-1 break-words text-ink-2">
        {mailedTo !== null
          ? `Enter the code that was sent to ${mailedTo}.`
          : kind === 'fido'
            ? 'Use the security key or built-in authenticator that you registered.'
            : 'Enter the code that your authenticator app shows now.'}
      </p>
      {kind === 'fido' ? (
        <KeyStep store={store} goTo={goTo} isTrusted={isTrusted}>
          {mayTrust ? <Trusted checked={isTrusted} onChange={setTrusted} /> : null}
        </KeyStep>
      ) : (
        <CodeStep store={store} next={next}>
          {mayTrust ? <Trusted checked={isTrusted} onChange={setTrusted} /> : null}
        </CodeStep>
      )}
      <div className="mt-6 flex flex-wrap items-center gap-4 border-line border-t pt-4">
        {other ? (
          <Button onClick={() => setKind(other)}>
            {other === 'fido' ? 'Use a security key instead' : 'Use an authenticator app instead'}
          </Button>
        ) : null}
        {mailedTo !== null ? <MailAgain store={store} /> : null}
        <TextLink href={paths.portalSignIn(store, next)}>Sign in as another user</TextLink>
      </div>
    </>
  );
}

function Trusted({ checked, onChange }: { checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <Checkbox
      name="trusted"
      label="This is a trusted device"
      description="You are not asked again in this browser."
      checked={checked}
      onCheckedChange={onChange}
    />
  );
}

type StepProps = { store: string; children: ReactNode };

function CodeStep({ store, next, children }: StepProps & { next: string | undefined }) {
  const [state, send, pending] = useActionState(verifyCodeAction, {});
  return (
    <form action={send} className="mt-5 flex flex-col gap-4">
      {state.error ? (
        <Alert kind="error" live>
          {state.error}
        </Alert>
      ) : null}
      <input type="hidden" name="store" value={store} />
      {next ? <input type="hidden" name="next" value={next} /> : null}
      <Field label="Code" hint="Enter 6 digits. Each code works once.">
        <CodeInput name="code" autoFocus />
      </Field>
      {children}
      <Button type="submit" variant="primary" loading={pending}>
        Sign in
      </Button>
    </form>
  );
}

function KeyStep({ store, goTo, isTrusted, children }: StepProps & { goTo: string; isTrusted: boolean }) {
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const router = useRouter();
  const ask = () =>
    start(async () => {
      const asked = await askForKeyAction(store);
      if (!asked.ok) return setProblem(asked.message);
      const answered = await answerByPasskey(asked.data);
      if (!answered.ok) return setProblem(answered.problem);
      const done = await answerKeyAction(store, answered.answer, isTrusted);
      if (!done.ok) return setProblem(done.message);
      router.push(goTo);
    });
  return (
    <div className="mt-5 flex flex-col gap-4">
      {problem ? (
        <Alert kind="error" live>
          {problem}
        </Alert>
      ) : null}
      {children}
      <Button variant="primary" autoFocus loading={pending} onClick={ask}>
        Use security key
      </Button>
    </div>
  );
}

function MailAgain({ store }: { store: string }) {
  const [message, setMessage] = useState<string>();
  const [pending, start] = useTransition();
  const send = () =>
    start(async () => {
      const done = await mailCodeAction(store);
      setMessage(done.ok ? 'Another code was sent. The code before it no longer works.' : done.message);
    });
  return (
    <>
      <Button loading={pending} onClick={send}>
        Send another code
      </Button>
      <p aria-live="polite" className="text-ink-2 empty:hidden">
        {message}
      </p>
    </>
  );
}
