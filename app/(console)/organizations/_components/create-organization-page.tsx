'use client';

import { FormPage } from '@/components/console/form/form-page';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { KeyValue } from '@/components/console/page/key-value';
import { Alert } from '@/components/ui/alert';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { createOrganization } from '../actions';
import { callerQuery, organizationQuery } from '../queries';

/** Renders the page that creates an organization with this account as its management account. */
export function CreateOrganizationPage() {
  const caller = useRead(callerQuery());
  const organization = useRead(organizationQuery());
  const inside = organization.data?.Organization?.Id;
  const missing = useMissing()('organizations:CreateOrganization');
  const operation = useOperation(createOrganization, {
    success: (_, { Organization }) => ({ text: `The organization ${Organization.Id} was created.` }),
    goTo: () => paths.accounts,
    handlesError: () => true,
  });
  return (
    <FormPage
      title="Create an organization"
      submitLabel="Create organization"
      cancelHref={paths.accounts}
      onSubmit={() => void operation.run({ FeatureSet: 'ALL' })}
      pending={operation.running}
      missing={inside ? `This account is already in the organization ${inside}` : missing}
      error={operation.error}
    >
      <Panel title="New organization">
        <div className="space-y-4">
          <KeyValue
            columns={3}
            items={[
              { label: 'Management account', value: caller.data?.Account },
              { label: 'Feature set', value: 'All features' },
              { label: 'Policy types', value: 'Disabled at first' },
            ]}
          />
          <ul className="list-disc space-y-1 pl-5 text-ink-2">
            <li>
              This account becomes the management account. Only the management account creates and moves accounts and attaches
              policies, and it pays for all accounts. You cannot change the management account later.
            </li>
            <li>
              The root contains all accounts. To limit accounts, enable service control policies under Policies and attach them.
              Without policies, nothing is limited.
            </li>
            <li>
              The service-linked role <code className="font-mono text-sm">AWSServiceRoleForOrganizations</code> is created in this
              account.
            </li>
          </ul>
          <Alert kind="info">
            Guardrails never apply to the management account. Keep workloads and everyday users in member accounts.
          </Alert>
        </div>
      </Panel>
    </FormPage>
  );
}
