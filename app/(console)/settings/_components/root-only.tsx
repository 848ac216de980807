'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Button } from '@/components/ui/button';
import { useRouter } from '@/components/ui/navigation';
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

/** Tasks for the root user only. Everyone else sees them with an explanation. */
export function RootOnly({ account, isRoot }: { account: Account; isRoot: boolean }) {
  const [asked, setAsked] = useState<'billing' | 'close' | null>(null);
  const close = () => setAsked(null);
  const isOn = account.IamUserAccessToBilling === 'ALLOW';
  const disabledReason = isRoot ? undefined : NOT_ROOT;
  return (
    <>
      <Panel
        title="IAM access to billing"
        description="Choose whether users and roles can view the billing pages if their policies allow it. The root user always can."
        actions={
          <Button disabledReason={disabledReason} onClick={() => setAsked('billing')}>
            {isOn ? 'Deactivate' : 'Activate'}
            <span className="sr-only"> IAM access to billing</span>
          </Button>
        }
      >
        <StatusIndicator state={isOn ? 'Active' : 'Inactive'} />
      </Panel>
      <Panel
        title="Close account"
        description="Closing the account denies all sign-ins and calls. For 90 days, the root user can sign in to reopen it unchanged. After that it is deleted for good."
        actions={
          <Button variant="danger" disabledReason={disabledReason} onClick={() => setAsked('close')}>
            Close account
          </Button>
        }
      >
        <p className="text-ink-2">{whatElse(account)}</p>
      </Panel>
      {asked === 'billing' ? <BillingDialog isOn={isOn} onClose={close} /> : null}
      {asked === 'close' ? <CloseDialog account={account} onClose={close} /> : null}
    </>
  );
}

function whatElse({ AccountId, OrganizationId, ManagementAccountId }: Account): string {
  if (OrganizationId === undefined) return 'The email address of its root user cannot be used for another account.';
  return AccountId === ManagementAccountId
    ? 'It manages an organization. Close or remove all other accounts first.'
    : 'The management account of its organization can also close and reopen it.';
}

function BillingDialog({ isOn, onClose }: { isOn: boolean; onClose: () => void }) {
  return (
    <ConfirmDialog
      title={isOn ? 'Deactivate IAM access to billing?' : 'Activate IAM access to billing?'}
      confirmLabel={isOn ? 'Deactivate' : 'Activate'}
      harmless={!isOn}
      action={updateIamAccessPreference}
      input={{ IamUserAccessToBilling: isOn ? 'DENY' : 'ALLOW' }}
      success={isOn ? 'IAM access to billing is off.' : 'IAM access to billing is on.'}
      onClose={onClose}
    >
      {isOn
        ? 'Only the root user can then view the billing pages, whatever the policies of users and roles allow.'
        : 'Users and roles can then view the billing pages if a policy allows it, such as the AWS managed Billing policy. Activation by itself grants no access.'}
    </ConfirmDialog>
  );
}

function CloseDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const router = useRouter();
  return (
    <ConfirmDialog
      title={`Close ${account.AccountName}?`}
      confirmLabel="Close account"
      typeToConfirm={account.AccountId}
      action={closeOwnAccount}
      input={{}}
      onDone={() => router.push(paths.signInClosed)}
      onClose={onClose}
    >
      <p>
        All users including you are signed out, access keys stop working, and roles of this account can no longer be assumed. Only
        its root user, <Secret>{account.Email}</Secret>, can sign in within 90 days to reopen it.
      </p>
      <p>After 90 days, the account and all its resources are deleted for good.</p>
    </ConfirmDialog>
  );
}
