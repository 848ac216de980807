'use client';

import { confirmation } from '@/components/console/kit/act';
import { type Column, columnsOf } from '@/components/console/kit/columns';
import { servedListPage } from '@/components/console/kit/list-page';
import { ENTITY_NOUN, type Entity } from '@/lib/console/entity';
import { paths } from '@/lib/console/paths';
import { keysOf, oneOf } from '@/lib/core/text/lists';
import type { EntityOverview } from '@/lib/iam/attachment/overview';
import { policyName } from '../../_components/boundary/boundary-section';
import { noAttachment } from '../../_components/policies/no-attachment';
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

const column = columnsOf<EntityOverview>();

export const ENTITY_COLUMNS: readonly Column<EntityOverview>[] = [
  column.name(
    'name',
    'Entity name',
    ({ Name }) => Name,
    ({ Type, Name }) => HREF[Type](Name, 'permissions'),
  ),
  column.text('type', 'Entity type', ({ Type }) => TYPE[Type], { filter: Object.values(TYPE) }),
];

const LIST = {
  one: 'entity',
  many: 'entities',
  columns: ENTITY_COLUMNS,
  rowId: entityId,
  rowName: ({ Name }: EntityOverview) => Name,
};

type AttachedProps = { arn: string; attachable: boolean };

const Attached = servedListPage(({ arn, attachable }: AttachedProps) => ({
  ...LIST,
  id: 'policy-entities',
  panel: 'entities-',
  title: 'Attached as a permissions policy',
  query: (input) => policyEntitiesQuery(arn, 'PermissionsPolicy', input),
  bulkButtons: [
    {
      label: 'Detach',
      why: (ids, { missing }) => (ids.length === 0 ? 'Select entities to detach it from' : noAttachment('Detach', missing)),
      opens: confirmation((ids: readonly string[]) => {
        const entities = ids.map(toEntity);
        const [first] = entities;
        const what = ids.length === 1 && first ? `the ${ENTITY_NOUN[first.kind]} ${first.name}` : `${ids.length} entities`;
        return {
          title: `Detach ${policyName(arn)} from ${what}?`,
          confirmLabel: 'Detach',
          action: detachPolicy,
          input: { entities, arn },
          success: `${policyName(arn)} was detached from ${what}.`,
          text: `Actions that only this policy allows ${ids.length === 1 ? 'it' : 'them'} are no longer allowed.`,
        };
      }),
    },
  ],
  create: {
    label: 'Attach',
    why: (_, { missing }) => (attachable ? noAttachment('Attach', missing) : 'Only AWS services attach this policy'),
    href: () => paths.attachPolicy(arn),
  },
  empty: { title: 'Not attached', description: 'No user, group or role has this policy.' },
}));

const Boundaries = servedListPage(({ arn }: { arn: string }) => ({
  ...LIST,
  id: 'policy-boundaries',
  panel: 'boundaries-',
  title: 'Used as a permissions boundary',
  query: (input) => policyEntitiesQuery(arn, 'PermissionsBoundary', input),
  empty: { title: 'No boundary', description: 'It does not limit any user or role.' },
}));

/** Renders the entities with the policy, attached or as boundary. */
export function EntitiesTab(props: AttachedProps) {
  return (
    <div className="space-y-4">
      <Attached {...props} />
      <Boundaries arn={props.arn} />
    </div>
  );
}
