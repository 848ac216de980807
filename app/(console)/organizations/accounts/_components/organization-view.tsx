'use client';

import { ListTree, Rows3 } from 'lucide-react';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { LOST } from '@/app/(console)/_client/use-read';
import type { OrganizationNode } from '@/app/(console)/organizations/_components/organization-nodes';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { RefreshButton } from '@/components/console/page/refresh-button';
import { useFlash } from '@/components/console/shell/flashbar';
import { HelpLink } from '@/components/console/shell/help-panel';
import { ButtonLink } from '@/components/ui/button';
import { MenuButton } from '@/components/ui/menu';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import type { OrganizationSummary } from '../../_components/feature-set';
import { NodeDialog, type NodeQuestion } from '../../_components/node-dialog';
import { useNodes, usePolicies } from '../../_components/use-organization';
import { exportAccounts } from './account-export';
import { AccountsHelp } from './accounts-help';
import { AccountsList } from './accounts-list';
import { Hierarchy } from './hierarchy';
import { nodeMenu } from './node-menu';

type OrganizationViewProps = {
  organization: OrganizationSummary;
  /** Whether this is the management account, which alone may change the tree. */
  managing: boolean;
};

const VIEWS = ['hierarchy', 'list'] as const;

/** The tree of the organization with its guardrails, and everything that is done to it. */
export function OrganizationView({ organization, managing }: OrganizationViewProps) {
  const { nodes, enabledTypes, ...tree } = useNodes();
  const { policies, ...overviews } = usePolicies();
  const [url, setUrl] = useQueryStates(
    { view: parseAsStringLiteral(VIEWS).withDefault('hierarchy'), attach: parseAsString, on: parseAsString },
    { history: 'push' },
  );
  const [selectedId, setSelectedId] = useState<string | null>(url.on);
  const [question, setQuestion] = useState<NodeQuestion | null>(null);
  const flash = useFlash();
  const exportList = async () => {
    const failure = await exportAccounts().catch(() => LOST);
    if (failure) flash.error(failure, 'The account list could not be read.');
  };

  const header = {
    title: 'AWS accounts',
    info: <HelpLink />,
    description: <OrganizationLine organization={organization} enabledTypes={tree.error ? null : enabledTypes} />,
  };
  if (tree.error) {
    return (
      <>
        <PageHeader {...header} />
        <ReadError read={tree} what="the accounts of the organization" />
      </>
    );
  }
  if (!nodes) return <Skeleton className="h-96" />;

  const selected = selectedId === null ? null : (nodes.byId.get(selectedId) ?? null);
  const startAttaching = (node: OrganizationNode) => {
    setSelectedId(node.id);
    void setUrl({ attach: '', view: null });
  };
  const menuFor = (node: OrganizationNode | null) =>
    nodeMenu({
      node,
      root: nodes.root,
      managementAccountId: organization.MasterAccountId ?? '',
      ask: setQuestion,
      onAttach: startAttaching,
      onExport: () => void exportList(),
    });
  const toggle = (
    <SegmentedControl
      label="View"
      value={url.view}
      onValueChange={(view) => void setUrl({ view })}
      segments={[
        { value: 'hierarchy', label: 'Hierarchy', icon: <ListTree aria-hidden size={14} /> },
        { value: 'list', label: 'List', icon: <Rows3 aria-hidden size={14} /> },
      ]}
    />
  );
  return (
    <>
      <AccountsHelp />
      {url.view === 'list' ? (
        <AccountsList
          {...header}
          managementAccountId={organization.MasterAccountId ?? ''}
          buttons={toggle}
          actions={managing ? (account) => menuFor(account && (nodes.byId.get(account.Id) ?? null)) : undefined}
        />
      ) : (
        <>
          <PageHeader
            {...header}
            count={nodes.accounts.length}
            actions={
              <>
                <RefreshButton what="accounts" read={tree} />
                {toggle}
                {managing ? (
                  <>
                    <MenuButton label="Actions" entries={menuFor(selected)} />
                    <ButtonLink variant="primary" href={paths.createAccount}>
                      Add an AWS account
                    </ButtonLink>
                  </>
                ) : null}
              </>
            }
          />
          {overviews.error ? (
            <div className="mb-4">
              <ReadError read={overviews} what="the guardrails" />
            </div>
          ) : null}
          <Hierarchy
            nodes={nodes}
            policies={policies}
            enabledTypes={enabledTypes}
            managementAccountId={organization.MasterAccountId ?? ''}
            managing={managing}
            attach={managing ? url.attach : null}
            onAttachChange={(attach) => void setUrl({ attach, on: null })}
            selected={selected}
            onSelect={setSelectedId}
            onMove={(account, destination) => setQuestion({ kind: 'move', account, destinationId: destination.id })}
          />
        </>
      )}
      <NodeDialog question={question} nodes={nodes} policies={policies ?? []} onClose={() => setQuestion(null)} />
    </>
  );
}

/** `o-4kx2p9w7rm · all features · service and resource control policies on` */
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
