'use client';

import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { type ComponentProps, useRef, useState } from 'react';
import { answerByPasskey } from '@/components/console/form/passkey';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import type { AuthFormState } from '@/lib/console/sign-in/auth-actions';
import { MFA_KINDS, type MfaKind } from '@/lib/iam/mfa/limits';

export const CODE_HINT = 'Enter 6 digits. Each code works once.';

type Mfa = NonNullable<AuthFormState['mfa']>;

const ASKED: Readonly<Record<MfaKind, string>> = {
  fido: 'Use the passkey or security key that you registered.',
  virtual: 'Enter the code that your authenticator app shows now.',
  hardware: 'Enter the code that your hardware TOTP token shows now.',
};

/** Replaces the password fields after a correct password. */
export function MfaFields({ mfa: { ticket, chosen } }: { mfa: Mfa }) {
  return (
    <>
      <input type="hidden" name="mfaTicket" value={ticket} />
      <p>Your account is protected with multi-factor authentication. {ASKED[chosen]}</p>
      {chosen === 'fido' ? null : (
        <Field key={chosen} label="MFA code" hint={CODE_HINT}>
          <CodeInput name="mfaCode" autoFocus />
        </Field>
      )}
    </>
  );
}

type PasskeyButtonProps = { options: PublicKeyCredentialRequestOptionsJSON; pending: boolean };

/** Asks the browser for the passkey or security key, and submits the form with its response. */
export function PasskeyButton({ options, pending }: PasskeyButtonProps) {
  const answer = useRef<HTMLInputElement>(null);
  const [waiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState<string>();
  const ask = async () => {
    setWaiting(true);
    setProblem(undefined);
    const asked = await answerByPasskey(options);
    setWaiting(false);
    if (!asked.ok) return setProblem(asked.problem);
    if (answer.current) answer.current.value = JSON.stringify(asked.answer);
    answer.current?.form?.requestSubmit();
  };
  return (
    <>
      <input ref={answer} type="hidden" name="mfaAnswer" />
      {problem ? (
        <Alert kind="error" live>
          {problem}
        </Alert>
      ) : null}
      <Button variant="primary" autoFocus loading={waiting || pending} onClick={() => void ask()}>
        Use passkey or security key
      </Button>
    </>
  );
}

/** Links to the other kinds of MFA devices of the user. */
export function OtherKinds({ mfa: { kinds, chosen }, pending }: { mfa: Mfa; pending: boolean }) {
  return kinds
    .filter((kind) => kind !== chosen)
    .map((kind) => (
      <Button key={kind} type="submit" name="mfaKind" value={kind} formNoValidate disabled={pending}>
        {MFA_KINDS[kind]} instead
      </Button>
    ));
}

export function CodeInput(props: Pick<ComponentProps<typeof Input>, 'name' | 'autoFocus' | 'id' | 'aria-describedby'>) {
  return <Input {...props} inputMode="numeric" autoComplete="one-time-code" pattern="[0-9]{6}" maxLength={6} required />;
}
