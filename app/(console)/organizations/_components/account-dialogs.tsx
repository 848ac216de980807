'use client';

import { ConfirmDialog } from '@/app/(console)/_client/confirm-dialog';
import type { AccountNode } from '@/app/(console)/organizations/_components/organization-nodes';
import { closeAccount, removeAccount } from '../actions';

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
        Nobody in the account can sign in or call any more, from now on. It stays listed for 90 days as closed and is then gone
        for good, with everything in it. Roles elsewhere that trust it keep naming it.
      </p>
    </ConfirmDialog>
  );
}

export function RemoveAccountDialog({ account, onClose, goTo }: AccountDialogProps) {
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
        The account goes on by itself: no guardrail binds it any more, its tags here are lost and it pays its own bills. The role
        for the management account stays in it until somebody there deletes it.
      </p>
      {account.JoinedMethod === 'CREATED' ? (
        <p>An account that the organization created can be removed when it is four days old.</p>
      ) : null}
    </ConfirmDialog>
  );
}
