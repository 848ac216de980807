'use client';

import dynamic from 'next/dynamic';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { Field } from '@/components/ui/field/field';
import { Panel } from '@/components/ui/panel';
import { UrlTabs } from '@/components/ui/tabs';
import { type AccountChoice, AccountChooser } from '../../../account-chooser';
import { GatedPage, IDENTITY_CENTER } from '../../_components/in-identity-center';
import { migrationQuery } from '../queries';

// Loaded when an account is chosen.
const OldCredentials = dynamic(() => import('./old-credentials').then((module) => module.OldCredentials));
const PlanParts = dynamic(() => import('./plan-parts').then((module) => module.PlanParts));
const PlanUsers = dynamic(() => import('./plan-users').then((module) => module.PlanUsers));

const TITLE = 'Migrate IAM users';

/** Renders the page that makes people of IAM Identity Center of an account's IAM users. */
export function MigratePage() {
  return <GatedPage title={TITLE}>{() => <Migration />}</GatedPage>;
}

function Migration() {
  const [account, setAccount] = useQueryState('account', parseAsString.withOptions({ history: 'push' }));
  const [choice, setChoice] = useState<AccountChoice | null>(null);
  const chosen =
    account === null ? null : choice?.value === account ? choice : { value: account, label: account, description: '' };
  return (
    <>
      <PageHeader
        title={TITLE}
        breadcrumbs={[IDENTITY_CENTER]}
        description="Turn the IAM users of an account into people with equal access, compare the access before anything changes, and stop the old credentials."
      />
      <div className="space-y-4">
        <Panel>
          <div className="max-w-xl">
            <Field
              label="Account"
              description="Its users are read through the role OrganizationAccountAccessRole, unless it is your own."
            >
              <AccountChooser
                chosen={chosen}
                without={undefined}
                onChange={(next) => {
                  setChoice(next);
                  void setAccount(next?.value ?? null);
                }}
              />
            </Field>
          </div>
        </Panel>
        {account === null ? (
          <Panel>
            <EmptyState
              title="No account chosen"
              description="Choose the account whose IAM users should become people. Nothing changes yet."
            />
          </Panel>
        ) : (
          <OfAccount key={account} accountId={account} />
        )}
      </div>
    </>
  );
}

function OfAccount({ accountId }: { accountId: string }) {
  const read = useRead(migrationQuery(accountId));
  return (
    <ReadBox read={read} what="the IAM users of this account">
      {(plan) =>
        plan.Users.length === 0 ? (
          <Panel>
            <EmptyState title="No IAM users" description={`The account ${plan.AccountName} has no IAM users to migrate.`} />
          </Panel>
        ) : (
          <UrlTabs
            label="Steps of the migration"
            tabs={[
              { id: 'users', label: 'Users and proof', count: plan.Users.length, content: <PlanUsers plan={plan} read={read} /> },
              {
                id: 'parts',
                label: 'Permission sets and groups',
                count: plan.PermissionSets.length + plan.Groups.length,
                content: <PlanParts plan={plan} />,
              },
              { id: 'credentials', label: 'Old credentials', content: <OldCredentials plan={plan} /> },
            ]}
          />
        )
      }
    </ReadBox>
  );
}
