'use client';

import { useState } from 'react';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { useRead } from '@/app/(console)/_client/use-read';
import { ConfirmDelete } from '@/components/console/form/confirm-delete';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Button } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { ENTITY_NOUN, type Entity } from '@/lib/console/entity';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListEntitiesForPolicy } from '@/lib/iam/policy/entities-for-policy-operations';
import { policyName } from '../../_components/boundary-section';
import { detachPolicy } from '../../actions';
import { policyEntitiesQuery } from '../queries';

type Entities = Json<OutputOf<typeof ListEntitiesForPolicy>>;

const HREF = { users: paths.user, groups: paths.group, roles: paths.role };
const TYPE = { users: 'User', groups: 'User group', roles: 'Role' };

export function toEntities({ PolicyUsers, PolicyGroups, PolicyRoles }: Entities): Entity[] {
  return [
    ...PolicyUsers.map(({ UserName }): Entity => ({ kind: 'users', name: UserName })),
    ...PolicyGroups.map(({ GroupName }): Entity => ({ kind: 'groups', name: GroupName })),
    ...PolicyRoles.map(({ RoleName }): Entity => ({ kind: 'roles', name: RoleName })),
  ];
}

export const entityId = ({ kind, name }: Entity) => `${kind}/${name}`;

export const ENTITY_COLUMNS: readonly ColumnDefinition<Entity>[] = [
  {
    id: 'name',
    header: 'Entity name',
    rowHeader: true,
    value: ({ name }) => name,
    cell: ({ kind, name }) => <TextLink href={HREF[kind](name, 'permissions')}>{name}</TextLink>,
  },
  { id: 'type', header: 'Entity type', value: ({ kind }) => TYPE[kind] },
];

export const ENTITY_FILTERS: readonly TableFilterProperty<Entity>[] = [
  { key: 'name', label: 'Entity name', value: ({ name }) => name },
  { key: 'type', label: 'Entity type', value: ({ kind }) => TYPE[kind], values: Object.values(TYPE) },
];

/** Who has the policy, as permissions and as boundary. */
export function EntitiesTab({ arn, attachable }: { arn: string; attachable: boolean }) {
  const attached = useRead(policyEntitiesQuery(arn, 'PermissionsPolicy'));
  const limited = useRead(policyEntitiesQuery(arn, 'PermissionsBoundary'));
  const [selected, setSelected] = useState<string[]>([]);
  const [detaching, setDetaching] = useState(false);
  const rows = attached.data ? toEntities(attached.data) : undefined;
  const chosen = rows?.filter((entity) => selected.includes(entityId(entity))) ?? [];
  const [first] = chosen;
  const what = chosen.length === 1 && first ? `the ${ENTITY_NOUN[first.kind]} ${first.name}` : `${chosen.length} entities`;
  const operation = useOperation(detachPolicy, {
    success: () => ({ text: `${policyName(arn)} was detached from ${what}.` }),
    handlesError: () => true,
    onSuccess: () => {
      setDetaching(false);
      setSelected([]);
    },
  });
  return (
    <div className="space-y-4">
      <ResourceTable
        id="policy-entities"
        layout="panel"
        urlKey="entities-"
        title="Attached as a permissions policy"
        noun="entities"
        columns={ENTITY_COLUMNS}
        filterProperties={ENTITY_FILTERS}
        rows={rows}
        rowId={entityId}
        rowName={({ name }) => name}
        selection="multi"
        selectedIds={selected}
        onSelectionChange={setSelected}
        onRefresh={attached.refetch}
        refreshing={attached.fetching}
        error={attached.error}
        buttons={
          <Button
            disabledReason={chosen.length === 0 ? 'Select entities to detach it from' : undefined}
            onClick={() => setDetaching(true)}
          >
            Detach
          </Button>
        }
        primary={
          attachable
            ? { label: 'Attach', href: paths.attachPolicy(arn) }
            : { label: 'Attach', onSelect: () => {}, disabledReason: 'Only AWS services attach this policy' }
        }
        empty={{ title: 'Not attached', description: 'No user, group or role has this policy.' }}
      />
      <ResourceTable
        id="policy-boundaries"
        layout="panel"
        urlKey="boundaries-"
        title="Used as a permissions boundary"
        noun="entities"
        columns={ENTITY_COLUMNS}
        filterProperties={ENTITY_FILTERS}
        rows={limited.data ? toEntities(limited.data) : undefined}
        rowId={entityId}
        rowName={({ name }) => name}
        onRefresh={limited.refetch}
        refreshing={limited.fetching}
        error={limited.error}
        empty={{ title: 'No boundary', description: 'It limits no user or role.' }}
      />
      <ConfirmDelete
        open={detaching}
        onOpenChange={setDetaching}
        title={`Detach ${policyName(arn)} from ${what}?`}
        confirmLabel="Detach"
        pending={operation.running}
        error={operation.error}
        onConfirm={() => void operation.run({ entities: chosen, arn })}
      >
        What only this policy allows {chosen.length === 1 ? 'it' : 'them'} is no longer allowed.
      </ConfirmDelete>
    </div>
  );
}
