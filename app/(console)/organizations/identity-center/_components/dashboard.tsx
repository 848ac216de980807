'use client';

import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { InIdentityCenter } from './in-identity-center';
import { instanceFacts } from './instance-facts';
import { PortalUrl } from './portal-url';

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
            <Panel
              title="AWS access portal"
              description="People sign in here, and see the accounts and permission sets that they have."
              actions={
                <ButtonLink href={paths.portal(instance.IdentityStoreId)} target="_blank" rel="noopener">
                  Open the access portal
                </ButtonLink>
              }
            >
              <PortalUrl store={instance.IdentityStoreId} />
            </Panel>
            <Panel title="Settings summary">
              <KeyValue items={instanceFacts(instance)} />
            </Panel>
          </div>
        )}
      </InIdentityCenter>
    </>
  );
}
