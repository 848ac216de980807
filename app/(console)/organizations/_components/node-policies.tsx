'use client';

import dynamic from 'next/dynamic';
import { Fragment, useState } from 'react';
import { type NodeName, type Policy, pathOf } from '@/app/(console)/organizations/_components/organization-nodes';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { ReadError } from '@/components/console/page/read-box';
import { TablePanel } from '@/components/console/table/table-panel';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { nodeQuery } from '../queries';
import { DECLARATIVE_TYPES } from './declarative-types';
import { DetachDialog, whyNotDetachable } from './detach-dialog';
import { NodeDeclarativePolicies } from './node-declarative-policies';
import { nodeHref } from './node-href';
import { PolicySource } from './policy-source';
import { allowsEverything, POLICY_TYPES, type PolicyTypeFacts } from './policy-types';
import { useAttached, useEnabledTypes } from './use-organization';

// Dialogs are loaded when they are opened.
const AttachDialog = dynamic(() => import('./attach-dialog').then((module) => module.AttachDialog));

/** Renders the policies that apply to a root, OU or account by type, each with the level that it is attached to. */
export function NodePolicies({ id }: { id: string }) {
  const read = useRead(nodeQuery(id));
  const enabledTypes = useEnabledTypes();
  const levels = read.data && pathOf(read.data);
  const { policiesOn, allowsNothing, ...attached } = useAttached(levels ? [levels.map((level) => level.Id)] : []);
  const [attaching, setAttaching] = useState(false);
  const [detaching, setDetaching] = useState<Policy | null>(null);
  if (read.error) return <ReadError read={read} what="the position in the organization" />;
  if (attached.error) return <ReadError read={attached} what="the policies attached here" />;
  if (!read.data || !levels || !policiesOn) return <Skeleton className="h-64" />;
  const node = read.data.Node;
  const closed = levels.filter((level) => allowsNothing(level.Id));
  return (
    <div className="space-y-4">
      {closed.length > 0 ? <NothingAllowed node={node} levels={closed} /> : null}
      {POLICY_TYPES.map((type) =>
        enabledTypes.has(type.id) ? (
          <TypePanel
            key={type.id}
            type={type}
            node={node}
            levels={levels.map((level) => ({ level, policies: policiesOn(level.Id, type.id) }))}
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
      {DECLARATIVE_TYPES.map((type) =>
        enabledTypes.has(type.id) ? (
          <NodeDeclarativePolicies key={type.id} type={type} node={node} levels={levels} enabledTypes={enabledTypes} />
        ) : null,
      )}
      {attaching ? <AttachDialog target={node} enabledTypes={enabledTypes} onClose={() => setAttaching(false)} /> : null}
      {detaching ? <DetachDialog policy={detaching} target={node} onClose={() => setDetaching(null)} /> : null}
    </div>
  );
}

function NothingAllowed({ node, levels }: { node: NodeName; levels: readonly NodeName[] }) {
  return (
    <Alert kind="error" title={`Nobody ${node.Type === 'ACCOUNT' ? 'in this account' : 'below'} can do anything`}>
      No service control policy on{' '}
      {levels.map((level, index) => (
        <Fragment key={level.Id}>
          {index > 0 ? ', ' : ''}
          <TextLink inline href={nodeHref(level)}>
            {level.Name}
          </TextLink>
        </Fragment>
      ))}{' '}
      allows anything, and every level must allow an action. Attach FullAWSAccess or another policy with an Allow there. This does
      not apply to the management account.
    </Alert>
  );
}

type TypePanelProps = {
  type: PolicyTypeFacts;
  node: NodeName;
  levels: readonly { level: NodeName; policies: readonly Policy[] }[];
  onAttach: () => void;
  onDetach: (policy: Policy) => void;
};

function TypePanel({ type, node, levels, onAttach, onDetach }: TypePanelProps) {
  const missing = useMissing();
  return (
    <TablePanel
      title={type.title}
      count={levels.reduce((sum, { policies }) => sum + policies.length, 0)}
      description="Every level of the path must allow an action, and no level can deny it."
      actions={
        <Button onClick={onAttach} disabledReason={missing('organizations:AttachPolicy')}>
          Attach
        </Button>
      }
      rows={rowsOf(levels)}
      rowKey={({ level, policy }) => `${level.Id} ${policy.Id}`}
      empty={{ title: 'No policies', description: 'No policy is attached to this level or above.' }}
      columns={[
        {
          header: 'Policy',
          wide: true,
          cell: ({ policy, ...row }) => (
            <>
              <TextLink href={paths.organizationPolicy(type.id, policy.Id)} className="wrap-anywhere">
                {policy.Name}
              </TextLink>
              <span className="block text-ink-2 text-sm sm:hidden">
                <Source {...row} node={node} />
              </span>
            </>
          ),
        },
        {
          header: 'Kind',
          cell: ({ policy }) => <span className="text-ink-2">{policy.AwsManaged ? 'AWS managed' : 'Customer managed'}</span>,
        },
        {
          header: 'Source',
          cell: (row) => <Source {...row} node={node} />,
        },
        {
          header: 'Actions',
          actions: true,
          cell: ({ level, policy, policies }) =>
            level.Id === node.Id ? (
              <Button
                size="sm"
                aria-label={`Detach ${policy.Name}`}
                disabledReason={missing('organizations:DetachPolicy') ?? whyNotDetachable(policy, policies.length)}
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

type PolicyRow = { level: NodeName; policy: Policy; policies: readonly Policy[]; everywhere: boolean };

/** Returns a row for each attachment. AWS's policy that allows everything has one row, as it is usually on every level. */
function rowsOf(levels: TypePanelProps['levels']): PolicyRow[] {
  const everywhere = ({ Id }: Policy) =>
    levels.length > 1 && allowsEverything(Id) && levels.every(({ policies }) => policies.some((each) => each.Id === Id));
  return levels.flatMap(({ level, policies }, index) =>
    policies.flatMap((policy) => {
      const all = everywhere(policy);
      return all && index < levels.length - 1 ? [] : [{ level, policy, policies, everywhere: all }];
    }),
  );
}

function Source({ level, everywhere, node }: Pick<PolicyRow, 'level' | 'everywhere'> & { node: NodeName }) {
  if (everywhere) return 'Every level allows everything';
  return <PolicySource level={level} node={node} />;
}
