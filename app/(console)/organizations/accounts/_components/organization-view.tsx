'use client';

import { useQueryClient } from '@tanstack/react-query';
import { ListTree, Rows3, Workflow } from 'lucide-react';
import dynamic from 'next/dynamic';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useState } from 'react';
import type { OrganizationNode } from '@/app/(console)/organizations/_components/organization-nodes';
import { refreshReads } from '@/components/console/kit/refresh-reads';
import { useMissing } from '@/components/console/kit/use-missing';
import { LOST, useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { RefreshButton } from '@/components/console/page/refresh-button';
import { useFlash } from '@/components/console/shell/flashbar';
import { HelpLink } from '@/components/console/shell/help-panel';
import { ButtonLink } from '@/components/ui/button';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { MenuButton } from '@/components/ui/menu';
import { useRouter } from '@/components/ui/navigation';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import { whenKnown } from '@/lib/console/read-query';
import type { OrganizationSummary } from '../../_components/feature-set';
import type { NodeQuestion } from '../../_components/node-dialog';
import { useEnabledTypes } from '../../_components/use-organization';
import { nodeQuery } from '../../queries';
import { exportAccounts } from './account-export';
import { AccountsHelp } from './accounts-help';
import { AccountsList } from './accounts-list';
import { Hierarchy } from './hierarchy';
import { InvalidPoliciesNotice } from './invalid-policies-notice';
import { nodeMenu } from './node-menu';

// Dialogs are loaded when they are opened.
const NodeDialog = dynamic(() => import('../../_components/node-dialog').then((module) => module.NodeDialog));

type OrganizationViewProps = {
  organization: OrganizationSummary;
  /** True in the management account. Only it may change the tree. */
  managing: boolean;
  isShutOut: boolean;
};

const VIEWS = ['hierarchy', 'list'] as const;

/** Renders the tree of the organization with its guardrails, and the dialogs that change it. */
export function OrganizationView({ organization, managing, isShutOut }: OrganizationViewProps) {
  const enabledTypes = useEnabledTypes();
  const [url, setUrl] = useQueryStates(
    { view: parseAsStringLiteral(VIEWS).withDefault('hierarchy'), attach: parseAsString, on: parseAsString },
    { history: 'push' },
  );
  /** The selected nodes by ID; null until the node is read. */
  const [selection, select] = useState<ReadonlyMap<string, OrganizationNode | null>>(
    () => new Map(url.on === null ? [] : [[url.on, null]]),
  );
  const [onlyId] = selection.size === 1 ? selection.keys() : [];
  // The selected node may be hidden, and may have been changed or deleted.
  const chosen = useRead(whenKnown(onlyId, nodeQuery));
  const root = useRead(nodeQuery());
  const client = useQueryClient();
  const [question, setQuestion] = useState<NodeQuestion | null>(null);
  const flash = useFlash();
  const router = useRouter();
  const missing = useMissing();
  const notAdding = missing('organizations:CreateAccount') && missing('organizations:InviteAccountToOrganization');
  const exportList = async () => {
    const failure = await exportAccounts().catch(() => LOST);
    if (failure) flash.error(failure, 'The account list could not be read.');
  };

  const header = {
    title: 'AWS accounts',
    info: <HelpLink />,
    description: <OrganizationLine organization={organization} enabledTypes={root.error ? null : enabledTypes} />,
  };
  if (root.error) {
    return (
      <>
        <PageHeader {...header} />
        <ReadError read={root} what="the accounts of the organization" />
      </>
    );
  }
  if (!root.data || root.data.Node.Type === 'ACCOUNT') return <Skeleton className="h-96" />;

  const { Node: rootNode } = root.data;
  const gone = chosen.error?.code === 'TargetNotFoundException';
  const only = gone ? null : (chosen.data?.Node ?? [...selection.values()][0] ?? null);
  const selected = onlyId === undefined ? [...selection.values()].filter((node) => node !== null) : only ? [only] : [];
  const selectOnly = (node: OrganizationNode) => select(new Map([[node.Id, node]]));
  const selectToo = (node: OrganizationNode, isSelected: boolean) =>
    select((current) => {
      const next = new Map(current);
      if (isSelected) next.set(node.Id, node);
      else next.delete(node.Id);
      return next;
    });
  const startAttaching = (node: OrganizationNode) => {
    selectOnly(node);
    void setUrl({ attach: '', view: null });
  };
  const menuFor = (nodes: readonly OrganizationNode[]) =>
    nodeMenu({
      nodes,
      root: rootNode,
      managementAccountId: organization.MasterAccountId,
      missing,
      ask: setQuestion,
      onAttach: startAttaching,
      onBudget: ({ Id }) => router.push(paths.createBudget({ unit: Id })),
      onExport: () => void exportList(),
    });
  const toggle = (
    <>
      <ButtonLink href={paths.organizationDiagram}>
        <Workflow aria-hidden size={14} />
        Diagram
      </ButtonLink>
      <SegmentedControl
        label="View"
        value={url.view}
        onValueChange={(view) => void setUrl({ view })}
        segments={[
          { value: 'hierarchy', label: 'Hierarchy', icon: <ListTree aria-hidden size={14} /> },
          { value: 'list', label: 'List', icon: <Rows3 aria-hidden size={14} /> },
        ]}
      />
    </>
  );
  return (
    <>
      <AccountsHelp />
      <InvalidPoliciesNotice enabledTypes={enabledTypes} />
      {url.view === 'list' ? (
        <AccountsList
          {...header}
          managementAccountId={organization.MasterAccountId}
          buttons={toggle}
          actions={managing ? menuFor : undefined}
          notAdding={notAdding}
        />
      ) : (
        <>
          <PageHeader
            {...header}
            count={root.data.AccountsBelow}
            actions={
              <>
                <RefreshButton what="accounts" read={{ ...root, refetch: () => void refreshReads(client) }} />
                {toggle}
                {managing ? (
                  <>
                    <MenuButton label="Actions" entries={menuFor(selected)} />
                    <ButtonLink variant="primary" href={paths.createAccount} disabledReason={notAdding}>
                      Add an AWS account
                    </ButtonLink>
                  </>
                ) : null}
              </>
            }
          />
          <Hierarchy
            root={root.data.Node}
            showing={url.on === null ? [] : (chosen.data?.Above.map(({ Id }) => Id) ?? [])}
            enabledTypes={enabledTypes}
            managementAccountId={organization.MasterAccountId}
            managing={managing}
            isShutOut={isShutOut}
            whyNoMoves={missing('organizations:MoveAccount')}
            attach={managing ? url.attach : null}
            onAttachChange={(attach) => void setUrl({ attach, on: null })}
            selected={selected}
            onSelect={url.attach === null ? selectToo : selectOnly}
            onMove={(accounts, destination) => setQuestion({ kind: 'move', accounts, destinationId: destination.Id })}
          />
        </>
      )}
      <NodeDialog question={question} onClose={() => setQuestion(null)} onMoved={() => select(new Map())} />
    </>
  );
}

/** Renders the facts of the organization: `o-4kx2p9w7rm · all features · service and resource control policies on`. */
function OrganizationLine({
  organization,
  enabledTypes,
}: {
  organization: OrganizationSummary;
  enabledTypes: ReadonlySet<string> | null;
}) {
  const types = enabledTypes && [
    ...(enabledTypes.has('SERVICE_CONTROL_POLICY') ? ['service'] : []),
    ...(enabledTypes.has('RESOURCE_CONTROL_POLICY') ? ['resource'] : []),
  ];
  return (
    <p>
      <span className="font-mono text-sm">{organization.Id}</span> ·{' '}
      {organization.FeatureSet === 'ALL' ? 'all features' : 'consolidated billing only'}
      {types ? ` · ${types.length > 0 ? `${types.join(' and ')} control policies on` : 'no policy types enabled'}` : null}
    </p>
  );
}
