'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import { Button } from '@/components/ui/button';

const NameDialog = dynamic(() => import('../contacts/name-dialog').then((module) => module.NameDialog));
const EmailDialog = dynamic(() => import('./email-dialog').then((module) => module.EmailDialog));

type Account = { AccountName: string; Email: string };

/** Changes the account's name, and for the root user its sign-in address. */
export function AccountEdits({ account, isRoot }: { account: Account; isRoot: boolean }) {
  const missing = useMissing();
  const [open, setOpen] = useState<'name' | 'email' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Button disabledReason={missing('account:PutAccountName')} onClick={() => setOpen('name')}>
        Edit account name
      </Button>
      {isRoot ? <Button onClick={() => setOpen('email')}>Change email address</Button> : null}
      {open === 'name' ? <NameDialog name={account.AccountName} onClose={close} /> : null}
      {open === 'email' ? <EmailDialog account={account} onClose={close} /> : null}
    </>
  );
}
