import type { OrganizationNode, ParentNode } from '@/app/(console)/organizations/_components/organization-nodes';
import type { MenuEntry } from '@/components/ui/menu';
import { whyNotRemovable } from '../../_components/account-dialogs';
import type { NodeQuestion } from '../../_components/node-dialog';

type NodeMenuOptions = {
  node: OrganizationNode | null;
  root: ParentNode;
  managementAccountId: string;
  ask: (question: NodeQuestion) => void;
  onAttach: (node: OrganizationNode) => void;
  onExport?: () => void;
};

/** What can be done with a root, OU or account. What does not fit the chosen one says why. */
export function nodeMenu({ node, root, managementAccountId, ask, onAttach, onExport }: NodeMenuOptions): MenuEntry[] {
  const account = node?.Type === 'ACCOUNT' ? node : null;
  const unit = node?.Type === 'ORGANIZATIONAL_UNIT' ? node : null;
  const parent = node === null ? root : node.Type === 'ACCOUNT' ? null : node;
  const noAccount = account ? null : 'Select an account';
  const noUnit = unit ? null : 'Select an organizational unit';
  const managing = account?.Id === managementAccountId;
  const notMember = noAccount ?? (managing ? 'The management account stays' : null);
  const notOpen = notMember ?? (account?.State === 'ACTIVE' ? null : 'The account is not active');
  const on = <T>(value: T | null, then: (value: T) => void) => ({
    onSelect: () => {
      if (value) then(value);
    },
  });
  return [
    {
      type: 'group',
      label: 'AWS account',
      items: [
        { label: 'Move…', disabledReason: noAccount, ...on(account, (it) => ask({ kind: 'move', account: it })) },
        {
          label: 'Remove from organization…',
          disabledReason: notMember ?? (account && whyNotRemovable(account)),
          ...on(account, (it) => ask({ kind: 'remove', account: it })),
        },
        { label: 'Close…', danger: true, disabledReason: notOpen, ...on(account, (it) => ask({ kind: 'close', account: it })) },
      ],
    },
    {
      type: 'group',
      label: 'Organizational unit',
      items: [
        {
          label: node === null || node.Type === 'ROOT' ? 'Create new…' : `Create new in ${unit ? unit.Name : '…'}`,
          disabledReason: parent ? null : 'Select the root or a unit',
          ...on(parent, (it) => ask({ kind: 'create-unit', parent: it })),
        },
        { label: 'Rename…', disabledReason: noUnit, ...on(unit, (it) => ask({ kind: 'rename-unit', unit: it })) },
        { label: 'Delete…', danger: true, disabledReason: noUnit, ...on(unit, (it) => ask({ kind: 'delete-unit', unit: it })) },
      ],
    },
    { type: 'separator' },
    {
      label: 'Attach policy…',
      disabledReason: node ? null : 'Select a root, unit or account',
      ...on(node, onAttach),
    },
    ...(onExport ? [{ label: 'Export account list (CSV)', onSelect: onExport }] : []),
  ];
}
