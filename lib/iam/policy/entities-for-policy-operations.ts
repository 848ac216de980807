import { defineOperation, type Scope } from '../../core/operation';
import { readByIds } from '../../core/work/bulk';
import type { EntityRow, EntityType } from '../entity';
import { iamPageOf } from '../paging';
import { findPolicy, policyCheck, requirePolicy } from './rows';
import { ListEntitiesForPolicyInput } from './schema';

type Use = EntityRow & { type: EntityType };

/** Lists the users, groups and roles of the caller's account that have a policy attached or as boundary. */
export const ListEntitiesForPolicy = defineOperation({
  service: 'iam',
  name: 'ListEntitiesForPolicy',
  access: 'List',
  input: ListEntitiesForPolicyInput,
  target: ({ PolicyArn }, scope) => findPolicy(scope, PolicyArn),
  checks: ({ PolicyArn }, scope, policy) => policyCheck('iam:ListEntitiesForPolicy', scope, PolicyArn, policy),
  run: async (input, scope, policy) => {
    const { arn } = requirePolicy(policy, input.PolicyArn);
    const { EntityFilter, PathPrefix = '/', PolicyUsageFilter } = input;
    const attached = PolicyUsageFilter === 'PermissionsBoundary' ? [] : await readAttached(scope, arn);
    const limited = PolicyUsageFilter === 'PermissionsPolicy' ? [] : await readLimited(scope, arn);
    const uses = new Map([...attached, ...limited].map((use) => [use.id, use]));
    const wanted = [...uses.values()].filter(
      ({ type, path }) => path.startsWith(PathPrefix) && (EntityFilter === undefined || EntityFilter === type),
    );
    const list = ['ListEntitiesForPolicy', scope.accountId, arn, EntityFilter, PathPrefix, PolicyUsageFilter].join(':');
    const { items, ...page } = iamPageOf(list, wanted, input, ({ type, name }) => `${type}:${name.toLowerCase()}`);
    const of = (type: EntityType) => items.filter((item) => item.type === type);
    return {
      PolicyGroups: of('Group').map(({ id, name }) => ({ GroupName: name, GroupId: id })),
      PolicyUsers: of('User').map(({ id, name }) => ({ UserName: name, UserId: id })),
      PolicyRoles: of('Role').map(({ id, name }) => ({ RoleName: name, RoleId: id })),
      ...page,
    };
  },
});

async function readAttached({ db, accountId }: Scope, policyArn: string): Promise<Use[]> {
  const attachments = await db.policyAttachment.findMany({ where: { accountId, policyArn } });
  const of = (type: EntityType) => attachments.flatMap(({ entityType, entityId }) => (entityType === type ? entityId : []));
  const users = await readByIds(of('User'), (ids) => db.user.findMany({ where: { id: { in: ids } } }));
  const groups = await readByIds(of('Group'), (ids) => db.group.findMany({ where: { id: { in: ids } } }));
  const roles = await readByIds(of('Role'), (ids) => db.role.findMany({ where: { id: { in: ids } } }));
  return [...typed('User', users), ...typed('Group', groups), ...typed('Role', roles)];
}

async function readLimited({ db, accountId }: Scope, permissionsBoundary: string): Promise<Use[]> {
  const where = { accountId, permissionsBoundary };
  return [...typed('User', await db.user.findMany({ where })), ...typed('Role', await db.role.findMany({ where }))];
}

function typed(type: EntityType, rows: readonly EntityRow[]): Use[] {
  return rows.map((row) => ({ ...row, type }));
}
