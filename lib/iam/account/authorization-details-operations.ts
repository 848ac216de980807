import type { GroupDetail, ManagedPolicyDetail, PolicyDetail, RoleDetail, UserDetail } from '@aws-sdk/client-iam';
import { findManagedPolicy } from '@gatehouse/catalog/managed-policies';
import { defineOperation, type Scope } from '../../core/operation';
import { readTagsOf, type TagPair } from '../../core/tags';
import { zip } from '../../core/text/lists';
import { grouped, readByIds } from '../../core/work/bulk';
import { toGroup } from '../group/rows';
import { toInstanceProfiles } from '../instance-profile/rows';
import { iamPageOf } from '../paging';
import { toBoundary } from '../policy/arns';
import { encodeDocument } from '../policy/documents';
import {
  fromCatalog,
  fromRow,
  type ManagedPolicy,
  type PolicyUsage,
  readUsage,
  readVersions,
  toAttachedPolicy,
  toPolicy,
  toVersion,
  UNUSED,
} from '../policy/rows';
import { toLastUsed, toRoles } from '../role/rows';
import { toUser } from '../user/rows';
import { GetAccountAuthorizationDetailsInput } from './schema';

type Filter = 'User' | 'Group' | 'Role' | 'LocalManagedPolicy' | 'AWSManagedPolicy';
const ORDER: readonly Filter[] = ['User', 'Group', 'Role', 'LocalManagedPolicy', 'AWSManagedPolicy'];

/** An item of the list, ordered by type: users, groups, roles, then policies. */
type Item = { type: Filter; key: string; id: string };

/**
 * Returns everything that decides the access of the account's identities. As in AWS, only AWS managed policies in use are
 * included.
 */
export const GetAccountAuthorizationDetails = defineOperation({
  service: 'iam',
  name: 'GetAccountAuthorizationDetails',
  access: 'Read',
  input: GetAccountAuthorizationDetailsInput,
  checks: () => [{ action: 'iam:GetAccountAuthorizationDetails', resource: '*' }],
  run: async (input, scope) => {
    const { db, accountId } = scope;
    const filter = input.Filter && input.Filter.length > 0 ? input.Filter : ORDER;
    const usage = await readUsage(db, accountId);
    const list = `GetAccountAuthorizationDetails:${accountId}:${[...filter].sort().join()}`;
    const all = await readItems(scope, filter, usage);
    const { items, ...page } = iamPageOf(list, all, input, ({ type, key }) => `${ORDER.indexOf(type)}:${key}`);
    const ids = (type: Filter) => items.filter((item) => item.type === type).map(({ id }) => id);
    const hanging = await readHanging(
      scope,
      items.map(({ id }) => id),
    );
    return {
      UserDetailList: await readUsers(scope, ids('User'), hanging),
      GroupDetailList: await readGroups(scope, ids('Group'), hanging),
      RoleDetailList: await readRoles(scope, ids('Role'), hanging),
      Policies: await readPolicies(scope, ids('LocalManagedPolicy'), ids('AWSManagedPolicy'), usage),
      ...page,
    };
  },
});

async function readItems(
  { db, accountId }: Scope,
  filter: readonly Filter[],
  usage: ReadonlyMap<string, PolicyUsage>,
): Promise<Item[]> {
  const query = { where: { accountId }, select: { id: true, nameKey: true } };
  const items: Item[] = [];
  const add = (type: Filter, rows: readonly { id: string; nameKey: string }[]) =>
    items.push(...rows.map(({ id, nameKey }) => ({ type, id, key: nameKey })));
  if (filter.includes('User')) add('User', await db.user.findMany(query));
  if (filter.includes('Group')) add('Group', await db.group.findMany(query));
  if (filter.includes('Role')) add('Role', await db.role.findMany(query));
  if (filter.includes('LocalManagedPolicy')) add('LocalManagedPolicy', await db.policy.findMany(query));
  if (filter.includes('AWSManagedPolicy')) {
    const used = [...usage.keys()].filter((arn) => arn.startsWith('arn:aws:iam::aws:'));
    items.push(...used.map((arn) => ({ type: 'AWSManagedPolicy' as const, id: arn, key: arn })));
  }
  return items;
}

/** The policies and tags of the entities on one page, by entity id. */
type Hanging = {
  inline: ReadonlyMap<string, Required<PolicyDetail>[]>;
  attached: ReadonlyMap<string, ReturnType<typeof toAttachedPolicy>[]>;
  tags: ReadonlyMap<string, TagPair[]>;
};

async function readHanging({ db, partition }: Scope, ids: readonly string[]): Promise<Hanging> {
  const inline = await readByIds(ids, (some) =>
    db.inlinePolicy.findMany({ where: { entityId: { in: some } }, orderBy: { nameKey: 'asc' } }),
  );
  const attached = await readByIds(ids, (some) =>
    db.policyAttachment.findMany({ where: { entityId: { in: some } }, orderBy: { policyArn: 'asc' } }),
  );
  return {
    inline: mapValues(
      grouped(inline, (row) => row.entityId),
      ({ name, document }) => ({ PolicyName: name, PolicyDocument: encodeDocument(document) }),
    ),
    attached: mapValues(
      grouped(attached, (row) => row.entityId),
      ({ policyArn }) => toAttachedPolicy(partition, policyArn),
    ),
    tags: await readTagsOf(db, ids),
  };
}

function mapValues<Row, Value>(groups: ReadonlyMap<string, readonly Row[]>, toValue: (row: Row) => Value): Map<string, Value[]> {
  return new Map([...groups].map(([key, rows]) => [key, rows.map(toValue)]));
}

function sortedBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[] {
  return [...rows].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

async function readUsers({ db, partition }: Scope, ids: readonly string[], hanging: Hanging) {
  const rows = await readByIds(ids, (some) =>
    db.user.findMany({
      where: { id: { in: some } },
      include: { memberships: { select: { group: { select: { name: true } } } } },
    }),
  );
  return sortedBy(rows, (row) => row.nameKey).map((row) => {
    const { PasswordLastUsed: _, ...user } = toUser(partition, row, { tags: hanging.tags.get(row.id) ?? [] });
    return {
      ...user,
      UserPolicyList: hanging.inline.get(row.id) ?? [],
      GroupList: row.memberships.map(({ group }) => group.name).sort(),
      AttachedManagedPolicies: hanging.attached.get(row.id) ?? [],
    } satisfies UserDetail;
  });
}

async function readGroups({ db, partition }: Scope, ids: readonly string[], hanging: Hanging) {
  const rows = await readByIds(ids, (some) => db.group.findMany({ where: { id: { in: some } } }));
  return sortedBy(rows, (row) => row.nameKey).map(
    (row) =>
      ({
        ...toGroup(partition, row),
        GroupPolicyList: hanging.inline.get(row.id) ?? [],
        AttachedManagedPolicies: hanging.attached.get(row.id) ?? [],
      }) satisfies GroupDetail,
  );
}

async function readRoles({ db, partition }: Scope, ids: readonly string[], hanging: Hanging) {
  const found = await readByIds(ids, (some) => db.role.findMany({ where: { id: { in: some } } }));
  const rows = sortedBy(found, (row) => row.nameKey);
  const profiles = await readByIds(ids, (some) =>
    db.instanceProfile.findMany({ where: { roleId: { in: some } }, include: { role: true } }),
  );
  const shown = zip(profiles, await toInstanceProfiles(db, partition, profiles));
  const roles = await toRoles(db, partition, rows);
  return zip(rows, roles).map(([row, { Description: _, MaxSessionDuration: __, ...role }]) => {
    const tags = hanging.tags.get(row.id) ?? [];
    return {
      ...role,
      InstanceProfileList: shown.flatMap(([{ roleId }, profile]) => (roleId === row.id ? [profile] : [])),
      RolePolicyList: hanging.inline.get(row.id) ?? [],
      AttachedManagedPolicies: hanging.attached.get(row.id) ?? [],
      PermissionsBoundary: toBoundary(partition, row.permissionsBoundary),
      Tags: tags.length > 0 ? tags : undefined,
      RoleLastUsed: toLastUsed(row),
    } satisfies RoleDetail;
  });
}

async function readPolicies(
  { db, partition }: Scope,
  local: readonly string[],
  aws: readonly string[],
  usage: ReadonlyMap<string, PolicyUsage>,
) {
  const rows = await readByIds(local, (some) => db.policy.findMany({ where: { id: { in: some } } }));
  const policies: ManagedPolicy[] = sortedBy(rows, (row) => row.nameKey).map(fromRow);
  for (const arn of aws) {
    const policy = findManagedPolicy(arn);
    if (policy) policies.push(fromCatalog(policy));
  }
  return Promise.all(
    policies.map(
      async (policy) =>
        ({
          ...toPolicy(partition, policy, usage.get(policy.arn) ?? UNUSED),
          Description: policy.description ?? undefined,
          PolicyVersionList: (await readVersions(db, policy)).map((version) => ({
            Document: encodeDocument(version.document),
            ...toVersion(policy, version),
          })),
        }) satisfies ManagedPolicyDetail,
    ),
  );
}
