'use client';

import { useState } from 'react';
import { FormPage } from '@/components/console/form/form-page';
import { servedFiltersOf } from '@/components/console/kit/columns';
import { ListTable } from '@/components/console/kit/list-table';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { FIRST_CHOICES } from '@/components/console/table/table-url';
import { Alert } from '@/components/ui/alert';
import { paths } from '@/lib/console/paths';
import { policyName } from '../../_components/boundary/boundary-section';
import { attachPolicies } from '../../actions';
import { policyTargetsQuery } from '../queries';
import { ENTITY_COLUMNS, entityId, toEntity } from './entities-tab';

const WORDS = { User: 'users', Group: 'user groups', Role: 'roles' };
const FILTERS = servedFiltersOf(ENTITY_COLUMNS);
const PREFERENCES = { pageSize: 10 } as const;

/** Renders the page that attaches a policy to users, groups and roles. */
export function AttachPolicyPage({ arn }: { arn: string }) {
  const [selected, setSelected] = useState<readonly string[]>([]);
  const name = policyName(arn);
  const back = paths.policy(arn, 'entities');
  const notListed = useRead(policyTargetsQuery(arn, FIRST_CHOICES)).data?.NotListed ?? [];
  const chosen = selected.map(toEntity);
  const operation = useOperation(attachPolicies, {
    success: () => ({
      text: `${name} was attached to ${chosen.length === 1 ? chosen[0]?.name : `${chosen.length} entities`}.`,
      link: { href: back, label: 'View policy' },
    }),
    goTo: () => back,
    handlesError: () => true,
  });
  return (
    <FormPage
      title={`Attach ${name}`}
      crumb="Attach"
      description="Attach the policy to users, groups and roles that don’t have it yet."
      breadcrumbs={[
        { label: 'Policies', href: paths.policies },
        { label: name, href: back },
      ]}
      submitLabel="Attach policy"
      cancelHref={back}
      pending={operation.running}
      error={operation.error}
      dirty={chosen.length > 0}
      disabledReason={chosen.length === 0 ? 'Choose at least one entity' : undefined}
      onSubmit={() => void operation.run({ entities: chosen, arns: [arn] })}
    >
      {notListed.length > 0 ? (
        <Alert kind="info" title={`Without ${notListed.map((type) => WORDS[type]).join(' and ')}`}>
          You don’t have permission to list them.
        </Alert>
      ) : null}
      <ListTable
        query={(input) => policyTargetsQuery(arn, input)}
        id="attach-entities"
        layout="panel"
        urlKey={false}
        title="IAM entities"
        noun="entities"
        columns={ENTITY_COLUMNS}
        filterProperties={FILTERS}
        rowId={entityId}
        defaultPreferences={PREFERENCES}
        rowName={({ Name }) => Name}
        selection="multi"
        selectedIds={selected}
        onSelectionChange={setSelected}
        empty={{ title: 'No entities', description: 'All users, groups and roles that you can view have the policy.' }}
      />
    </FormPage>
  );
}
