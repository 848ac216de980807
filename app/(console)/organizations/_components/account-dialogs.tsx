'use client';

import { useOperation } from '@/app/(console)/_client/use-operation';
import type { AccountNode } from '@/app/(console)/organizations/_components/organization-nodes';
import { ConfirmDelete } from '@/components/console/form/confirm-delete';
import { closeAccount, removeAccount } from '../actions';

type AccountDialogProps = { account: AccountNode; onClose: () => void; goTo?: string };

export function CloseAccountDialog({ account, onClose }: AccountDialogProps) {
  const operation = useOperation(closeAccount, {
    success: () => ({ text: `The account ${account.name} is being closed.` }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  return (
    <ConfirmDelete
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Close ${account.name}?`}
      typeToConfirm={account.id}
      confirmLabel="Close account"
      pending={operation.running}
      error={operation.error}
      onConfirm={() => void operation.run({ AccountId: account.id })}
    >
      <p>
        Nobody in the account can sign in or call any more, from now on. It stays listed for 90 days as closed and is then gone
        for good, with everything in it. Roles elsewhere that trust it keep naming it.
      </p>
    </ConfirmDelete>
  );
}

export function RemoveAccountDialog({ account, onClose, goTo }: AccountDialogProps) {
  const operation = useOperation(removeAccount, {
    success: () => ({ text: `The account ${account.name} was removed from the organization.` }),
    handlesError: () => true,
    onSuccess: onClose,
    goTo: goTo === undefined ? undefined : () => goTo,
  });
  return (
    <ConfirmDelete
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Remove ${account.name} from the organization?`}
      typeToConfirm={account.id}
      confirmLabel="Remove account"
      pending={operation.running}
      error={operation.error}
      onConfirm={() => void operation.run({ AccountId: account.id })}
    >
      <p>
        The account goes on by itself: no guardrail binds it any more, its tags here are lost and it pays its own bills. The role
        for the management account stays in it until somebody there deletes it.
      </p>
      {account.joinedMethod === 'CREATED' ? (
        <p>An account that the organization created can be removed when it is four days old.</p>
      ) : null}
    </ConfirmDelete>
  );
}
