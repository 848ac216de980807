'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { Account } from './root-dialogs';

const NameDialog = dynamic(() => import('./root-dialogs').then((module) => module.NameDialog));
const EmailDialog = dynamic(() => import('./root-dialogs').then((module) => module.EmailDialog));

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
