'use client';

import { useState, useTransition } from 'react';
import { CodeInput } from '@/app/(auth)/_mfa-step';
import { makePasskey, whyNoPasskeys } from '@/components/console/form/passkey';
import { CopyButton } from '@/components/console/page/copy-text';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { RadioGroup } from '@/components/ui/field/radio-group';
import {
  completeRegistrationAction,
  type Registering,
  type RegistrationProof,
  type StartedRegistration,
  startRegistrationAction,
} from '@/lib/console/portal/mfa-actions';
import type { StoreMfaKind } from '@/lib/identity-store/mfa/limits';

const KINDS: Readonly<Record<StoreMfaKind, { label: string; description: string }>> = {
  virtual: { label: 'Authenticator app', description: 'Shows a code on your phone or computer.' },
  fido: {
    label: 'Security key or built-in authenticator',
    description: 'A USB key, or the fingerprint, face or PIN of this device. Resistant to phishing.',
  },
};

type RegisterDeviceProps = { at: Registering; kinds: readonly StoreMfaKind[]; onDone: () => void; onCancel?: () => void };
type StartedApp = StartedRegistration & { kind: 'virtual' };

/** Registers an authenticator app by a code, or a security key by its answer. */
export function RegisterDevice({ at, kinds, onDone, onCancel }: RegisterDeviceProps) {
  const [kind, setKind] = useState<StoreMfaKind>(kinds[0] ?? 'virtual');
  const [app, setApp] = useState<StartedApp>();
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const complete = async (proof: RegistrationProof) => {
    const done = await completeRegistrationAction(at, proof);
    if (!done.ok) return setProblem(done.message);
    onDone();
  };
  const begin = () =>
    start(async () => {
      setProblem(undefined);
      const why = kind === 'fido' ? whyNoPasskeys() : null;
      if (why !== null) return setProblem(why);
      const started = await startRegistrationAction(at, kind);
      if (!started.ok) return setProblem(started.message);
      if (started.data.kind === 'virtual') return setApp(started.data);
      const answered = await makePasskey(started.data.options);
      if (!answered.ok) return setProblem(answered.problem);
      await complete({ kind: 'fido', response: answered.answer });
    });
  const cancel = onCancel ? <Button onClick={onCancel}>Cancel</Button> : null;
  const alert = problem ? (
    <Alert kind="error" live>
      {problem}
    </Alert>
  ) : null;
  if (app)
    return (
      <form
        className="flex flex-col gap-4"
        action={(form) => start(() => complete({ kind: 'virtual', ticket: app.ticket, code: String(form.get('code') ?? '') }))}
      >
        {alert}
        <ShownApp app={app} />
        <Field label="Code" hint="Enter the 6 digits that the app shows now.">
          <CodeInput name="code" autoFocus />
        </Field>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" loading={pending}>
            Assign MFA
          </Button>
          {cancel}
        </div>
      </form>
    );
  return (
    <div className="flex flex-col gap-4">
      {alert}
      <RadioGroup
        label="MFA device type"
        value={kind}
        onValueChange={setKind}
        options={kinds.map((value) => ({ value, ...KINDS[value] }))}
      />
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" loading={pending} onClick={begin}>
          Next
        </Button>
        {cancel}
      </div>
    </div>
  );
}

function ShownApp({ app: { qrCode, seed } }: { app: StartedApp }) {
  return (
    <div className="flex flex-wrap items-start gap-4">
      {/* biome-ignore lint/performance/noImgElement: a data URL that is shown once; nothing to optimize */}
      <img
        data-secret
        src={qrCode}
        alt="QR code of the secret key"
        className="size-44 rounded-md border border-line bg-[white] p-1 [image-rendering:pixelated]"
      />
      <div className="min-w-0 flex-1 basis-48 space-y-2">
        <p>Scan the QR code with the app, or enter the secret key. Neither is shown again.</p>
        <p className="text-ink-3 text-sm">Secret key</p>
        <p className="flex items-start gap-1">
          <span data-secret className="min-w-0 break-all font-mono text-sm">
            {seed}
          </span>
          <CopyButton text={seed} what="secret key" secret />
        </p>
      </div>
    </div>
  );
}
