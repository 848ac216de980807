'use client';

import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { Panel } from '@/components/ui/panel';
import { InIdentityCenter } from './in-identity-center';
import { instanceFacts } from './instance-facts';

/** Renders the first page of IAM Identity Center. */
export function Dashboard() {
  return (
    <>
      <PageHeader
        title="IAM Identity Center"
        description="People sign in once and reach the accounts of the organization that you assign to them, without IAM users."
      />
      <InIdentityCenter>
        {(instance) => (
          <Panel title="Settings summary">
            <KeyValue items={instanceFacts(instance)} />
          </Panel>
        )}
      </InIdentityCenter>
    </>
  );
}
