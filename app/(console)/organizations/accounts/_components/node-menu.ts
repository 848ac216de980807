import type { OrganizationNode, ParentNode } from '@/app/(console)/organizations/_components/organization-nodes';
import type { useMissing } from '@/components/console/kit/use-missing';
import type { MenuEntry } from '@/components/ui/menu';
import { effectivePolicyHref } from '@/lib/console/paths';
import { MOST_MOVED } from '@/lib/organizations/account/limits';
import { whyNotRemovable } from '../../_components/account-dialogs';
import type { NodeQuestion } from '../../_components/node-dialog';

type NodeMenuOptions = {
  /** The selected nodes. */
  nodes: readonly OrganizationNode[];
  root: ParentNode;
  managementAccountId: string;
  missing: ReturnType<typeof useMissing>;
  ask: (question: NodeQuestion) => void;
  onAttach: (node: OrganizationNode) => void;
  onBudget: (unit: OrganizationNode) => void;
  onExport?: () => void;
};

/** Returns the menu for the selected root, OU, account or accounts. Entries that don't fit the selection are disabled with a reason. */
export function nodeMenu(options: NodeMenuOptions): MenuEntry[] {
  const { nodes, root, managementAccountId, missing, ask, onAttach, onBudget, onExport } = options;
  const several = nodes.length > 1;
  const node = (several ? null : nodes[0]) ?? null;
  const accounts = nodes.filter((each) => each.Type === 'ACCOUNT');
  const units = nodes.filter((each) => each.Type === 'ORGANIZATIONAL_UNIT');
  const account = node?.Type === 'ACCOUNT' ? node : null;
  const unit = node?.Type === 'ORGANIZATIONAL_UNIT' ? node : null;
  const parent = several ? null : node === null ? root : node.Type === 'ACCOUNT' ? null : node;
  const noAccount = account ? null : several ? 'Select one account' : 'Select an account';
  const noUnit = unit ? null : several ? 'Select one organizational unit' : 'Select an organizational unit';
  const managing = account?.Id === managementAccountId;
  const notMember = noAccount ?? (managing ? 'The management account can’t be moved, closed or removed' : null);
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
        {
          label: units.length > 0 ? 'Move the accounts…' : accounts.length > 1 ? `Move ${accounts.length} accounts…` : 'Move…',
          disabledReason: missing('organizations:MoveAccount') ?? whyNotAllMovable(nodes),
          onSelect: () => ask({ kind: 'move', accounts, units }),
        },
        {
          label: 'Remove from organization…',
          disabledReason:
            notMember ?? missing('organizations:RemoveAccountFromOrganization') ?? (account && whyNotRemovable(account)),
          ...on(account, (it) => ask({ kind: 'remove', account: it })),
        },
        {
          label: 'Close…',
          danger: true,
          disabledReason: notOpen ?? missing('organizations:CloseAccount'),
          ...on(account, (it) => ask({ kind: 'close', account: it })),
        },
      ],
    },
    {
      type: 'group',
      label: 'Organizational unit',
      items: [
        {
          label: node === null || node.Type === 'ROOT' ? 'Create new…' : `Create new in ${unit ? unit.Name : '…'}`,
          disabledReason: parent
            ? missing('organizations:CreateOrganizationalUnit')
            : several
              ? 'Select one place'
              : 'Select the root or an OU',
          ...on(parent, (it) => ask({ kind: 'create-unit', parent: it })),
        },
        {
          label: 'Rename…',
          disabledReason: noUnit ?? missing('organizations:UpdateOrganizationalUnit'),
          ...on(unit, (it) => ask({ kind: 'rename-unit', unit: it })),
        },
        {
          label: 'Create budget…',
          disabledReason: noUnit ?? missing('budgets:ModifyBudget'),
          ...on(unit, onBudget),
        },
        {
          label: 'Delete…',
          danger: true,
          disabledReason: noUnit ?? missing('organizations:DeleteOrganizationalUnit'),
          ...on(unit, (it) => ask({ kind: 'delete-unit', unit: it })),
        },
      ],
    },
    { type: 'separator' },
    {
      label: 'Attach policy…',
      disabledReason: node
        ? missing('organizations:AttachPolicy')
        : several
          ? 'Select one root, OU or account'
          : 'Select a root, OU or account',
      ...on(node, onAttach),
    },
    ...(node ? [{ label: 'View effective policies', href: effectivePolicyHref(node.Id) }] : []),
    ...(onExport
      ? [
          {
            label: 'Export account list (CSV)',
            disabledReason: missing('organizations:ListAccounts'),
            onSelect: onExport,
          },
        ]
      : []),
  ];
}

/** Returns why a node can't be moved. AWS can move only accounts. */
export function whyNotMovable({ Type }: OrganizationNode): string | null {
  if (Type === 'ROOT') return 'The root cannot be moved.';
  return Type === 'ACCOUNT'
    ? null
    : 'AWS cannot move organizational units. Create a new OU in the right place, move the accounts there, then delete this OU.';
}

function whyNotAllMovable(nodes: readonly OrganizationNode[]): string | null {
  if (nodes.length === 0) return 'Select accounts, or OUs whose accounts to move';
  if (nodes.some(({ Type }) => Type === 'ROOT')) return 'The root cannot be moved';
  return nodes.length > MOST_MOVED ? `At most ${MOST_MOVED} accounts and OUs can be selected for a move` : null;
}
