'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { CostThisMonth } from '@/app/(console)/billing/costs-in-tree';
import { countAbove, type ParentNode, pathOf } from '@/app/(console)/organizations/_components/organization-nodes';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { CopyArn, CopyText } from '@/components/console/page/copy-text';
import { DetailsPage } from '@/components/console/page/details-page';
import { ErrorBox } from '@/components/console/page/error-box';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { MenuButton, type MenuEntry } from '@/components/ui/menu';
import { Skeleton } from '@/components/ui/skeleton';
import { effectivePolicyHref, paths } from '@/lib/console/paths';
import type { NodeQuestion } from '../../_components/node-dialog';
import { NodePath } from '../../_components/node-path';
import { NodePolicies } from '../../_components/node-policies';
import { ResourceTags } from '../../_components/resource-tags';
import { useAllAttached, useEnabledTypes } from '../../_components/use-organization';
import { callerQuery, nodeQuery, organizationQuery } from '../../queries';
import { ChildrenTable } from './children-table';

// Dialogs are loaded when they are opened.
const NodeDialog = dynamic(() => import('../../_components/node-dialog').then((module) => module.NodeDialog));

const CRUMBS = [{ label: 'AWS accounts', href: paths.accounts }];

/** Renders the root or an organizational unit. */
export function UnitDetails({ id, showsCosts }: { id: string; showsCosts: boolean }) {
  const read = useRead(nodeQuery(id));
  const enabledTypes = useEnabledTypes();
  const levels = read.data && pathOf(read.data);
  const { policiesOn, complete } = useAllAttached(levels ? [levels.map((level) => level.Id)] : [], enabledTypes);
  const organization = useRead(organizationQuery());
  const caller = useRead(callerQuery());
  const [question, setQuestion] = useState<NodeQuestion | null>(null);
  const missing = useMissing();
  if (read.error?.code === 'TargetNotFoundException') return <Missing id={id} />;
  if (read.error) {
    return (
      <>
        <PageHeader title="Organizational unit" breadcrumbs={CRUMBS} />
        <ReadError read={read} what="this part of the organization" />
      </>
    );
  }
  if (!read.data || !levels) return <Skeleton className="h-96" />;
  const { Node: node, Above, AccountsBelow, UnitsBelow } = read.data;
  if (node.Type === 'ACCOUNT') return <Missing id={id} />;
  const managing = organization.data?.Organization?.MasterAccountId === caller.data?.Account;
  return (
    <>
      <DetailsPage
        title={node.Name}
        breadcrumbs={[...CRUMBS, ...Above.map((each) => ({ label: each.Name, href: paths.unit(each.Id) }))]}
        description={node.Type === 'ROOT' ? 'The root contains all OUs and accounts of the organization.' : undefined}
        actions={managing ? <MenuButton label="Actions" entries={unitMenu(node, setQuestion, missing)} /> : undefined}
        summary={[
          { label: 'ID', value: <CopyText text={id} what="ID" mono /> },
          { label: 'ARN', value: <CopyArn arn={node.Arn} /> },
          ...(node.Type === 'ORGANIZATIONAL_UNIT' ? [{ label: 'Place', value: <NodePath above={Above} /> }] : []),
          { label: 'Accounts below', value: AccountsBelow.toLocaleString('en') },
          { label: 'Units below', value: UnitsBelow.toLocaleString('en') },
          { label: 'Principals below', value: node.Principals?.toLocaleString('en') },
          ...(showsCosts ? [{ label: 'Cost this month', value: <CostThisMonth id={id} /> }] : []),
        ]}
        tabs={[
          {
            id: 'children',
            label: 'Children',
            count: node.UnitCount + node.AccountCount,
            content: <ChildrenTable id={node.Id} name={node.Name} />,
          },
          {
            id: 'policies',
            label: 'Policies',
            count: complete && policiesOn ? countAbove(levels, policiesOn, enabledTypes) : undefined,
            content: <NodePolicies id={id} />,
          },
          { id: 'tags', label: 'Tags', content: <ResourceTags id={id} noun={node.Type === 'ROOT' ? 'root' : 'unit'} /> },
        ]}
      />
      <NodeDialog
        question={question}
        onClose={() => setQuestion(null)}
        goTo={node.ParentId === null ? undefined : paths.unit(node.ParentId)}
      />
    </>
  );
}

function unitMenu(node: ParentNode, ask: (question: NodeQuestion) => void, missing: ReturnType<typeof useMissing>): MenuEntry[] {
  const create: MenuEntry = {
    label: 'Create OU here…',
    disabledReason: missing('organizations:CreateOrganizationalUnit'),
    onSelect: () => ask({ kind: 'create-unit', parent: node }),
  };
  const effective: MenuEntry = { label: 'View effective policies', href: effectivePolicyHref(node.Id) };
  if (node.Type !== 'ORGANIZATIONAL_UNIT') return [create, effective];
  return [
    create,
    effective,
    {
      label: 'Rename…',
      disabledReason: missing('organizations:UpdateOrganizationalUnit'),
      onSelect: () => ask({ kind: 'rename-unit', unit: node }),
    },
    { type: 'separator' },
    {
      label: 'Delete…',
      danger: true,
      disabledReason: missing('organizations:DeleteOrganizationalUnit'),
      onSelect: () => ask({ kind: 'delete-unit', unit: node }),
    },
  ];
}

function Missing({ id }: { id: string }) {
  return (
    <>
      <PageHeader title="Organizational unit" breadcrumbs={CRUMBS} />
      <ErrorBox
        title={`This organization has no OU ${id}`}
        error={{
          code: 'OrganizationalUnitNotFoundException',
          message: "You specified an organizational unit that doesn't exist.",
        }}
      />
    </>
  );
}
