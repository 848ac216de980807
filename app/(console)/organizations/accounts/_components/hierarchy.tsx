'use client';

import { useState } from 'react';
import type { AccountNode } from '@/app/(console)/organizations/_components/organization-nodes';
import {
  type OrganizationNode,
  type OrganizationNodes,
  type Overview,
  policiesOn,
} from '@/app/(console)/organizations/_components/organization-nodes';
import { EmptyState } from '@/components/console/page/empty-state';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { EnforcementMark } from '@/components/console/shell/enforcement-badge';
import { TreeGrid } from '@/components/console/tree/tree-grid';
import type { TreeColumn } from '@/components/console/tree/tree-grid-types';
import { filterTree } from '@/components/console/tree/tree-model';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { SearchInput } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { ChangePanel } from '../../_components/change-panel';
import { GuardrailChips } from '../../_components/guardrail-chips';
import { nodeHref } from '../../_components/node-href';
import { useAttach } from '../../_components/use-attach';
import { NodeIcon } from '../../node-icon';

type HierarchyProps = {
  nodes: OrganizationNodes;
  /** Absent: the caller may not read them. */
  policies: readonly Overview[] | undefined;
  enabledTypes: ReadonlySet<string>;
  managementAccountId: string;
  managing: boolean;
  /** The policy being attached, '' while it is being chosen, null when none is. */
  attach: string | null;
  onAttachChange: (policyId: string | null) => void;
  selected: OrganizationNode | null;
  onSelect: (id: string) => void;
  onMove: (account: AccountNode, destination: OrganizationNode) => void;
};

/** The tree, and beside it the policy that is about to be attached with its effect. */
export function Hierarchy(props: HierarchyProps) {
  const { policies, enabledTypes, attach: policyId, onAttachChange, selected } = props;
  const close = () => onAttachChange(null);
  const attach = useAttach({
    policies: policies ?? [],
    enabledTypes,
    target: selected,
    policyId: policyId || null,
    onPolicyChange: (id) => onAttachChange(id ?? ''),
    onDone: close,
  });
  const open = policyId !== null && policies !== undefined;
  return (
    <div
      className={classNames('grid grid-cols-1 items-start gap-4', open && 'xl:grid-cols-[minmax(0,1fr)_minmax(25rem,27.5rem)]')}
    >
      <AccountsTree
        {...props}
        narrow={open}
        coming={open && !attach.disabledReason && selected ? { nodeId: selected.id, name: attach.policy?.Name ?? '' } : null}
      />
      {open ? (
        <div className="min-w-0 xl:sticky xl:top-16">
          <ChangePanel
            title={attach.title}
            subject="attach"
            footer={
              <>
                <Button onClick={close} disabled={attach.running}>
                  Cancel
                </Button>
                <Button variant="primary" loading={attach.running} disabledReason={attach.disabledReason} onClick={attach.attach}>
                  Attach policy
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
  /** Beside a panel: only what fits. */
  narrow: boolean;
  coming: { nodeId: string; name: string } | null;
};

// The e-mail address is the first column to go: the list has it too.
const WITHOUT_EMAIL_WHERE_TIGHT = 'max-[1400px]:[&_:is(td,th):nth-child(3)]:hidden';

const SHORT_NAMES = '[&_[data-tree-row]_.truncate]:max-w-44';

// A large organization opens level by level; a small one shows everything.
const MOST_OPEN = 300;

function AccountsTree(props: AccountsTreeProps) {
  const { nodes, managing, selected, onSelect, onMove, coming } = props;
  const [text, setText] = useState('');
  const needle = text.trim().toLowerCase();
  const matches = (node: OrganizationNode) =>
    [node.name, node.id, node.kind === 'account' ? node.email : ''].some((each) => each.toLowerCase().includes(needle));
  const items = needle === '' ? nodes.items : filterTree(nodes.items, matches);
  const found = needle === '' ? 0 : [...nodes.byId.values()].filter(matches).length;
  return (
    <Panel flush className={props.narrow ? SHORT_NAMES : WITHOUT_EMAIL_WHERE_TIGHT}>
      <div className="flex flex-wrap items-center gap-3 border-line border-b px-3 py-2.5">
        <SearchInput
          aria-label="Find an account or OU by name, ID or e-mail"
          placeholder="Find an account or OU by name, ID, e-mail"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          className="w-full max-w-lg"
          data-filter-input
        />
        <span role="status" className="text-ink-3">
          {needle === '' ? '' : `${found} ${found === 1 ? 'match' : 'matches'}`}
        </span>
      </div>
      {items.length === 0 ? (
        <EmptyState
          title="No matches"
          description={`No account or unit has “${text.trim()}” in its name, ID or e-mail address.`}
          action={<Button onClick={() => setText('')}>Clear search</Button>}
        />
      ) : (
        <TreeGrid
          label="AWS accounts"
          nameHeader="Name"
          items={items}
          name={(node) => node.name}
          icon={(node) => <NodeIcon kind={node.kind} />}
          href={nodeHref}
          columns={columnsOf(props)}
          selectedId={selected?.id ?? null}
          onSelect={managing ? onSelect : undefined}
          canMove={(node) => node.kind === 'account'}
          canMoveInto={(_, target) => target.kind !== 'account'}
          onMove={
            managing
              ? (node, target) => {
                  if (node.kind === 'account') onMove(node, target);
                }
              : undefined
          }
          highlightedIds={coming ? new Set([coming.nodeId]) : undefined}
          expandAll={needle !== ''}
          defaultCollapsed={nodes.byId.size > MOST_OPEN ? nodes.units.map(({ id }) => id) : undefined}
        />
      )}
    </Panel>
  );
}

function columnsOf({ policies, managementAccountId, narrow, coming }: AccountsTreeProps): TreeColumn<OrganizationNode>[] {
  return [
    { id: 'id', header: 'Account or OU ID', mono: true, cell: (node) => node.id },
    ...(narrow
      ? []
      : [
          {
            id: 'email',
            header: 'E-mail address',
            cell: (node: OrganizationNode) =>
              node.kind === 'account' ? (
                <span className="block max-w-48 truncate text-ink-2 text-sm" title={node.email}>
                  {node.email}
                </span>
              ) : null,
          },
        ]),
    {
      id: 'state',
      header: 'State',
      cell: (node) =>
        node.kind === 'account' ? (
          <span className="flex flex-wrap items-center gap-x-2">
            <StatusIndicator state={node.state} />
            <EnforcementMark enforcement={node.enforcement} />
          </span>
        ) : null,
    },
    {
      id: 'guardrails',
      header: 'Guardrails',
      cell: (node) => (
        <GuardrailChips
          policies={[
            ...policiesOn(policies ?? [], node.id, 'SERVICE_CONTROL_POLICY'),
            ...policiesOn(policies ?? [], node.id, 'RESOURCE_CONTROL_POLICY'),
          ]}
          narrow={narrow}
          coming={coming?.nodeId === node.id ? coming.name : null}
        >
          {node.id === managementAccountId ? <Badge tone="accent">management</Badge> : null}
        </GuardrailChips>
      ),
    },
    {
      id: 'principals',
      header: 'Principals',
      align: 'end',
      cell: (node) => (node.principals === null ? '–' : node.principals.toLocaleString('en')),
    },
  ];
}
