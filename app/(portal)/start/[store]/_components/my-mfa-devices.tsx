'use client';

import { KeyRound, Smartphone } from 'lucide-react';
import { useState, useTransition } from 'react';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { useRouter } from '@/components/ui/navigation';
import { Panel } from '@/components/ui/panel';
import type { OwnMfaDevice } from '@/lib/access-portal/sign-in/own-devices';
import type { PortalPage } from '@/lib/console/portal/actions';
import { deleteMfaDeviceAction, renameMfaDeviceAction } from '@/lib/console/portal/mfa-actions';
import type { MyMfa } from '@/lib/console/portal/read-portal';
import { RegisterDevice } from './register-device';

type Opened = { what: 'register' } | { what: 'rename' | 'delete'; device: OwnMfaDevice };

/** Lists the person's MFA devices. */
export function MyMfaDevices({ page, mfa: { devices, kinds, isSelfManaged } }: { page: PortalPage; mfa: MyMfa }) {
  const [opened, open] = useState<Opened>();
  const router = useRouter();
  const close = () => open(undefined);
  const done = () => {
    close();
    router.refresh();
  };
  const full = kinds.length === 0 ? 'You have as many devices as you can have.' : undefined;
  return (
    <Panel
      title="MFA devices"
      count={devices.length}
      flush
      actions={
        isSelfManaged ? (
          <Button disabledReason={full} onClick={() => open({ what: 'register' })}>
            Register device
          </Button>
        ) : undefined
      }
      footer={
        isSelfManaged
          ? 'MFA devices protect your sign-in here. Sessions of roles do not count as signed in with MFA.'
          : 'Your administrator manages your MFA devices.'
      }
    >
      {devices.length === 0 ? <p className="px-4 py-3 text-ink-2">You have not registered a device.</p> : null}
      <ul>
        {devices.map((device) => {
          const Icon = device.kind === 'fido' ? KeyRound : Smartphone;
          return (
            <li
              key={device.id}
              className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b px-4 py-2 last:border-b-0"
            >
              <Icon aria-hidden size={16} className="shrink-0 text-ink-3" />
              <div className="min-w-0 flex-1 basis-52">
                <p className="break-words font-medium">{device.name}</p>
                <p className="text-ink-2 text-sm">
                  Registered <Time value={device.since} format="short" />
                  {device.lastUsed === null ? null : (
                    <>
                      {' · '}last used <Time value={device.lastUsed} format="short" />
                    </>
                  )}
                </p>
              </div>
              {isSelfManaged ? (
                <div className="flex gap-2">
                  <Button aria-label={`Rename ${device.name}`} onClick={() => open({ what: 'rename', device })}>
                    Rename
                  </Button>
                  <Button aria-label={`Delete ${device.name}`} onClick={() => open({ what: 'delete', device })}>
                    Delete
                  </Button>
                </div>
              ) : null}
            </li>
          );
        })}
      </ul>
      {opened?.what === 'register' ? (
        <Dialog open onOpenChange={close} title="Register MFA device">
          <RegisterDevice at={page} kinds={kinds} onDone={done} onCancel={close} />
        </Dialog>
      ) : null}
      {opened?.what === 'rename' ? <Rename page={page} device={opened.device} onDone={done} onClose={close} /> : null}
      {opened?.what === 'delete' ? <Delete page={page} device={opened.device} onDone={done} onClose={close} /> : null}
    </Panel>
  );
}

type ChangeProps = { page: PortalPage; device: OwnMfaDevice; onDone: () => void; onClose: () => void };

function Rename({ page, device, onDone, onClose }: ChangeProps) {
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const rename = (form: FormData) =>
    start(async () => {
      const done = await renameMfaDeviceAction(page, { id: device.id, name: String(form.get('name') ?? '') });
      if (!done.ok) return setProblem(done.message);
      onDone();
    });
  return (
    <Dialog open onOpenChange={onClose} title={`Rename ${device.name}`} size="sm">
      <form action={rename} className="flex flex-col gap-4">
        <Field label="Device name" hint="Up to 64 characters" error={problem}>
          <Input name="name" defaultValue={device.name} maxLength={64} required autoComplete="off" />
        </Field>
        <Button type="submit" variant="primary" loading={pending} className="self-start">
          Rename
        </Button>
      </form>
    </Dialog>
  );
}

function Delete({ page, device, onDone, onClose }: ChangeProps) {
  const [problem, setProblem] = useState<string>();
  const [pending, start] = useTransition();
  const remove = () =>
    start(async () => {
      const done = await deleteMfaDeviceAction(page, device.id);
      if (!done.ok) return setProblem(done.message);
      onDone();
    });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="sm"
      title={`Delete ${device.name}?`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" loading={pending} onClick={remove}>
            Delete device
          </Button>
        </>
      }
    >
      {problem ? (
        <Alert kind="error" live className="mb-3">
          {problem}
        </Alert>
      ) : null}
      <p>You can no longer sign in with it. To use it again, you must register it again.</p>
    </Dialog>
  );
}
