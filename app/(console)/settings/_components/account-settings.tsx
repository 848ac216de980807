'use client';

import { RootUsePanel } from '@/app/(console)/_client/root-use-panel';
import { useRead } from '@/components/console/kit/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { StoredData } from '@/components/console/page/stored-data';
import { Time } from '@/components/console/page/time';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Panel } from '@/components/ui/panel';
import { Secret } from '@/components/ui/secret';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { ContactsPanels } from '../contacts/contacts-panels';
import { accountSettingsQuery } from '../queries';
import { AccountEdits } from './account-edits';
import { EnforcementPanel } from './enforcement-panel';
import { RehearsalPanel } from './rehearsal-panel';
import { RootOnly } from './root-only';
import { SessionTokensPanel } from './session-tokens-panel';
import { SupportPlanPanel } from './support-plan-panel';

/** The account's settings: name, contacts and enforcement. */
export function AccountSettings({ isRoot, mayReadRootUse }: { isRoot: boolean; mayReadRootUse: boolean }) {
  const read = useRead(accountSettingsQuery());
  const { data, error } = read;
  return (
    <>
      <PageHeader
        title="Account settings"
        info={<HelpLink />}
        description="Manage the name and contacts of this account, and how Gatehouse enforces policies in it."
      />
      <ReadError read={read} what="the settings of this account" />
      {!data && !error ? <Skeleton className="h-96" /> : null}
      {data ? (
        <div className="space-y-4">
          <Panel title="Account" actions={<AccountEdits account={data} isRoot={isRoot} />}>
            <KeyValue
              columns={3}
              items={[
                { label: 'Account ID', value: <CopyText text={data.AccountId} what="account ID" mono /> },
                { label: 'Account name', value: data.AccountName },
                { label: 'Alias', value: data.AccountAlias },
                { label: 'Root user email address', value: <Secret>{data.Email}</Secret> },
                { label: 'Created', value: <Time value={data.CreatedAt} format="absolute" /> },
                {
                  label: 'Organization',
                  value: data.OrganizationId ? <TextLink href={paths.accounts}>{data.OrganizationId}</TextLink> : 'None',
                },
                { label: 'Management account', value: managementText(data) },
                { label: 'Password policy', value: <TextLink href={paths.iamAccountSettings}>IAM account settings</TextLink> },
              ]}
            />
          </Panel>
          <Panel title="Stored data">
            <StoredData label="In resources and snapshots" bytes={data.StoredData.bytes} quota={data.StoredData.quota} />
          </Panel>
          {data.RehearsalOf ? <RehearsalPanel of={data.RehearsalOf} since={data.RehearsalSince} /> : null}
          <EnforcementPanel key={data.Enforcement} account={data} />
          <ContactsPanels />
          <SupportPlanPanel plan={data.SupportPlan} offered={data.SupportPlans} />
          <SessionTokensPanel />
          {mayReadRootUse ? <RootUsePanel accountId={data.AccountId} reach="account" /> : null}
          <RootOnly account={data} isRoot={isRoot} />
        </div>
      ) : null}
      <SettingsHelp />
    </>
  );
}

function managementText({ AccountId, ManagementAccountId }: { AccountId: string; ManagementAccountId?: string }) {
  return AccountId === ManagementAccountId ? 'This account' : ManagementAccountId;
}

function SettingsHelp() {
  return (
    <HelpPanel title="Account settings">
      <h3>Only the root user</h3>
      <p>
        The email address, IAM access to the billing pages and closing the account, all on this page; the password and access keys
        under My security credentials. AWS sends a code to confirm a new address. Gatehouse sends no email and requires the
        password instead.
      </p>
      <h3>Name and contacts</h3>
      <p>
        The root user, and users and roles with <code>account:PutAccountName</code>, <code>account:PutContactInformation</code> or{' '}
        <code>account:PutAlternateContact</code>. For a member account, also the management account, if{' '}
        <code>account.amazonaws.com</code> has trusted access.
      </p>
      <h3>Stored data</h3>
      <p>
        Objects, items, messages, secrets and variables with their names and tags, resource policies, and snapshots. Deleting them
        frees space at once. A write that exceeds the quota fails. The operator of the server sets the quota with{' '}
        <code>QUOTAS</code>.
      </p>
      <h3>Enforcement</h3>
      <p>AWS always enforces policies. This switch exists only in Gatehouse, to find out what a policy would break.</p>
      <h3>Who can change it</h3>
      <p>
        The root user, and users and roles with both <code>gatehouse:PutAccountEnforcement</code> and{' '}
        <code>iam:PutAccountEnforcement</code>: usually an administrator. This is enforced in every mode.
      </p>
      <h3>Guardrails</h3>
      <p>
        The service and resource control policies of an organization are enforced in every mode, so an account cannot bypass them.
        The management account sees the mode in the organization tree and each change in its own event history.
      </p>
      <h3>Preventing changes by members</h3>
      <p>
        To prevent members from changing the mode, attach an SCP that denies <code>gatehouse:PutAccountEnforcement</code>. An SCP
        that limits Regions or services does not prevent it, because the operation does not exist in AWS.
      </p>
      <h3>Other accounts</h3>
      <p>Policies of another account, such as a role’s trust policy, are enforced whatever mode this account uses.</p>
    </HelpPanel>
  );
}
