'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { AccessExplorer } from '@/app/(console)/access/access-explorer';
import { CostThisMonth } from '@/app/(console)/billing/costs-in-tree';
import { type AccountNode, countAbove, pathOf } from '@/app/(console)/organizations/_components/organization-nodes';
import { ContactsPanels } from '@/app/(console)/settings/contacts/contacts-panels';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { CopyArn, CopyText } from '@/components/console/page/copy-text';
import { DetailsPage } from '@/components/console/page/details-page';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import { EnforcementBadge } from '@/components/console/shell/enforcement-badge';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button, ButtonLink } from '@/components/ui/button';
import { MenuButton } from '@/components/ui/menu';
import { Secret } from '@/components/ui/secret';
import { Skeleton } from '@/components/ui/skeleton';
import { effectivePolicyHref, paths } from '@/lib/console/paths';
import { rootUserArn } from '@/lib/core/arns';
import { whyNotRemovable } from '../../_components/account-dialogs';
import type { NodeQuestion } from '../../_components/node-dialog';
import { NodePath } from '../../_components/node-path';
import { NodePolicies } from '../../_components/node-policies';
import { ResourceTags } from '../../_components/resource-tags';
import { useAllAttached, useEnabledTypes } from '../../_components/use-organization';
import { accountQuery, callerQuery, identityCenterQuery, nodeQuery, organizationQuery } from '../../queries';

// Tabs and dialogs are loaded when they are opened.
const ServicesAccessed = dynamic(() => import('../../_components/services-accessed').then((module) => module.ServicesAccessed));
const PeopleWithAccess = dynamic(() => import('../../_components/people-with-access').then((module) => module.PeopleWithAccess));
const NodeDialog = dynamic(() => import('../../_components/node-dialog').then((module) => module.NodeDialog));

const CRUMBS = [{ label: 'AWS accounts', href: paths.accounts }];

/** Renders an account of the organization: its place, its policies and the services that they allow. */
export function AccountDetails({ id, showsCosts }: { id: string; showsCosts: boolean }) {
  const account = useRead(accountQuery(id));
  const organization = useRead(organizationQuery());
  const caller = useRead(callerQuery());
  const part = useRead(nodeQuery(id)).data;
  const center = useRead(identityCenterQuery()).data;
  const administers = Boolean(center?.Instance && center.IsHomeRegion && center.Part !== 'MEMBER');
  const enabledTypes = useEnabledTypes();
  const levels = part && pathOf(part);
  const { policiesOn, complete } = useAllAttached(levels ? [levels.map(({ Id }) => Id)] : [], enabledTypes);
  const [question, setQuestion] = useState<NodeQuestion | null>(null);
  if (account.error) {
    return (
      <>
        <PageHeader title={`Account ${id}`} breadcrumbs={CRUMBS} />
        <ReadError read={account} what={`the account ${id}`} />
      </>
    );
  }
  const facts = account.data?.Account;
  if (!facts) return <Skeleton className="h-96" />;
  const managementId = organization.data?.Organization?.MasterAccountId;
  const managing = managementId !== undefined && managementId === caller.data?.Account;
  const isManagement = id === managementId;
  const node = part?.Node.Type === 'ACCOUNT' ? part.Node : null;
  const state = facts.State;
  const attached = complete && levels && policiesOn ? countAbove(levels, policiesOn, enabledTypes) : undefined;
  return (
    <>
      <DetailsPage
        title={facts.Name}
        breadcrumbs={CRUMBS}
        badge={isManagement ? <Badge tone="accent">management account</Badge> : undefined}
        actions={
          <>
            {managing && node ? <AccountMenu account={node} isManagement={isManagement} ask={setQuestion} /> : null}
            {managing && !isManagement && state === 'ACTIVE' ? (
              <SwitchRole id={id} name={facts.Name} roleName={part?.AccessRole} />
            ) : null}
          </>
        }
        notices={state === 'ACTIVE' ? null : <StateNotice state={state} />}
        summary={[
          { label: 'Account ID', value: <CopyText text={id} what="account ID" mono /> },
          { label: 'ARN', value: <CopyArn arn={facts.Arn} /> },
          { label: 'State', value: <StatusIndicator state={state} /> },
          { label: 'Email address', value: <Secret>{facts.Email}</Secret> },
          ...(node?.Enforcement
            ? [{ label: 'Its own policies', value: <EnforcementBadge enforcement={node.Enforcement} /> }]
            : []),
          { label: 'Place', value: part ? <NodePath above={part.Above} /> : facts.Paths[0] },
          {
            label: 'Joined',
            value: (
              <>
                <Time value={facts.JoinedTimestamp} format="absolute" />
                {facts.JoinedMethod === 'CREATED' ? ', created by the organization' : ', by invitation'}
              </>
            ),
          },
          ...(showsCosts ? [{ label: 'Cost this month', value: <CostThisMonth id={id} /> }] : []),
        ]}
        tabs={[
          {
            id: 'policies',
            label: 'Policies',
            count: attached,
            content: (
              <>
                {isManagement ? <ManagementNotice /> : null}
                <NodePolicies id={id} />
              </>
            ),
          },
          ...(managing ? [{ id: 'last-accessed', label: 'Last accessed', content: <ServicesAccessed id={id} /> }] : []),
          ...(administers ? [{ id: 'people', label: 'People', content: <PeopleWithAccess id={id} /> }] : []),
          { id: 'access', label: 'Access', content: <AccessExplorer principal={rootUserArn('aws', id)} /> },
          {
            id: 'contacts',
            label: 'Contacts',
            content: (
              <div className="space-y-4">
                <ContactsPanels accountId={id === caller.data?.Account ? undefined : id} />
              </div>
            ),
          },
          { id: 'tags', label: 'Tags', content: <ResourceTags id={id} noun="account" /> },
        ]}
      />
      <NodeDialog question={question} onClose={() => setQuestion(null)} goTo={paths.accounts} />
    </>
  );
}

/** Renders the Switch role link. @param roleName undefined until it is known, null if no role trusts the management account */
function SwitchRole({ id, name, roleName }: { id: string; name: string | undefined; roleName: string | null | undefined }) {
  if (roleName === undefined) return null;
  return roleName === null ? (
    <Button disabledReason="No role in the account trusts this account. In an invited account, an administrator must create one">
      Switch role
    </Button>
  ) : (
    <ButtonLink variant="primary" href={paths.switchRole({ account: id, roleName, displayName: name })}>
      Switch role
    </ButtonLink>
  );
}

type AccountMenuProps = { account: AccountNode; isManagement: boolean; ask: (question: NodeQuestion) => void };

function AccountMenu({ account, isManagement, ask }: AccountMenuProps) {
  const missing = useMissing();
  const stays = isManagement ? 'The management account can’t be moved, closed or removed' : null;
  const isClosed = account.State === 'PENDING_CLOSURE' || account.State === 'CLOSED';
  return (
    <MenuButton
      label="Actions"
      entries={[
        { label: 'Rename…', disabledReason: missing('account:PutAccountName'), onSelect: () => ask({ kind: 'rename', account }) },
        {
          label: 'Move…',
          disabledReason: missing('organizations:MoveAccount'),
          onSelect: () => ask({ kind: 'move', accounts: [account] }),
        },
        {
          label: 'Remove from organization…',
          disabledReason: stays ?? missing('organizations:RemoveAccountFromOrganization') ?? whyNotRemovable(account),
          onSelect: () => ask({ kind: 'remove', account }),
        },
        { label: 'View effective policies', href: effectivePolicyHref(account.Id) },
        { type: 'separator' },
        isClosed
          ? {
              label: 'Reopen…',
              disabledReason: missing('gatehouse:ReopenAccount'),
              onSelect: () => ask({ kind: 'reopen', account }),
            }
          : {
              label: 'Close…',
              danger: true,
              disabledReason:
                stays ?? (account.State === 'ACTIVE' ? missing('organizations:CloseAccount') : 'The account is not active'),
              onSelect: () => ask({ kind: 'close', account }),
            },
      ]}
    />
  );
}

function StateNotice({ state }: { state: string }) {
  return (
    <Alert kind="warning">
      {state === 'PENDING_CLOSURE' || state === 'CLOSED'
        ? 'This account is closed. All its sign-ins and calls are denied. Within 90 days, you can reopen it under Actions, or its root user can reopen it at sign-in. In AWS, AWS Support reopens accounts.'
        : 'This account is not active. All its sign-ins and calls are denied.'}
    </Alert>
  );
}

function ManagementNotice() {
  return (
    <Alert kind="info" className="mb-4">
      Service and resource control policies never apply to the management account, even if it has or inherits some.
    </Alert>
  );
}
