'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { NodeName, Policy } from '@/app/(console)/organizations/_components/organization-nodes';
import { useMissing } from '@/components/console/kit/use-missing';
import { ReadError } from '@/components/console/page/read-box';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { effectivePolicyHref, paths } from '@/lib/console/paths';
import type { DeclarativeTypeFacts } from './declarative-types';
import { DetachDialog } from './detach-dialog';
import { PolicySource } from './policy-source';
import { useAttached } from './use-organization';

const AttachDialog = dynamic(() => import('./attach-dialog').then((module) => module.AttachDialog));

type NodeDeclarativeProps = {
  type: DeclarativeTypeFacts;
  node: NodeName;
  /** The path from the root to the node, with both. */
  levels: readonly NodeName[];
  enabledTypes: ReadonlySet<string>;
};

/** Renders the policies of a declarative type that are attached to a node or inherited, from the root down. */
export function NodeDeclarativePolicies({ type, node, levels, enabledTypes }: NodeDeclarativeProps) {
  const { policiesOn, ...read } = useAttached([levels.map(({ Id }) => Id)], [type.id]);
  const [attaching, setAttaching] = useState(false);
  const [detaching, setDetaching] = useState<Policy | null>(null);
  const missing = useMissing();
  if (read.error) {
    return (
      <Panel title={type.title}>
        <ReadError read={read} what={`the ${type.title} attached here`} />
      </Panel>
    );
  }
  const rows = policiesOn && levels.flatMap((level) => policiesOn(level.Id, type.id).map((policy) => ({ level, policy })));
  return (
    <TablePanel
      title={type.title}
      description={
        <TextLink inline href={effectivePolicyHref(node.Id, type.id)}>
          View the effective policy
        </TextLink>
      }
      actions={
        <Button
          aria-label={`Attach ${type.noun}`}
          onClick={() => setAttaching(true)}
          disabledReason={missing('organizations:AttachPolicy')}
        >
          Attach
        </Button>
      }
      rows={rows}
      rowKey={({ level, policy }) => `${level.Id} ${policy.Id}`}
      empty={{ title: 'No policies', description: 'No policy of this type is attached to this level or above.' }}
      columns={[
        {
          header: 'Policy',
          wide: true,
          cell: ({ level, policy }) => (
            <>
              <TextLink href={paths.organizationPolicy(type.id, policy.Id)} className="wrap-anywhere">
                {policy.Name}
              </TextLink>
              <span className="block text-ink-2 text-sm sm:hidden">
                <PolicySource level={level} node={node} />
              </span>
            </>
          ),
        },
        { header: 'Source', cell: ({ level }) => <PolicySource level={level} node={node} /> },
        {
          header: 'Actions',
          actions: true,
          cell: ({ level, policy }) =>
            level.Id === node.Id ? (
              <Button
                size="sm"
                aria-label={`Detach ${policy.Name}`}
                disabledReason={missing('organizations:DetachPolicy')}
                onClick={() => setDetaching(policy)}
              >
                Detach
              </Button>
            ) : null,
        },
      ]}
    >
      {attaching ? (
        <AttachDialog target={node} type={type.id} enabledTypes={enabledTypes} onClose={() => setAttaching(false)} />
      ) : null}
      {detaching ? <DetachDialog policy={detaching} target={node} onClose={() => setDetaching(null)} /> : null}
    </TablePanel>
  );
}
