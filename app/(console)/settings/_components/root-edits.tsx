'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { useRead } from '@/app/(console)/_client/use-read';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { ACCOUNT_NAME_RULE, AccountName, ROOT_EMAIL_RULE, RootEmail } from '@/lib/account/schema';
import type { ConsoleFailure } from '@/lib/console/result';
import { mfaDevicesQuery } from '../../iam/mfa-devices/queries';
import { changeRootEmail, putAccountName } from '../actions';

type Account = { AccountName: string; Email: string };

/** What the root user alone changes of its account. */
export function RootEdits({ account }: { account: Account }) {
  const [open, setOpen] = useState<'name' | 'email' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Button onClick={() => setOpen('name')}>Edit account name</Button>
      <Button onClick={() => setOpen('email')}>Change e-mail address</Button>
      {open === 'name' ? <NameDialog account={account} onClose={close} /> : null}
      {open === 'email' ? <EmailDialog account={account} onClose={close} /> : null}
    </>
  );
}

function NameDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const router = useRouter();
  const [name, setName] = useState(account.AccountName);
  const [tried, setTried] = useState(false);
  const operation = useOperation(putAccountName, {
    success: (_, { AccountName: now }) => ({ text: `The account is called ${now}.` }),
    handlesError: () => true,
    // The top bar says the name, and the server renders it.
    onSuccess: () => router.refresh(),
  });
  const valid = AccountName.safeParse(name).success;
  const submit = async () => {
    setTried(true);
    if (valid && (await operation.run({ AccountName: name })).ok) onClose();
  };
  return (
    <EditDialog title="Edit account name" submitLabel="Save name" operation={operation} onSubmit={submit} onClose={onClose}>
      <Field label="Account name" error={tried && !valid ? ACCOUNT_NAME_RULE : undefined}>
        <Input value={name} autoComplete="off" onChange={(event) => setName(event.currentTarget.value)} />
      </Field>
    </EditDialog>
  );
}

function EmailDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const router = useRouter();
  const devices = useRead(mfaDevicesQuery());
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const operation = useOperation(changeRootEmail, {
    success: (_, { Email }) => ({ text: `The root user signs in as ${Email} from now on.` }),
    handlesError: () => true,
    onSuccess: () => router.refresh(),
  });
  const wantsCode = (devices.data?.MFADevices.length ?? 0) > 0;
  const problems = {
    email: RootEmail.safeParse(email).success ? undefined : ROOT_EMAIL_RULE,
    password: password === '' ? 'Enter the password of the root user.' : undefined,
    code: wantsCode && !/^\d{6}$/.test(code) ? 'Six digits.' : undefined,
  };
  const submit = async () => {
    setTried(true);
    if (problems.email || problems.password || problems.code) return;
    const result = await operation.run({ Email: email, Password: password, TokenCode: wantsCode ? code : undefined });
    if (result.ok) onClose();
  };
  return (
    <EditDialog
      title="Change e-mail address"
      description={`The root user signs in with it, now as ${account.Email}. No mail is sent to either address.`}
      submitLabel="Change address"
      operation={operation}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label="New e-mail address" error={tried ? problems.email : undefined}>
        <Input type="email" value={email} autoComplete="off" onChange={(event) => setEmail(event.currentTarget.value)} />
      </Field>
      <Field label="Root user password" error={tried ? problems.password : undefined}>
        <Input
          type="password"
          value={password}
          autoComplete="current-password"
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
      </Field>
      {wantsCode ? (
        <Field label="MFA code" hint="What a device of the root user shows now." error={tried ? problems.code : undefined}>
          <Input
            mono
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, ''))}
            className="max-w-40"
          />
        </Field>
      ) : null}
    </EditDialog>
  );
}

type EditDialogProps = {
  title: string;
  description?: string;
  submitLabel: string;
  operation: { running: boolean; error: ConsoleFailure | undefined };
  onSubmit: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
};

function EditDialog({ title, description, submitLabel, operation, onSubmit, onClose, children }: EditDialogProps) {
  const formId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void onSubmit();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!operation.running}
      title={title}
      description={description}
      footer={
        <>
          <Button disabled={operation.running} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" loading={operation.running}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate className="space-y-4" onSubmit={submit}>
        {children}
        {operation.error ? <ErrorBox error={operation.error} live /> : null}
      </form>
    </Dialog>
  );
}
