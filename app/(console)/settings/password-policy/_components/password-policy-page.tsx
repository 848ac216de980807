'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { passwordPolicyQuery } from '@/app/(console)/iam/users/queries';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useRead } from '@/components/console/kit/use-read';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { DEFAULT_PASSWORD_RULES } from '@/lib/account/limits';
import { deleteAccountPasswordPolicy } from '../actions';
import { toPolicyForm } from './policy-form';

// What is not in sight at first comes when it is opened.
const PolicyDialog = dynamic(() => import('./policy-dialog').then((module) => module.PolicyDialog));

/** What the account asks of its users' passwords: the rules that hold now, its own or AWS's, and both ways to change them. */
export function PasswordPolicyPage() {
  const read = useRead(passwordPolicyQuery());
  const [dialog, setDialog] = useState<'edit' | 'reset' | null>(null);
  const close = () => setDialog(null);
  // An account with the default policy has none to show.
  const isDefault = read.error?.code === 'NoSuchEntity';
  const policy = read.data?.PasswordPolicy ?? null;
  const known = isDefault || policy !== null;
  return (
    <>
      <PageHeader
        title="Password policy"
        info={<HelpLink />}
        badge={known ? <Badge tone={policy ? 'accent' : 'neutral'}>{policy ? 'Custom' : 'Default'}</Badge> : undefined}
        description="The rules for console passwords of the IAM users in this account."
        actions={
          known ? (
            <>
              {policy ? <Button onClick={() => setDialog('reset')}>Reset to default</Button> : null}
              <Button onClick={() => setDialog('edit')}>Edit</Button>
            </>
          ) : undefined
        }
      />
      {known ? (
        <Panel
          title={policy ? 'Custom password policy' : 'Default password policy'}
          description={
            policy
              ? 'It holds for each password that is set from now on. How long passwords are valid holds for those that are there, too.'
              : 'AWS’s rules, which hold as long as the account has none of its own.'
          }
        >
          {policy ? <Rules of={policy} /> : <DefaultRules />}
        </Panel>
      ) : read.error ? (
        <ReadError read={read} what="the password policy" />
      ) : (
        <Skeleton className="h-48" />
      )}
      {dialog === 'edit' ? <PolicyDialog policy={policy} onClose={close} /> : null}
      {dialog === 'reset' ? (
        <ConfirmDialog
          title="Reset the password policy to the default?"
          confirmLabel="Reset to default"
          action={deleteAccountPasswordPolicy}
          input={{}}
          success="The account has the default password policy again."
          onClose={close}
        >
          <p>
            The rules of the account are deleted. These hold for passwords from now on: {DEFAULT_PASSWORD_RULES} Passwords no
            longer expire.
          </p>
          <p>Users may then change their password only where a policy of theirs allows iam:ChangePassword.</p>
        </ConfirmDialog>
      ) : null}
      <PolicyHelp />
    </>
  );
}

function DefaultRules() {
  return (
    <KeyValue
      columns={2}
      items={[
        { label: 'Password', value: DEFAULT_PASSWORD_RULES },
        { label: 'Expiration', value: 'Passwords never expire' },
        { label: 'Reuse', value: 'Earlier passwords may be used again' },
        { label: 'Change by users', value: 'Only where a policy allows iam:ChangePassword' },
      ]}
    />
  );
}

const KINDS = [
  ['uppercase', 'an upper-case letter'],
  ['lowercase', 'a lower-case letter'],
  ['numbers', 'a digit'],
  ['symbols', 'a symbol'],
] as const;

function Rules({ of }: { of: Parameters<typeof toPolicyForm>[0] }) {
  const form = toPolicyForm(of);
  const kinds = KINDS.flatMap(([key, text]) => (form[key] ? [text] : []));
  const renewal = form.hardExpiry ? 'an administrator must reset them then' : 'their users choose new ones at the next sign-in';
  return (
    <KeyValue
      columns={2}
      items={[
        { label: 'Minimum length', value: `${form.length} characters` },
        { label: 'Required in each password', value: kinds.length > 0 ? kinds.join(', ') : 'No kind of character' },
        { label: 'Expiration', value: form.expires ? `After ${days(form.days)}; ${renewal}` : 'Passwords never expire' },
        {
          label: 'Reuse',
          value: form.preventsReuse ? reuseText(form.earlier) : 'Earlier passwords may be used again',
        },
        {
          label: 'Change by users',
          value: form.allowChange ? 'All users may change their own password' : 'Only where a policy allows iam:ChangePassword',
        },
      ]}
    />
  );
}

function days(count: string): string {
  return count === '1' ? '1 day' : `${count} days`;
}

function reuseText(count: string): string {
  return count === '1' ? 'Not the last password' : `None of the last ${count} passwords`;
}

function PolicyHelp() {
  return (
    <HelpPanel title="Password policy">
      <h3>Whose passwords</h3>
      <p>
        Those of IAM users. The password of the root user always has AWS’s default rules, and access keys have nothing to do with
        it.
      </p>
      <h3>When a rule holds</h3>
      <p>
        Passwords that are there stay as they are until they are changed. Only the number of days after which passwords expire
        holds at once: a password that is older by then is to be changed at the next sign-in.
      </p>
      <h3>Administrator reset</h3>
      <p>
        With it a user whose password has expired cannot sign in. Make sure that somebody is left who can reset passwords, or else
        only the root user can.
      </p>
    </HelpPanel>
  );
}
