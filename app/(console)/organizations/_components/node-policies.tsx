'use client';

import { useState } from 'react';
import {
  type OrganizationNode,
  type Overview,
  pathTo,
  policiesAbove,
  policiesOn,
} from '@/app/(console)/organizations/_components/organization-nodes';
import { EmptyState } from '@/components/console/page/empty-state';
import { ReadError } from '@/components/console/page/read-box';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { NodeIcon } from '../node-icon';
import { AttachDialog } from './attach-dialog';
import { DetachDialog, whyNotDetachable } from './detach-dialog';
import { nodeHref } from './node-href';
import { POLICY_TYPES, type PolicyTypeFacts } from './policy-types';
import { useNodes, usePolicies } from './use-organization';

/** The policies that bear on a root, OU or account, type by type, with the level each comes from. */
export function NodePolicies({ id }: { id: string }) {
  const { nodes, enabledTypes, ...tree } = useNodes();
  const { policies, ...overviews } = usePolicies();
  const [attaching, setAttaching] = useState(false);
  const [detaching, setDetaching] = useState<Overview | null>(null);
  if (tree.error) return <ReadError read={tree} what="where this lies in the organization" />;
  if (overviews.error) return <ReadError read={overviews} what="the policies attached here" />;
  const node = nodes?.byId.get(id);
  if (!nodes || !policies || !node) return <Skeleton className="h-64" />;
  return (
    <div className="space-y-4">
      {POLICY_TYPES.map((type) =>
        enabledTypes.has(type.id) ? (
          <TypePanel
            key={type.id}
            type={type}
            node={node}
            levels={pathTo(nodes, id).map((level) => ({ level, policies: policiesOn(policies, level.id, type.id) }))}
            count={policiesAbove(nodes, policies, id, type.id).length}
            onAttach={() => setAttaching(true)}
            onDetach={setDetaching}
          />
        ) : (
          <Panel key={type.id} title={type.title}>
            <EmptyState
              title={`${type.title} are not enabled`}
              description={type.summary}
              action={<TextLink href={paths.organizationPolicies}>Policy types of this organization</TextLink>}
            />
          </Panel>
        ),
      )}
      {attaching ? (
        <AttachDialog target={node} policies={policies} enabledTypes={enabledTypes} onClose={() => setAttaching(false)} />
      ) : null}
      {detaching ? <DetachDialog policy={detaching} target={node} onClose={() => setDetaching(null)} /> : null}
    </div>
  );
}

type TypePanelProps = {
  type: PolicyTypeFacts;
  node: OrganizationNode;
  levels: readonly { level: OrganizationNode; policies: readonly Overview[] }[];
  count: number;
  onAttach: () => void;
  onDetach: (policy: Overview) => void;
};

function TypePanel({ type, node, levels, count, onAttach, onDetach }: TypePanelProps) {
  return (
    <TablePanel
      title={type.title}
      count={count}
      description="An action has to be allowed on every level of the path, and denied on none."
      actions={<Button onClick={onAttach}>Attach</Button>}
      rows={levels.flatMap(({ level, policies }) => policies.map((policy) => ({ level, policy, policies })))}
      rowKey={({ level, policy }) => `${level.id} ${policy.Id}`}
      empty={{ title: 'No policies', description: 'None is attached here or above.' }}
      columns={[
        {
          header: 'Policy',
          wide: true,
          cell: ({ policy }) => <TextLink href={paths.organizationPolicy(type.id, policy.Id ?? '')}>{policy.Name}</TextLink>,
        },
        {
          header: 'Kind',
          cell: ({ policy }) => <span className="text-ink-2">{policy.AwsManaged ? 'AWS managed' : 'Customer managed'}</span>,
        },
        {
          header: 'Source',
          cell: ({ level }) => (level.id === node.id ? 'Attached directly' : <InheritedFrom level={level} />),
        },
        {
          header: 'Actions',
          actions: true,
          cell: ({ level, policy, policies }) =>
            level.id === node.id ? (
              <Button
                size="sm"
                aria-label={`Detach ${policy.Name}`}
                disabledReason={whyNotDetachable(policy, policies)}
                onClick={() => onDetach(policy)}
              >
                Detach
              </Button>
            ) : null,
        },
      ]}
    />
  );
}

function InheritedFrom({ level }: { level: OrganizationNode }) {
  return (
    <span className="flex items-center gap-1.5">
      Inherited from
      <TextLink href={nodeHref(level)} className="inline-flex items-center gap-1">
        <NodeIcon kind={level.kind} size={14} />
        <span className="max-w-56 truncate" title={level.name}>
          {level.name}
        </span>
      </TextLink>
    </span>
  );
}
