'use client';

import { type Act, ActButtons, confirmation } from '@/components/console/kit/act';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Panel } from '@/components/ui/panel';
import { Secret } from '@/components/ui/secret';
import { paths } from '@/lib/console/paths';
import { closeOwnAccount, updateIamAccessPreference } from '../actions';

type Account = {
  AccountId: string;
  AccountName: string;
  Email: string;
  IamUserAccessToBilling: 'ALLOW' | 'DENY';
  OrganizationId?: string;
  ManagementAccountId?: string;
};

const NOT_ROOT = 'Only the root user of the account can do this';

type Subject = { account: Account; isRoot: boolean };

const why = ({ isRoot }: Subject) => (isRoot ? undefined : NOT_ROOT);

function switchBilling(label: 'Activate' | 'Deactivate'): Act<Subject> {
  const isOn = label === 'Deactivate';
  return {
    label,
    fullLabel: `${label} IAM access to billing`,
    why,
    opens: confirmation(() => ({
      title: `${label} IAM access to billing?`,
      confirmLabel: label,
      harmless: !isOn,
      action: updateIamAccessPreference,
      input: { IamUserAccessToBilling: isOn ? ('DENY' as const) : ('ALLOW' as const) },
      success: isOn ? 'IAM access to billing is off.' : 'IAM access to billing is on.',
      text: isOn
        ? 'Only the root user can then view the billing pages, whatever the policies of users and roles allow.'
        : 'Users and roles can then view the billing pages if a policy allows it, such as the AWS managed Billing policy. Activation by itself grants no access.',
    })),
  };
}
const activate = switchBilling('Activate');
const deactivate = switchBilling('Deactivate');

const closeAccount: Act<Subject> = {
  label: 'Close account',
  look: 'danger',
  why,
  opens: confirmation(({ account }: Subject) => ({
    title: `Close ${account.AccountName}?`,
    confirmLabel: 'Close account',
    typeToConfirm: account.AccountId,
    action: closeOwnAccount,
    input: {},
    text: (
      <>
        <p>
          All users including you are signed out, access keys stop working, and roles of this account can no longer be assumed.
          Only its root user, <Secret>{account.Email}</Secret>, can sign in within 90 days to reopen it.
        </p>
        <p>After 90 days, the account and all its resources are deleted for good.</p>
      </>
    ),
  })),
};

/** Tasks for the root user only. Everyone else sees them with an explanation. */
export function RootOnly(subject: Subject) {
  const { account } = subject;
  const isOn = account.IamUserAccessToBilling === 'ALLOW';
  return (
    <>
      <Panel
        title="IAM access to billing"
        description="Choose whether users and roles can view the billing pages if their policies allow it. The root user always can."
        actions={<ActButtons acts={[isOn ? deactivate : activate]} subject={subject} />}
      >
        <StatusIndicator state={isOn ? 'Active' : 'Inactive'} />
      </Panel>
      <Panel
        title="Close account"
        description="Closing the account denies all sign-ins and calls. For 90 days, the root user can sign in to reopen it unchanged. After that it is deleted for good."
        actions={<ActButtons acts={[closeAccount]} subject={subject} goTo={paths.signInClosed} />}
      >
        <p className="text-ink-2">{whatElse(account)}</p>
      </Panel>
    </>
  );
}

function whatElse({ AccountId, OrganizationId, ManagementAccountId }: Account): string {
  if (OrganizationId === undefined) return 'The email address of its root user cannot be used for another account.';
  return AccountId === ManagementAccountId
    ? 'It manages an organization. Close or remove all other accounts first.'
    : 'The management account of its organization can also close and reopen it.';
}
