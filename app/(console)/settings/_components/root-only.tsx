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

/** What nobody but the root user does on this page, whatever policies say. Everybody else sees it, and whose it is. */
export function RootOnly({ account, isRoot }: { account: Account; isRoot: boolean }) {
  const [asked, setAsked] = useState<'billing' | 'close' | null>(null);
  const close = () => setAsked(null);
  const isOn = account.IamUserAccessToBilling === 'ALLOW';
  const disabledReason = isRoot ? undefined : NOT_ROOT;
  return (
    <>
      <Panel
        title="IAM access to billing"
        description="Whether users and roles reach the pages of Billing and Cost Management where a policy of theirs allows it. The root user always does."
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
        description="Nobody can sign in or call any more. For 90 days the root user can sign in to reopen it, and everything is as it was; then it is gone for good."
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
  if (OrganizationId === undefined) return 'The address of its root user cannot be used for another account.';
  return AccountId === ManagementAccountId
    ? 'It manages an organization: all other accounts must be closed or removed first.'
    : 'The management account of its organization can close and reopen it, too.';
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
        ? 'Only the root user reaches the billing pages then, whatever the policies of users and roles allow.'
        : 'Users and roles reach the billing pages where a policy of theirs allows it, such as AWS’s Billing policy. By itself this allows nobody anything.'}
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
        You and everybody else are signed out, access keys stop working, and roles of this account can no longer be assumed. Only
        its root user, <Secret>{account.Email}</Secret>, can sign in, within 90 days, to reopen it.
      </p>
      <p>After 90 days the account and everything in it is gone for good.</p>
    </ConfirmDialog>
  );
}
