'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { CostsError, type CostsInTree, CostsSwitch, NodeCost, useCostsInTree } from '@/app/(console)/billing/costs-in-tree';
import type {
  AccountNode,
  OrganizationNode,
  ParentNode,
  PoliciesOn,
} from '@/app/(console)/organizations/_components/organization-nodes';
import { EmptyState } from '@/components/console/page/empty-state';
import { ErrorBox } from '@/components/console/page/error-box';
import { ReadError } from '@/components/console/page/read-box';
import { STAYING } from '@/components/console/page/split-layout';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { EnforcementMark } from '@/components/console/shell/enforcement-badge';
import { TreeGrid } from '@/components/console/tree/tree-grid';
import type { TreeColumn } from '@/components/console/tree/tree-grid-types';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { SearchInput } from '@/components/ui/field/input';
import { Panel } from '@/components/ui/panel';
import { Secret } from '@/components/ui/secret';
import { Skeleton } from '@/components/ui/skeleton';
import { plural } from '@/lib/core/text/plural';
import { ChangePanel } from '../../_components/change-panel';
import { Joined } from '../../_components/joined';
import { nodeHref } from '../../_components/node-href';
import { PolicyChips } from '../../_components/policy-chips';
import { POLICY_TYPES } from '../../_components/policy-types';
import { useAttach } from '../../_components/use-attach';
import { useAllAttached } from '../../_components/use-organization';
import { useFoundNodes, useTree } from '../../_components/use-tree';
import { NodeIcon } from '../../node-icon';
import { whyNotMovable } from './node-menu';

type HierarchyProps = {
  root: ParentNode;
  /** The IDs of nodes to open, so that a node below them is visible. */
  showing: readonly string[];
  enabledTypes: ReadonlySet<string>;
  managementAccountId: string;
  managing: boolean;
  /** The reason why the viewer can't move accounts. */
  whyNoMoves: string | undefined;
  /** The ID of the policy to attach, '' while it is being chosen, null without one. */
  attach: string | null;
  onAttachChange: (policyId: string | null) => void;
  selected: readonly OrganizationNode[];
  onSelect: (node: OrganizationNode, selected: boolean) => void;
  onMove: (accounts: readonly AccountNode[], destination: OrganizationNode) => void;
  /** True if the account's root user has not given IAM users and roles access to bills. */
  isShutOut: boolean;
};

/** Renders the tree and, beside it, the preview of the policy to attach. */
export function Hierarchy(props: HierarchyProps) {
  const { enabledTypes, attach: policyId, onAttachChange, selected } = props;
  const target = (selected.length === 1 ? selected[0] : undefined) ?? null;
  const close = () => onAttachChange(null);
  const attach = useAttach({
    enabledTypes,
    target,
    policyId: policyId || null,
    onPolicyChange: (id) => onAttachChange(id ?? ''),
    onDone: close,
  });
  const open = policyId !== null;
  return (
    <div
      className={classNames('grid grid-cols-1 items-start gap-4', open && 'xl:grid-cols-[minmax(0,1fr)_minmax(25rem,27.5rem)]')}
    >
      <AccountsTree
        {...props}
        narrow={open}
        coming={open && !attach.unfit && target ? { nodeId: target.Id, name: attach.policy?.Name ?? '' } : null}
      />
      {open ? (
        <div className={STAYING}>
          <ChangePanel
            title={attach.title}
            subject="attach"
            footer={
              <>
                <Button onClick={close} disabled={attach.running}>
                  Cancel
                </Button>
                <Button variant="primary" loading={attach.running} disabledReason={attach.disabledReason} onClick={attach.attach}>
                  {attach.submitLabel}
                </Button>
              </>
            }
          >
            {attach.body}
          </ChangePanel>
        </div>
      ) : null}
    </div>
  );
}

type AccountsTreeProps = HierarchyProps & {
  /** True if a panel beside the tree leaves less space. */
  narrow: boolean;
  coming: { nodeId: string; name: string } | null;
};

// The email address is the first column to go, then when an account joined: the list has them too.
const FEWER_WHERE_TIGHT = 'max-[1600px]:[&_:is(td,th):nth-child(3)]:hidden max-[1200px]:[&_:is(td,th):nth-child(5)]:hidden';
// The same for a tree with costs, which are the column after the names.
const FEWER_WITH_COSTS = 'max-[1700px]:[&_:is(td,th):nth-child(4)]:hidden max-[1300px]:[&_:is(td,th):nth-child(6)]:hidden';

const SHORT_NAMES = '[&_[data-tree-row]_.truncate]:max-w-32';

function AccountsTree(props: AccountsTreeProps) {
  const { root, showing, managing, selected, onSelect, onMove, coming } = props;
  const tree = useTree(root, { showing });
  const [text, setText] = useQueryState('find', parseAsString.withDefault(''));
  const found = useFoundNodes(text);
  const groups = [...tree.groups, ...found.groups];
  const { policiesOn, allowsNothing, ...attached } = useAllAttached(groups, props.enabledTypes);
  const [costsShown, setCostsShown] = useQueryState('costs', parseAsString);
  // Only the management account pays for other accounts, so only it has the column.
  const shown = managing && !props.narrow ? costsShown : null;
  const costs = useCostsInTree(groups, shown);
  const searching = text.trim() !== '';
  const items = searching ? found.items : tree.items;
  return (
    <Panel flush className={props.narrow ? SHORT_NAMES : shown === null ? FEWER_WHERE_TIGHT : FEWER_WITH_COSTS}>
      <div className="flex flex-wrap items-center gap-3 border-line border-b px-3 py-2.5">
        <SearchInput
          aria-label="Find an account or OU by name, ID or email"
          placeholder="Find an account or OU by name, ID, email"
          value={text}
          onChange={(event) => void setText(event.currentTarget.value)}
          className="w-full max-w-lg"
          data-filter-input
        />
        <span role="status" className="text-ink-3">
          {found.items ? plural(found.matches, 'match') : ''}
        </span>
        {managing && !props.narrow ? (
          <CostsSwitch shown={shown} onChange={(next) => void setCostsShown(next)} costs={costs} />
        ) : null}
      </div>
      {costs.error ? (
        <div className="border-line border-b p-3">
          <CostsError costs={costs} isShutOut={props.isShutOut} />
        </div>
      ) : null}
      {attached.error ? (
        <div className="border-line border-b p-3">
          <ReadError read={attached} what="the attached policies" />
        </div>
      ) : null}
      {searching && found.error ? (
        <div className="p-3">
          <ErrorBox error={found.error} />
        </div>
      ) : items === undefined ? (
        <Skeleton className="m-3 h-40" />
      ) : items.length === 0 ? (
        <EmptyState
          title="No matches"
          description={`No account or OU has “${text.trim()}” in its name, ID or email address.`}
          action={<Button onClick={() => void setText('')}>Clear search</Button>}
        />
      ) : (
        <TreeGrid
          label="AWS accounts"
          nameHeader="Name"
          items={items}
          name={(node) => node.Name}
          icon={(node) => <NodeIcon type={node.Type} />}
          href={nodeHref}
          columns={columnsOf(props, policiesOn, allowsNothing, shown === null ? null : costs)}
          selection={props.narrow ? 'single' : 'multi'}
          selectedIds={new Set(selected.map(({ Id }) => Id))}
          onSelect={managing ? (_, node, isSelected) => onSelect(node, isSelected) : undefined}
          whyNotMovable={(node) => props.whyNoMoves ?? whyNotMovable(node)}
          canMoveInto={(_, target) => target.Type !== 'ACCOUNT'}
          onMove={
            managing
              ? (nodes, target) =>
                  onMove(
                    nodes.filter((node) => node.Type === 'ACCOUNT'),
                    target,
                  )
              : undefined
          }
          highlightedIds={coming ? new Set([coming.nodeId]) : undefined}
          isOpen={searching ? everyOpen : tree.isOpen}
          onOpenChange={searching ? leaveOpen : tree.onOpenChange}
          onMore={tree.onMore}
        />
      )}
      {searching && found.shown < found.matches ? (
        <div className="border-line border-t px-3 py-2">
          <Button variant="link" size="sm" onClick={found.onMore}>
            Show more: {(found.matches - found.shown).toLocaleString('en')} of {found.matches.toLocaleString('en')} are not shown
          </Button>
        </div>
      ) : null}
    </Panel>
  );
}

// Results of a search stay open.
const everyOpen = () => true;
const leaveOpen = () => {};

function columnsOf(
  { managementAccountId, narrow, coming }: AccountsTreeProps,
  policiesOn: PoliciesOn | undefined,
  allowsNothing: (nodeId: string) => boolean,
  costs: CostsInTree | null,
): TreeColumn<OrganizationNode>[] {
  return [
    ...(costs
      ? [
          {
            id: 'cost',
            header: 'Cost',
            align: 'end' as const,
            cell: (node: OrganizationNode) => <NodeCost id={node.Id} costs={costs} />,
          },
        ]
      : []),
    { id: 'id', header: 'Account or OU ID', mono: true, cell: (node) => node.Id },
    ...(narrow
      ? []
      : [
          {
            id: 'email',
            header: 'Email address',
            cell: (node: OrganizationNode) =>
              node.Type === 'ACCOUNT' ? (
                <span className="block max-w-48 truncate text-ink-2 text-sm" title={node.Email}>
                  <Secret>{node.Email}</Secret>
                </span>
              ) : null,
          },
        ]),
    {
      id: 'state',
      header: 'State',
      cell: (node) =>
        node.Type === 'ACCOUNT' ? (
          <span className="flex flex-wrap items-center gap-x-2">
            <StatusIndicator state={node.State} />
            <EnforcementMark enforcement={node.Enforcement} />
          </span>
        ) : null,
    },
    ...(narrow
      ? []
      : [
          {
            id: 'joined',
            header: 'Joined',
            cell: (node: OrganizationNode) => (node.Type === 'ACCOUNT' ? <Joined account={node} /> : null),
          },
        ]),
    {
      id: 'principals',
      header: 'Principals',
      align: 'end',
      cell: (node) => (node.Principals === null ? '–' : node.Principals.toLocaleString('en')),
    },
    {
      id: 'policies',
      header: 'Policies',
      cell: (node) => (
        <PolicyChips
          policies={POLICY_TYPES.flatMap(({ id }) => policiesOn?.(node.Id, id) ?? [])}
          narrow={narrow}
          coming={coming?.nodeId === node.Id ? coming.name : null}
        >
          {allowsNothing(node.Id) ? <Badge tone="deny">nothing allowed</Badge> : null}
          {node.Id === managementAccountId ? <Badge tone="accent">management</Badge> : null}
        </PolicyChips>
      ),
    },
  ];
}
