'use client';

import dynamic from 'next/dynamic';
import { parseAsString, useQueryState } from 'nuqs';
import { Fragment, useState } from 'react';
import { type NodeName, type Policy, pathOf } from '@/app/(console)/organizations/_components/organization-nodes';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { ReadError } from '@/components/console/page/read-box';
import type { SmallColumn } from '@/components/console/table/small-table';
import { TablePanel } from '@/components/console/table/table-panel';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { effectivePolicyHref, paths } from '@/lib/console/paths';
import { nodeQuery } from '../queries';
import { DetachDialog, whyNotDetachable } from './detach-dialog';
import { nodeHref } from './node-href';
import { PolicySource } from './policy-source';
import { allowsEverything, nounsOf, POLICY_TYPES, type PolicyTypeFacts } from './policy-types';
import { useAttached, useEnabledTypes } from './use-organization';

// Dialogs are loaded when they are opened.
const AttachDialog = dynamic(() => import('./attach-dialog').then((module) => module.AttachDialog));

/** Renders the policies that apply to a root, OU or account by type, each with the level that it is attached to. */
export function NodePolicies({ id }: { id: string }) {
  const read = useRead(nodeQuery(id));
  const enabledTypes = useEnabledTypes();
  const levels = read.data && pathOf(read.data);
  const { policiesOn, allowsNothing, ...attached } = useAttached(levels ? [levels.map((level) => level.Id)] : []);
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
          <TypePanel key={type.id} type={type} node={node} levels={levels} enabledTypes={enabledTypes} />
        ) : type.kind === null ? null : (
          <Panel key={type.id} title={type.title}>
            <EmptyState
              title={`${type.title} are not enabled`}
              description={type.summary}
              action={<TextLink href={paths.organizationPolicies}>Policy types of this organization</TextLink>}
            />
          </Panel>
        ),
      )}
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
  /** The path from the root to the node, with both. */
  levels: readonly NodeName[];
  enabledTypes: ReadonlySet<string>;
};

/** Renders the policies of a type that are attached to a node or inherited, from the root down. */
function TypePanel({ type, node, levels, enabledTypes }: TypePanelProps) {
  // SCPs and RCPs are read together, and each declarative type alone, because it takes a permission of its own.
  const only = type.kind === null ? type.id : undefined;
  const { policiesOn, ...read } = useAttached([levels.map(({ Id }) => Id)], only && [only]);
  // The address opens the dialog, so that other pages can link to it.
  const [attaching, setAttaching] = useQueryState('attach', parseAsString);
  const [detaching, setDetaching] = useState<Policy | null>(null);
  const missing = useMissing();
  if (read.error) {
    return (
      <Panel title={type.title}>
        <ReadError read={read} what={`the ${nounsOf(type)} attached here`} />
      </Panel>
    );
  }
  const attached = policiesOn && levels.map((level) => ({ level, policies: policiesOn(level.Id, type.id) }));
  return (
    <TablePanel
      title={type.title}
      count={attached?.reduce((sum, { policies }) => sum + policies.length, 0)}
      description={
        only ? (
          <TextLink inline href={effectivePolicyHref(node.Id, only)}>
            View the effective policy
          </TextLink>
        ) : (
          'Every level of the path must allow an action, and no level can deny it.'
        )
      }
      actions={
        <Button
          aria-label={only && `Attach ${type.noun}`}
          onClick={() => void setAttaching(type.id)}
          disabledReason={missing('organizations:AttachPolicy')}
        >
          Attach
        </Button>
      }
      rows={attached && rowsOf(attached)}
      rowKey={({ level, policy }) => `${level.Id} ${policy.Id}`}
      empty={{ title: 'No policies', description: 'No policy of this type is attached to this level or above.' }}
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
        ...(only ? [] : [KIND]),
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
                onClick={() => setDetaching(policy)}
              >
                Detach
              </Button>
            ) : null,
        },
      ]}
    >
      {attaching === type.id ? (
        <AttachDialog target={node} type={only} enabledTypes={enabledTypes} onClose={() => void setAttaching(null)} />
      ) : null}
      {detaching ? <DetachDialog policy={detaching} target={node} onClose={() => setDetaching(null)} /> : null}
    </TablePanel>
  );
}

type AttachedLevel = { level: NodeName; policies: readonly Policy[] };
type PolicyRow = AttachedLevel & { policy: Policy; everywhere: boolean };

const KIND: SmallColumn<PolicyRow> = {
  header: 'Kind',
  cell: ({ policy }) => <span className="text-ink-2">{policy.AwsManaged ? 'AWS managed' : 'Customer managed'}</span>,
};

/** Returns a row for each attachment. AWS's policy that allows everything has one row, as it is usually on every level. */
function rowsOf(levels: readonly AttachedLevel[]): PolicyRow[] {
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
