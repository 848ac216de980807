'use client';

import type { AccountNode } from '@/app/(console)/organizations/_components/organization-nodes';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useRead } from '@/components/console/kit/use-read';
import { absoluteTime } from '@/components/console/page/time-text';
import { closeAccount, removeAccount, reopenAccount } from '../actions';
import { nodeQuery } from '../queries';

type AccountDialogProps = { account: AccountNode; onClose: () => void; goTo?: string };

export function CloseAccountDialog({ account, onClose }: AccountDialogProps) {
  return (
    <ConfirmDialog
      title={`Close ${account.Name}?`}
      typeToConfirm={account.Id}
      confirmLabel="Close account"
      action={closeAccount}
      input={{ AccountId: account.Id }}
      success={`The account ${account.Name} is being closed.`}
      onClose={onClose}
    >
      <p>
        All sign-ins and calls of the account are denied from now on. For 90 days, it is listed as closed and can be reopened.
        After that, it is deleted for good with all its resources. Roles in other accounts that trust it don’t change. Its usage
        until now stays on the organization’s bill, and its reservations are still charged.
      </p>
    </ConfirmDialog>
  );
}

export function ReopenAccountDialog({ account, onClose }: AccountDialogProps) {
  return (
    <ConfirmDialog
      title={`Reopen ${account.Name}?`}
      confirmLabel="Reopen account"
      harmless
      action={reopenAccount}
      input={{ AccountId: account.Id }}
      success={`The account ${account.Name} is open again.`}
      onClose={onClose}
    >
      Its users, roles and access keys work again, limited by the guardrails of its OU. In AWS, AWS Support reopens accounts.
    </ConfirmDialog>
  );
}

/** Returns why an account can't be removed from the organization yet. AWS requires created accounts to be four days old. */
export function whyNotRemovable({ RemovableFrom }: AccountNode): string | null {
  return RemovableFrom === null
    ? null
    : `The organization created it less than four days ago. It can be removed from ${absoluteTime(Date.parse(RemovableFrom))} on`;
}

export function RemoveAccountDialog({ account, onClose, goTo }: AccountDialogProps) {
  const role = useRead(nodeQuery(account.Id)).data?.AccessRole;
  return (
    <ConfirmDialog
      title={`Remove ${account.Name} from the organization?`}
      typeToConfirm={account.Id}
      confirmLabel="Remove account"
      action={removeAccount}
      input={{ AccountId: account.Id }}
      success={`The account ${account.Name} was removed from the organization.`}
      goTo={goTo}
      onClose={onClose}
    >
      <p>
        The account becomes standalone: guardrails no longer apply to it, its tags in the organization are lost, and it pays for
        its usage from now on. Its usage until now stays on the bill of the organization.
        {role
          ? ` The role ${role} stays in the account and trusts this account until it is deleted there.`
          : role === null
            ? ' No role in it trusts this account, so you cannot access it from here afterwards.'
            : ''}
      </p>
    </ConfirmDialog>
  );
}
