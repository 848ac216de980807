'use client';

import { useState } from 'react';
import { useRead } from '@/app/(console)/_client/use-read';
import {
  isAtOrBelow,
  type OrganizationNode,
  type OrganizationNodes,
  pathTo,
  policiesAbove,
} from '@/app/(console)/organizations/_components/organization-nodes';
import { CopyArn, CopyText } from '@/components/console/page/copy-text';
import { DetailsPage } from '@/components/console/page/details-page';
import { ErrorBox } from '@/components/console/page/error-box';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { MenuButton, type MenuEntry } from '@/components/ui/menu';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import { NodeDialog, type NodeQuestion } from '../../_components/node-dialog';
import { NodePath } from '../../_components/node-path';
import { NodePolicies } from '../../_components/node-policies';
import { ResourceTags } from '../../_components/resource-tags';
import { useNodes, usePolicies } from '../../_components/use-organization';
import { callerQuery, organizationQuery } from '../../queries';
import { ChildrenTable } from './children-table';

const CRUMBS = [{ label: 'AWS accounts', href: paths.accounts }];

/** The root or one organizational unit. */
export function UnitDetails({ id }: { id: string }) {
  const { nodes, enabledTypes, ...tree } = useNodes();
  const { policies } = usePolicies();
  const organization = useRead(organizationQuery());
  const caller = useRead(callerQuery());
  const [question, setQuestion] = useState<NodeQuestion | null>(null);
  if (tree.error) {
    return (
      <>
        <PageHeader title="Organizational unit" breadcrumbs={CRUMBS} />
        <ReadError read={tree} what="this part of the organization" />
      </>
    );
  }
  if (!nodes) return <Skeleton className="h-96" />;
  const node = nodes.byId.get(id);
  if (!node || node.kind === 'account') return <Missing id={id} />;
  const managing = organization.data?.Organization?.MasterAccountId === caller.data?.Account;
  const types = (['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'] as const).filter((type) => enabledTypes.has(type));
  const children = [...nodes.byId.values()].filter(({ parentId }) => parentId === id);
  return (
    <>
      <DetailsPage
        title={node.name}
        breadcrumbs={[
          ...CRUMBS,
          ...pathTo(nodes, id)
            .slice(0, -1)
            .map((each) => ({ label: each.name, href: paths.unit(each.id) })),
        ]}
        description={node.kind === 'root' ? 'The root holds all units and accounts of the organization.' : undefined}
        actions={managing ? <MenuButton label="Actions" entries={unitMenu(node, setQuestion)} /> : undefined}
        summary={[
          { label: 'ID', value: <CopyText text={id} what="ID" mono /> },
          { label: 'ARN', value: <CopyArn arn={node.arn} /> },
          ...(node.kind === 'unit' ? [{ label: 'Place', value: <NodePath nodes={nodes} id={id} /> }] : []),
          { label: 'Accounts below', value: countBelow(nodes, id, 'account') },
          { label: 'Units below', value: countBelow(nodes, id, 'unit') },
          { label: 'Principals below', value: node.principals },
        ]}
        tabs={[
          { id: 'children', label: 'Children', count: children.length, content: <ChildrenTable node={node} rows={children} /> },
          {
            id: 'policies',
            label: 'Policies',
            count: policies && types.reduce((sum, type) => sum + policiesAbove(nodes, policies, id, type).length, 0),
            content: <NodePolicies id={id} />,
          },
          { id: 'tags', label: 'Tags', content: <ResourceTags id={id} noun={node.kind === 'root' ? 'root' : 'unit'} /> },
        ]}
      />
      <NodeDialog
        question={question}
        nodes={nodes}
        policies={policies ?? []}
        onClose={() => setQuestion(null)}
        goTo={paths.unit(node.parentId ?? nodes.root.id)}
      />
    </>
  );
}

function countBelow(nodes: OrganizationNodes, id: string, kind: 'account' | 'unit'): number {
  return (kind === 'account' ? nodes.accounts : nodes.units).filter((each) => each.id !== id && isAtOrBelow(nodes, each.id, id))
    .length;
}

function unitMenu(node: OrganizationNode, ask: (question: NodeQuestion) => void): MenuEntry[] {
  const create: MenuEntry = {
    label: 'Create a unit here…',
    onSelect: () => ask({ kind: 'create-unit', parent: node }),
  };
  if (node.kind !== 'unit') return [create];
  return [
    create,
    { label: 'Rename…', onSelect: () => ask({ kind: 'rename-unit', unit: node }) },
    { type: 'separator' },
    { label: 'Delete…', danger: true, onSelect: () => ask({ kind: 'delete-unit', unit: node }) },
  ];
}

function Missing({ id }: { id: string }) {
  return (
    <>
      <PageHeader title="Organizational unit" breadcrumbs={CRUMBS} />
      <ErrorBox
        title={`There is no unit ${id} in this organization`}
        error={{
          code: 'OrganizationalUnitNotFoundException',
          message: "You specified an organizational unit that doesn't exist.",
        }}
      />
    </>
  );
}
