'use client';

import { useQueries } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { useRead } from '@/app/(console)/_client/use-read';
import { FormPage } from '@/components/console/form/form-page';
import { ReadError } from '@/components/console/page/read-box';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { Entity } from '@/lib/console/entity';
import { paths } from '@/lib/console/paths';
import { policyName } from '../../_components/boundary-section';
import { attachPolicies } from '../../actions';
import { groupsQuery } from '../../groups/queries';
import { usersQuery } from '../../queries';
import { rolesQuery } from '../../roles/queries';
import { policyEntitiesQuery } from '../queries';
import { ENTITY_COLUMNS, ENTITY_FILTERS, entityId, toEntities } from './entities-tab';

/** Attaches one policy to users, groups and roles. */
export function AttachPolicyPage({ arn }: { arn: string }) {
  const [selected, setSelected] = useState<string[]>([]);
  const name = policyName(arn);
  const back = paths.policy(arn, 'entities');
  const { entities, failures, pending } = useAllEntities();
  const attached = useRead(policyEntitiesQuery(arn, 'PermissionsPolicy')).data;
  const rows = useMemo(() => {
    const has = new Set(attached ? toEntities(attached).map(entityId) : []);
    return entities.filter((entity) => !has.has(entityId(entity)));
  }, [entities, attached]);
  const chosen = rows.filter((entity) => selected.includes(entityId(entity)));
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
      description="To users, groups and roles that do not have it yet."
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
      {failures.map(({ what, read }) => (
        <ReadError key={what} read={read} what={what} />
      ))}
      <ResourceTable
        id="attach-entities"
        layout="panel"
        urlKey={false}
        title="IAM entities"
        noun="entities"
        columns={ENTITY_COLUMNS}
        filterProperties={ENTITY_FILTERS}
        rows={pending ? undefined : rows}
        rowId={entityId}
        rowName={({ name: entity }) => entity}
        selection="multi"
        selectedIds={selected}
        onSelectionChange={setSelected}
        empty={{ title: 'No entities', description: 'Every user, group and role that you can list has the policy.' }}
      />
    </FormPage>
  );
}

/** Users, groups and roles; what the caller may not list is told and left out. */
function useAllEntities() {
  const [users, groups, roles] = useQueries({ queries: [usersQuery(), groupsQuery(), rolesQuery()] });
  const entities = useMemo(
    (): Entity[] => [
      ...(users.data?.ok ? users.data.data.Users : []).map(({ UserName = '' }): Entity => ({ kind: 'users', name: UserName })),
      ...(groups.data?.ok ? groups.data.data.Groups : []).map(
        ({ GroupName = '' }): Entity => ({ kind: 'groups', name: GroupName }),
      ),
      ...(roles.data?.ok ? roles.data.data.Roles : [])
        // AWS: only its service attaches policies to a service-linked role.
        .filter(({ Path }) => !Path?.startsWith('/aws-service-role/'))
        .map(({ RoleName = '' }): Entity => ({ kind: 'roles', name: RoleName })),
    ],
    [users.data, groups.data, roles.data],
  );
  const failures = [
    { what: 'users', query: users },
    { what: 'groups', query: groups },
    { what: 'roles', query: roles },
  ].flatMap(({ what, query }) =>
    query.data && !query.data.ok ? [{ what, read: { error: query.data.error, refetch: () => void query.refetch() } }] : [],
  );
  return { entities, failures, pending: users.isPending || groups.isPending || roles.isPending };
}
