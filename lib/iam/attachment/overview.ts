import { callerMay } from '../../core/authorization/authorize';
import { type List, readListPage } from '../../core/list/list';
import type { ListInput, ListPage } from '../../core/list/schema';
import type { Search } from '../../core/module/resource';
import { defineOperation, type Scope } from '../../core/operation';
import { readInChunks } from '../../core/work/bulk';
import { type EntityRow, type EntityType, entityArn } from '../entity';
import { Group } from '../group/resource';
import { findPolicy, policyCheck, readAttached, requirePolicy } from '../policy/rows';
import { Role } from '../role/resource';
import { isServiceLinked } from '../role/rows';
import { User } from '../user/resource';
import { ListPolicyEntityOverviewsInput, ListPolicyTargetOverviewsInput } from './schema';

/** A user, group or role in the lists about a policy. */
export type EntityOverview = { Type: EntityType; Name: string };

type TypedRow = EntityRow & { type: EntityType; nameKey: string };

const TYPES = ['User', 'Group', 'Role'] as const satisfies EntityType[];
/** The console's names of the entity types. */
const WORDS: Record<EntityType, string> = { User: 'User', Group: 'User group', Role: 'Role' };
const ROWS_AT_ONCE = 1000;

const entityList: List<TypedRow, Record<never, never>> = {
  rows: readEntities,
  name: ({ type, name }) => `${type}/${name}`,
  resource: (row, scope) => entityArn(scope, row.type, row),
  tagsId: ({ id }) => id,
  key: ({ type, nameKey }) => `${TYPES.indexOf(type)}/${nameKey}`,
  parts: {},
  sort: 'type',
  fields: {
    name: { sort: ({ name }) => name, filter: ({ name }) => name },
    type: { sort: ({ type }) => TYPES.indexOf(type), filter: ({ type }) => WORDS[type] },
  },
};

async function* readEntities({ db, accountId }: Scope): AsyncGenerator<readonly TypedRow[]> {
  const select = { id: true, accountId: true, name: true, nameKey: true, path: true } as const;
  const query = (after: string, take: number) =>
    ({ where: { accountId, nameKey: { gt: after } }, orderBy: { nameKey: 'asc' }, take }) as const;
  const boundary = { ...select, permissionsBoundary: true } as const;
  const fetches = {
    User: (after: string, take: number) => db.user.findMany({ ...query(after, take), select: boundary }),
    Group: (after: string, take: number) => db.group.findMany({ ...query(after, take), select }),
    Role: (after: string, take: number) => db.role.findMany({ ...query(after, take), select: boundary }),
  } satisfies Record<EntityType, (after: string, take: number) => Promise<Omit<TypedRow, 'type'>[]>>;
  for (const type of TYPES) {
    const chunks = readInChunks<Omit<TypedRow, 'type'>>(fetches[type], ({ nameKey }) => nameKey, ROWS_AT_ONCE);
    for await (const rows of chunks) yield rows.map((row) => ({ ...row, type }));
  }
}

async function toPage(scope: Scope, input: ListInput, among: (row: TypedRow) => boolean): Promise<ListPage<EntityOverview>> {
  const { Rows, ...page } = await readListPage(scope, entityList, input, among);
  return { ...page, Rows: Rows.map(({ row: { type, name } }) => ({ Type: type, Name: name })) };
}

/**
 * Lists the entities of ListEntitiesForPolicy for the console, searched and sorted: those that use a policy as permissions or as
 * boundary.
 */
export const ListPolicyEntityOverviews = defineOperation({
  service: 'iam',
  name: 'ListPolicyEntityOverviews',
  access: 'List',
  input: ListPolicyEntityOverviewsInput,
  target: ({ PolicyArn }, scope) => findPolicy(scope, PolicyArn),
  checks: ({ PolicyArn }, scope, policy) => policyCheck('iam:ListEntitiesForPolicy', scope, PolicyArn, policy),
  run: async (input, scope, policy) => {
    const { arn } = requirePolicy(policy, input.PolicyArn);
    if (input.PolicyUsageFilter === 'PermissionsBoundary')
      return toPage(scope, input, ({ permissionsBoundary }) => permissionsBoundary === arn);
    const attached = await readAttached(scope, arn);
    return toPage(scope, input, ({ id }) => attached.has(id));
  },
});

const RESOURCES = { User, Group, Role } as const satisfies Record<EntityType, { search?: Search }>;

/**
 * Lists the users, groups and roles that a policy can be attached to, without those known to have it. `NotListed` names the types
 * that the caller may not list.
 */
export const ListPolicyTargetOverviews = defineOperation({
  service: 'iam',
  name: 'ListPolicyTargetOverviews',
  access: 'List',
  input: ListPolicyTargetOverviewsInput,
  target: ({ PolicyArn }, scope) => findPolicy(scope, PolicyArn),
  // Each type is checked separately.
  checks: () => [],
  run: async (input, scope, policy) => {
    const { arn } = requirePolicy(policy, input.PolicyArn);
    const may = await callerMay(scope);
    const [check] = await policyCheck('iam:ListEntitiesForPolicy', scope, input.PolicyArn, policy);
    const attached = check && (await may(check)) ? await readAttached(scope, arn) : new Set<string>();
    const NotListed: EntityType[] = [];
    for (const type of TYPES) {
      const { search } = RESOURCES[type];
      if (!search || !(await may(search.listing(scope)))) NotListed.push(type);
    }
    const page = await toPage(
      scope,
      input,
      // In AWS, only the service attaches policies to its service-linked role.
      (row) => !NotListed.includes(row.type) && !attached.has(row.id) && !(row.type === 'Role' && isServiceLinked(row)),
    );
    return { ...page, NotListed };
  },
});
