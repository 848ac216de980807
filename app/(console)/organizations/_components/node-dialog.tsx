'use client';

import type {
  AccountNode,
  OrganizationNode,
  OrganizationNodes,
  Overview,
  UnitNode,
} from '@/app/(console)/organizations/_components/organization-nodes';
import { CloseAccountDialog, RemoveAccountDialog } from './account-dialogs';
import { MoveDialog } from './move-dialog';
import { CreateUnitDialog, DeleteUnitDialog, RenameUnitDialog } from './unit-dialogs';

/** What is asked before something is done to a part of the tree. */
export type NodeQuestion =
  | { kind: 'create-unit'; parent: OrganizationNode }
  | { kind: 'rename-unit'; unit: UnitNode }
  | { kind: 'delete-unit'; unit: UnitNode }
  | { kind: 'move'; account: AccountNode; destinationId?: string }
  | { kind: 'close'; account: AccountNode }
  | { kind: 'remove'; account: AccountNode };

type NodeDialogProps = {
  question: NodeQuestion | null;
  nodes: OrganizationNodes;
  policies: readonly Overview[];
  onClose: () => void;
  /** Where to go when the thing itself is gone: from its own page. */
  goTo?: string;
};

export function NodeDialog({ question, nodes, policies, onClose, goTo }: NodeDialogProps) {
  switch (question?.kind) {
    case 'create-unit':
      return <CreateUnitDialog parent={question.parent} onClose={onClose} />;
    case 'rename-unit':
      return <RenameUnitDialog unit={question.unit} onClose={onClose} />;
    case 'delete-unit':
      return <DeleteUnitDialog unit={question.unit} nodes={nodes} onClose={onClose} goTo={goTo} />;
    case 'move':
      return (
        <MoveDialog
          account={question.account}
          initialDestinationId={question.destinationId}
          nodes={nodes}
          policies={policies}
          onClose={onClose}
        />
      );
    case 'close':
      return <CloseAccountDialog account={question.account} onClose={onClose} />;
    case 'remove':
      return <RemoveAccountDialog account={question.account} onClose={onClose} goTo={goTo} />;
    default:
      return null;
  }
}
