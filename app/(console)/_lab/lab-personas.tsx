'use client';

import { KeyRound, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useClassAction } from '@/app/(learn)/_client/use-class-action';
import { actAs, readCodes, readPersonaCredentials } from '@/app/(learn)/lab/actions';
import { CopyText } from '@/components/console/page/copy-text';
import { KeyValue } from '@/components/console/page/key-value';
import { Badge } from '@/components/ui/badge';
import { Button, IconButton } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ExpandableSection } from '@/components/ui/expandable-section';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { paths } from '@/lib/console/paths';
import { plural } from '@/lib/core/text/plural';
import { forgetDevice, type ScannedDevice, useScannedDevices } from './lab-authenticator';
import type { OwnAttempt } from './own-attempt';

type Credentials = Extract<Awaited<ReturnType<typeof readPersonaCredentials>>, { ok: true }>['data'];
type LabPersonasProps = { attempt: OwnAttempt; acting: string | null };

/** Lists the student's personas. Choosing one needs no password. */
export function LabPersonas({ attempt, acting }: LabPersonasProps) {
  const [told, setTold] = useState<{ key: string; credentials: Credentials }>();
  const [pending, setPending] = useState<string>();
  const act = useClassAction(actAs, { onSuccess: ({ basePath }) => window.location.assign(basePath + paths.home) });
  const read = useClassAction(readPersonaCredentials);
  const play = async (persona: string) => {
    setPending(persona);
    await act.run({ attemptId: attempt.id, persona });
    setPending(undefined);
  };
  const tell = async (persona: string) => {
    const result = await readPersonaCredentials({ attemptId: attempt.id, persona });
    if (result.ok) setTold({ key: persona, credentials: result.data });
    else await read.run({ attemptId: attempt.id, persona });
  };
  return (
    <section aria-label="Personas" className="border-line border-t px-4 py-3">
      <h3 className="font-semibold">Your persona</h3>
      <ul className="mt-1 space-y-1">
        {attempt.personas.map(({ key, about, canSignIn }) => (
          <li key={key} className="flex items-center gap-2">
            <span className="min-w-0 flex-1">
              <span className="font-medium">{key}</span> <span className="text-ink-2 text-sm">{about}</span>
            </span>
            {acting === key ? (
              <Badge tone="accent">now</Badge>
            ) : canSignIn ? (
              <Button size="sm" loading={pending === key} aria-label={`Act as ${key}`} onClick={() => void play(key)}>
                Act as
              </Button>
            ) : null}
            <IconButton size="sm" label={`Credentials of ${key}`} onClick={() => void tell(key)}>
              <KeyRound aria-hidden size={14} />
            </IconButton>
          </li>
        ))}
      </ul>
      <Authenticator />
      {told ? <CredentialsDialog name={told.key} credentials={told.credentials} onClose={() => setTold(undefined)} /> : null}
    </section>
  );
}

type CredentialsDialogProps = { name: string; credentials: Credentials; onClose: () => void };

function CredentialsDialog({ name, credentials, onClose }: CredentialsDialogProps) {
  const { accountId, alias, userName, email, password, accessKey } = credentials;
  const secret = (label: string, value: string) => ({
    label,
    value: <CopyText text={value} what={label.toLowerCase()} mono secret />,
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Credentials of ${name}`}
      description="These are the credentials from the start of the lab. If you change them, remember the new ones."
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <KeyValue
        columns={1}
        items={[
          ...(email === null
            ? [
                { label: 'Account', value: <CopyText text={alias ?? accountId} what="account" mono /> },
                { label: 'User name', value: <CopyText text={userName ?? ''} what="user name" mono /> },
              ]
            : [{ label: 'Email address of the root user', value: <CopyText text={email} what="email address" mono /> }]),
          ...(password === null ? [] : [secret('Password', password)]),
          ...(accessKey === null
            ? []
            : [
                { label: 'Access key ID', value: <CopyText text={accessKey.id} what="access key ID" mono /> },
                secret('Secret access key', accessKey.secret),
              ]),
        ]}
      />
    </Dialog>
  );
}

/** An authenticator app for classes without phones, with the added devices and any secret key that is entered. */
function Authenticator() {
  const devices = useScannedDevices();
  const [seed, setSeed] = useState('');
  const [typed, setTyped] = useState<Codes>();
  const { run, running, error } = useClassAction(readCodes, { showsError: true, onSuccess: setTyped });
  return (
    <ExpandableSection
      key={devices.length > 0 ? 'used' : 'unused'}
      title="Authenticator"
      className="mt-2"
      defaultOpen={devices.length > 0}
    >
      <ul className="space-y-2 pt-1">
        {devices.map((device) => (
          <ScannedCodes key={device.seed} device={device} />
        ))}
      </ul>
      <form
        className="space-y-2 pt-1"
        onSubmit={(event) => {
          event.preventDefault();
          void run(seed);
        }}
      >
        <Field
          label="Secret key of another MFA device"
          hint="Replaces an authenticator app on a phone. Secret keys that you add stay in this browser tab only."
          error={error?.message}
        >
          <Input mono className="w-full" value={seed} onChange={(event) => setSeed(event.currentTarget.value)} />
        </Field>
        <Button type="submit" size="sm" loading={running}>
          Show codes
        </Button>
        {typed ? <CodesLine codes={typed} /> : null}
      </form>
    </ExpandableSection>
  );
}

type Codes = { now: string; next: string; secondsLeft: number };

function CodesLine({ codes }: { codes: Codes }) {
  return (
    <p role="status">
      <strong className="font-mono text-lg">{codes.now}</strong> for {plural(codes.secondsLeft, 'more second')}, then{' '}
      <strong className="font-mono text-lg">{codes.next}</strong>
    </p>
  );
}

/** Shows the code of a device while the device is visible. */
function ScannedCodes({ device }: { device: ScannedDevice }) {
  const [codes, setCodes] = useState<Codes>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let stopped = false;
    const show = async () => {
      const result = await readCodes(device.seed).catch(() => null);
      if (stopped) return;
      if (result?.ok) setCodes(result.data);
      timer = setTimeout(show, result?.ok ? result.data.secondsLeft * 1000 : 5_000);
    };
    void show();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [device.seed]);
  return (
    <li className="flex items-center gap-2">
      <span className="min-w-0 flex-1">
        <span className="block break-words text-ink-2 text-sm">{device.name}</span>
        {codes ? (
          <>
            <strong className="font-mono text-lg">{codes.now}</strong>, then{' '}
            <strong className="font-mono text-lg">{codes.next}</strong>
          </>
        ) : null}
      </span>
      <IconButton size="sm" label={`Forget ${device.name}`} onClick={() => forgetDevice(device.seed)}>
        <X aria-hidden size={14} />
      </IconButton>
    </li>
  );
}
