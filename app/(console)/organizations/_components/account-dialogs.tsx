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
        Nobody in the account can sign in or call any more, from now on. It stays listed for 90 days as closed, in which it can be
        reopened, and is then gone for good, with everything in it. Roles elsewhere that trust it keep naming it. Its usage until
        now stays on the organization's bill, and its reservations continue to cost.
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
      Its users, roles and access keys work again, under the guardrails of where it lies. AWS does this through its Support.
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
        The account goes on by itself: no guardrail binds it any more, its tags here are lost and it pays for what it uses from
        now on. What it used until now stays on the bill of the organization.
        {role
          ? ` The role ${role} stays in it, and trusts this account, until somebody there deletes it.`
          : role === null
            ? ' No role in it trusts this account, so nobody here can enter it afterwards.'
            : ''}
      </p>
    </ConfirmDialog>
  );
}
