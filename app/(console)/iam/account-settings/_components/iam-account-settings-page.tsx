'use client';

import { passwordPolicyQuery } from '@/app/(console)/iam/users/queries';
import { type Act, ActButtons, confirmation, opened } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Badge } from '@/components/ui/badge';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { DEFAULT_PASSWORD_RULES } from '@/lib/account/limits';
import { deleteAccountPasswordPolicy } from '../actions';
import { OutboundPanel } from './outbound-panel';
import type { EditedPolicy } from './policy-dialog';
import { toPolicyForm } from './policy-form';

const ACTS: readonly Act<EditedPolicy>[] = [
  {
    label: 'Reset to default',
    shown: (policy) => policy !== null,
    opens: confirmation(() => ({
      title: 'Reset the password policy to the default?',
      confirmLabel: 'Reset to default',
      action: deleteAccountPasswordPolicy,
      input: {},
      success: 'The default password policy applies again.',
      text: (
        <>
          <p>
            The custom password policy is deleted. These rules apply from now on: {DEFAULT_PASSWORD_RULES} Passwords no longer
            expire.
          </p>
          <p>Users can then only change their password if a policy allows iam:ChangePassword.</p>
        </>
      ),
    })),
  },
  { label: 'Edit', opens: opened(() => import('./policy-dialog').then((module) => module.PolicyDialog)) },
];

/** The password rules of the account, its own or AWS's, with buttons to change them. */
export function IamAccountSettingsPage() {
  const read = useRead(passwordPolicyQuery());
  // An account with the default policy has no policy of its own.
  const isDefault = read.error?.code === 'NoSuchEntity';
  const policy = read.data?.PasswordPolicy ?? null;
  const known = isDefault || policy !== null;
  return (
    <>
      <PageHeader
        title="IAM account settings"
        crumb="Account settings"
        info={<HelpLink />}
        badge={known ? <Badge tone={policy ? 'accent' : 'neutral'}>{policy ? 'Custom' : 'Default'}</Badge> : undefined}
        description="Set the rules for console passwords of the IAM users, and let principals get tokens for services outside of AWS."
        actions={known ? <ActButtons acts={ACTS} subject={policy} /> : undefined}
      />
      <div className="space-y-4">
        {known ? (
          <Panel
            title={policy ? 'Custom password policy' : 'Default password policy'}
            description={
              policy
                ? 'Applies to each new password. The password expiry also applies to existing passwords.'
                : 'The AWS rules, which apply while the account has no custom policy.'
            }
          >
            {policy ? <Rules of={policy} /> : <DefaultRules />}
          </Panel>
        ) : read.error ? (
          <ReadError read={read} what="the password policy" />
        ) : (
          <Skeleton className="h-48" />
        )}
        <OutboundPanel />
      </div>
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
        { label: 'Reuse', value: 'Passwords can be reused' },
        { label: 'Change by users', value: 'Only if a policy allows iam:ChangePassword' },
      ]}
    />
  );
}

const KINDS = [
  ['uppercase', 'an uppercase letter'],
  ['lowercase', 'a lowercase letter'],
  ['numbers', 'a digit'],
  ['symbols', 'a symbol'],
] as const;

function Rules({ of }: { of: Parameters<typeof toPolicyForm>[0] }) {
  const form = toPolicyForm(of);
  const kinds = KINDS.flatMap(([key, text]) => (form[key] ? [text] : []));
  const renewal = form.hardExpiry ? 'an administrator must then reset them' : 'users choose new ones at the next sign-in';
  return (
    <KeyValue
      columns={2}
      items={[
        { label: 'Minimum length', value: `${form.length} characters` },
        { label: 'Required in each password', value: kinds.length > 0 ? kinds.join(', ') : 'None' },
        { label: 'Expiration', value: form.expires ? `After ${days(form.days)}; ${renewal}` : 'Passwords never expire' },
        {
          label: 'Reuse',
          value: form.preventsReuse ? reuseText(form.earlier) : 'Passwords can be reused',
        },
        {
          label: 'Change by users',
          value: form.allowChange ? 'All users can change their own password' : 'Only if a policy allows iam:ChangePassword',
        },
      ]}
    />
  );
}

function days(count: string): string {
  return count === '1' ? '1 day' : `${count} days`;
}

function reuseText(count: string): string {
  return count === '1' ? "The last password can't be reused" : `The last ${count} passwords can't be reused`;
}

function PolicyHelp() {
  return (
    <HelpPanel title="Password policy">
      <h3>Applies to</h3>
      <p>
        The passwords of IAM users. The root user’s password always follows the default AWS rules. Access keys are not affected.
      </p>
      <h3>When rules apply</h3>
      <p>
        Existing passwords stay valid until they are changed. Only the expiry applies at once: an older password must be changed
        at the next sign-in.
      </p>
      <h3>Administrator reset</h3>
      <p>
        With this rule, a user whose password has expired cannot sign in. Make sure that another administrator can reset
        passwords. Otherwise only the root user can.
      </p>
    </HelpPanel>
  );
}
