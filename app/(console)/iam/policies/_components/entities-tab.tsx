'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { ListTable } from '@/components/console/kit/list-table';
import type { ColumnDefinition } from '@/components/console/table/resource-table-types';
import { Button } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { ENTITY_NOUN, type Entity } from '@/lib/console/entity';
import { paths } from '@/lib/console/paths';
import type { FilterProperty } from '@/lib/core/list/filter-query';
import { keysOf, oneOf } from '@/lib/core/text/lists';
import type { EntityOverview } from '@/lib/iam/attachment/overview';
import { policyName } from '../../_components/boundary-section';
import { useMissingAttachments } from '../../_components/use-missing-attachments';
import { detachPolicy } from '../../actions';
import { policyEntitiesQuery } from '../queries';

const HREF = { User: paths.user, Group: paths.group, Role: paths.role };
const TYPE = { User: 'User', Group: 'User group', Role: 'Role' };
const KIND = { User: 'users', Group: 'groups', Role: 'roles' } as const;

export const entityId = ({ Type, Name }: EntityOverview) => `${Type}/${Name}`;

/** Returns the entity of a row's ID. */
export function toEntity(id: string): Entity {
  const at = id.indexOf('/');
  return { kind: KIND[oneOf(keysOf(KIND), id.slice(0, at))], name: id.slice(at + 1) };
}

export const ENTITY_COLUMNS: readonly ColumnDefinition<EntityOverview>[] = [
  {
    id: 'name',
    header: 'Entity name',
    rowHeader: true,
    value: ({ Name }) => Name,
    cell: ({ Type, Name }) => <TextLink href={HREF[Type](Name, 'permissions')}>{Name}</TextLink>,
  },
  { id: 'type', header: 'Entity type', value: ({ Type }) => TYPE[Type] },
];

export const ENTITY_FILTERS: readonly FilterProperty[] = [
  { key: 'name', label: 'Entity name' },
  { key: 'type', label: 'Entity type', values: Object.values(TYPE) },
];

/** Renders the entities with the policy, attached or as boundary. */
export function EntitiesTab({ arn, attachable }: { arn: string; attachable: boolean }) {
  const { attach, detach } = useMissingAttachments();
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [detaching, setDetaching] = useState(false);
  const chosen = selected.map(toEntity);
  const [first] = chosen;
  const what = chosen.length === 1 && first ? `the ${ENTITY_NOUN[first.kind]} ${first.name}` : `${chosen.length} entities`;
  return (
    <div className="space-y-4">
      <ListTable
        query={(input) => policyEntitiesQuery(arn, 'PermissionsPolicy', input)}
        id="policy-entities"
        layout="panel"
        urlKey="entities-"
        title="Attached as a permissions policy"
        noun="entities"
        columns={ENTITY_COLUMNS}
        filterProperties={ENTITY_FILTERS}
        rowId={entityId}
        rowName={({ Name }) => Name}
        selection="multi"
        selectedIds={selected}
        onSelectionChange={setSelected}
        buttons={
          <Button
            disabledReason={chosen.length === 0 ? 'Select entities to detach it from' : detach}
            onClick={() => setDetaching(true)}
          >
            Detach
          </Button>
        }
        primary={
          attachable
            ? { label: 'Attach', href: paths.attachPolicy(arn), disabledReason: attach }
            : { label: 'Attach', onSelect: () => {}, disabledReason: 'Only AWS services attach this policy' }
        }
        empty={{ title: 'Not attached', description: 'No user, group or role has this policy.' }}
      />
      <ListTable
        query={(input) => policyEntitiesQuery(arn, 'PermissionsBoundary', input)}
        id="policy-boundaries"
        layout="panel"
        urlKey="boundaries-"
        title="Used as a permissions boundary"
        noun="entities"
        columns={ENTITY_COLUMNS}
        filterProperties={ENTITY_FILTERS}
        rowId={entityId}
        rowName={({ Name }) => Name}
        empty={{ title: 'No boundary', description: 'It does not limit any user or role.' }}
      />
      {detaching ? (
        <ConfirmDialog
          title={`Detach ${policyName(arn)} from ${what}?`}
          confirmLabel="Detach"
          action={detachPolicy}
          input={{ entities: chosen, arn }}
          success={`${policyName(arn)} was detached from ${what}.`}
          onDone={() => setSelected([])}
          onClose={() => setDetaching(false)}
        >
          Actions that only this policy allows {chosen.length === 1 ? 'it' : 'them'} are no longer allowed.
        </ConfirmDialog>
      ) : null}
    </div>
  );
}
