'use client';

import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { Alert } from '@/components/ui/alert';
import { Panel } from '@/components/ui/panel';
import { InIdentityCenter } from './in-identity-center';
import { instanceFacts } from './instance-facts';

/** Renders the first page of IAM Identity Center. */
export function Dashboard() {
  return (
    <>
      <PageHeader
        title="IAM Identity Center"
        description="Manage the people of the organization, and the access to accounts that you assign to them."
      />
      <InIdentityCenter>
        {(instance) => (
          <div className="space-y-4">
            <Alert kind="info" title="The access portal is not available yet">
              You can manage users, groups, permission sets and assignments here and with the AWS CLI, and accounts get the roles.
              People cannot sign in with these users in this version of Gatehouse.
            </Alert>
            <Panel title="Settings summary">
              <KeyValue items={instanceFacts(instance)} />
            </Panel>
          </div>
        )}
      </InIdentityCenter>
    </>
  );
}
