'use client';

import type { AccountNode, ParentNode, UnitNode } from '@/app/(console)/organizations/_components/organization-nodes';
import { NameDialog } from '@/app/(console)/settings/contacts/name-dialog';
import { CloseAccountDialog, RemoveAccountDialog, ReopenAccountDialog } from './account-dialogs';
import { MoveDialog } from './move-dialog';
import { CreateUnitDialog, DeleteUnitDialog, RenameUnitDialog } from './unit-dialogs';

/** A dialog about a part of the tree. */
export type NodeQuestion =
  | { kind: 'create-unit'; parent: ParentNode }
  | { kind: 'rename-unit'; unit: UnitNode }
  | { kind: 'delete-unit'; unit: UnitNode }
  | { kind: 'move'; accounts: readonly AccountNode[]; units?: readonly UnitNode[]; destinationId?: string }
  | { kind: 'close'; account: AccountNode }
  | { kind: 'reopen'; account: AccountNode }
  | { kind: 'rename'; account: AccountNode }
  | { kind: 'remove'; account: AccountNode };

type NodeDialogProps = {
  question: NodeQuestion | null;
  onClose: () => void;
  /** Called after accounts were moved. */
  onMoved?: () => void;
  /** The page to open after a deletion, for a dialog on the deleted part's own page. */
  goTo?: string;
};

export function NodeDialog({ question, onClose, onMoved, goTo }: NodeDialogProps) {
  switch (question?.kind) {
    case 'create-unit':
      return <CreateUnitDialog parent={question.parent} onClose={onClose} />;
    case 'rename-unit':
      return <RenameUnitDialog unit={question.unit} onClose={onClose} />;
    case 'delete-unit':
      return <DeleteUnitDialog unit={question.unit} onClose={onClose} goTo={goTo} />;
    case 'move':
      return (
        <MoveDialog
          accounts={question.accounts}
          units={question.units}
          initialDestinationId={question.destinationId}
          onMoved={onMoved}
          onClose={onClose}
        />
      );
    case 'close':
      return <CloseAccountDialog account={question.account} onClose={onClose} />;
    case 'reopen':
      return <ReopenAccountDialog account={question.account} onClose={onClose} />;
    case 'rename':
      return <NameDialog accountId={question.account.Id} name={question.account.Name} onClose={onClose} />;
    case 'remove':
      return <RemoveAccountDialog account={question.account} onClose={onClose} goTo={goTo} />;
    default:
      return null;
  }
}
