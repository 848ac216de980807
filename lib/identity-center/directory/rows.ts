import type { AccessDirectory, AccessPermissionSet } from '@gatehouse/policy/analyze';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { type AccountFacts, findAccountFacts } from '../../core/account-facts';
import { prepareBoundary, prepareEntityPolicies, readManagedPolicies } from '../../core/authorization/principal-policies';
import { BoundedMap } from '../../core/cache/bounded-map';
import type { Partition } from '../../core/call';
import { quotas } from '../../core/quotas';
import { readTags, readTagsOf } from '../../core/tags';
import { giveWay, readInChunks } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { seesUncommitted } from '../../db/uncommitted';
import { accountsWithSamlProvider, rolesById } from '../../iam/reserved-role/rows';
import { roleArn } from '../../iam/role/rows';
import { mfaMark, usersWithMfa } from '../../identity-store/mfa/rows';
import { identityStoreArn, readStoreGroups, readStoreUsers, storeResourceArn } from '../../identity-store/rows';
import { hasRoomForToken } from '../../identity-store/scim/rows';
import { delegatesOf, possibleDelegates } from '../../organizations/delegated-administrator/rows';
import { groupsByUser, readGrants } from '../access/rows';
import { type InstanceRow, instanceArn } from '../instance/rows';
import {
  type Definition,
  definitionOf,
  type PermissionSetRow,
  permissionSetArn,
  readPermissionSets,
} from '../permission-set/rows';
import { keptForManagement } from '../permission-set-operation';
import { INLINE_POLICY } from '../provisioned-roles';
import { reservedPath } from '../role-name';
import { samlMetadata, samlProviderName } from '../saml-provider';
import { SERVICE_PRINCIPAL } from '../service-principal';
import { mfaSettingsOf } from '../sign-in-settings/rows';

type Source = { db: Transaction; partition: Partition };
type Organization = NonNullable<AccountFacts['organization']>;
type Stable = Omit<AccessDirectory, 'trusted'>;

const kept = new BoundedMap<string, { stamp: string; value: Stable }>(20);

/**
 * Returns a stamp that changes with an organization's directory. Its calls are made by the accounts that administer it, and move their
 * revisions. People register MFA devices themselves, and a job provisions many accounts, so those have marks of their own.
 */
export async function directoryStamp(db: Transaction, instance: InstanceRow, organization: Organization): Promise<string> {
  const administrators = [instance.accountId, ...(await delegatesOf(db, organization.id, SERVICE_PRINCIPAL))];
  const revisions: unknown[] = [];
  for (const id of administrators) revisions.push([id, (await findAccountFacts(db, id))?.revision]);
  const provisioned = await db.provisionedPermissionSet.aggregate({
    where: { instanceId: instance.id },
    _count: true,
    _max: { provisionedAt: true },
  });
  const { id, mfaSettings } = instance;
  return JSON.stringify([
    id,
    mfaSettings,
    organization.revision,
    revisions,
    provisioned,
    await mfaMark(db, instance.identityStoreId),
  ]);
}

/**
 * Reads an organization's directory for questions about access.
 * @param stamp the result of `directoryStamp`, under which the directory is kept
 */
export async function readDirectory(
  source: Source,
  instance: InstanceRow,
  organization: Organization,
  stamp: string,
): Promise<AccessDirectory> {
  const { db } = source;
  const known = kept.get(instance.id);
  const value = known?.stamp === stamp ? known.value : await readStable(source, instance, organization);
  if (!seesUncommitted(db)) kept.set(instance.id, { stamp, value });
  const accountIds = [...new Set(value.roles.map(({ accountId }) => accountId))];
  const nameIn = (accountId: string) => samlProviderName(instance, accountId);
  return { ...value, trusted: await accountsWithSamlProvider(db, accountIds, nameIn, samlMetadata(instance)) };
}

async function readStable({ db, partition }: Source, instance: InstanceRow, organization: Organization): Promise<Stable> {
  const { identityStoreId: storeId, region, accountId: managementId } = instance;
  const rows = await readPermissionSets(db, instance);
  const settings = mfaSettingsOf(instance);
  const delegates = await delegatesOf(db, organization.id, SERVICE_PRINCIPAL);
  const arnOf = (id: string) => permissionSetArn(partition, { instanceId: instance.id, id });
  return {
    instance: instanceArn(partition, instance.id),
    tags: await readTags(db, instance.id),
    store: identityStoreArn(partition, managementId, storeId),
    region,
    rolePath: reservedPath(region),
    managementId,
    administrators: new Set([managementId, ...delegates]),
    delegable: await possibleDelegates({ db, partition }, organization, SERVICE_PRINCIPAL),
    servicePrincipal: SERVICE_PRINCIPAL,
    asksMfa: settings.PromptMode !== 'NEVER',
    allowsNoMfa: settings.WithoutDevice === 'ALLOW' || settings.WithoutDevice === 'REGISTER',
    hasRoomForToken: await hasRoomForToken(db, storeId),
    hasRoomForPermissionSet: rows.length < quotas().PermissionSetsPerInstance,
    permissionSets: await permissionSetsOf(
      { db, partition },
      instance,
      rows.map((row) => ({ row, definition: definitionOf(row) })),
    ),
    people: await peopleOf({ db, partition }, storeId, await usersWithMfa(db, storeId)),
    groups: await groupsOf({ db, partition }, storeId),
    assignments: await assignmentsOf(db, instance, arnOf),
    roles: await rolesOf({ db, partition }, instance, rows, arnOf),
  };
}

/**
 * Reads a directory of the past: who was assigned what. Nobody asks what could be changed in the past, so it says that nothing could.
 * @param db rows of the past, read like a database
 */
export async function readEarlierDirectory({ db, partition }: Source, instance: InstanceRow): Promise<AccessDirectory> {
  const { id: instanceId, identityStoreId: storeId, region, accountId: managementId } = instance;
  const rows = await readPermissionSets(db, instance);
  const arnOf = (id: string) => permissionSetArn(partition, { instanceId, id });
  const roles = await rolesOf({ db, partition }, instance, rows, arnOf);
  const accountIds = [...new Set(roles.map(({ accountId }) => accountId))];
  return {
    ...{ instance: instanceArn(partition, instanceId), tags: [], store: identityStoreArn(partition, managementId, storeId) },
    ...{ region, rolePath: reservedPath(region), managementId, administrators: new Set<string>(), delegable: new Map() },
    ...{ servicePrincipal: SERVICE_PRINCIPAL, asksMfa: true, allowsNoMfa: false },
    ...{ hasRoomForToken: false, hasRoomForPermissionSet: false },
    permissionSets: rows.map(({ id, name }) => ({
      ...{
        arn: arnOf(id),
        name,
        tags: [],
        policies: [],
        needsOwnPolicies: true,
        hasRoomForPolicy: false,
        keptForManagement: true,
      },
    })),
    people: await peopleOf({ db, partition }, storeId, new Set()),
    groups: await groupsOf({ db, partition }, storeId),
    assignments: await assignmentsOf(db, instance, arnOf),
    roles,
    trusted: await accountsWithSamlProvider(db, accountIds, (accountId) => samlProviderName(instance, accountId)),
  };
}

/** Reads a permission set as the directory would have it with another definition. */
export async function readDraftedPermissionSet(
  source: Source,
  instance: InstanceRow,
  row: PermissionSetRow,
  definition: Definition,
): Promise<AccessPermissionSet[]> {
  return permissionSetsOf(source, instance, [{ row, definition }]);
}

type DefinedRow = { row: PermissionSetRow; definition: Definition };

async function permissionSetsOf({ db, partition }: Source, instance: InstanceRow, definitions: readonly DefinedRow[]) {
  const boundaries = definitions.flatMap(({ definition: { boundary } }) =>
    boundary && 'ManagedPolicyArn' in boundary ? boundary.ManagedPolicyArn : [],
  );
  const managed = await readManagedPolicies(db, [
    ...definitions.flatMap(({ definition }) => definition.managedPolicies),
    ...boundaries,
  ]);
  const tags = await readTagsOf(
    db,
    definitions.map(({ row }) => row.id),
  );
  const forManagement = await keptForManagement(db, instance);
  const { PoliciesPerPermissionSet, PoliciesPerRole } = quotas();
  const found: AccessPermissionSet[] = [];
  for (const { row, definition } of definitions) {
    const { managedPolicies, customerPolicies, inlinePolicy, boundary } = definition;
    const attached = managedPolicies.flatMap((arn) => {
      const policy = managed.get(arn);
      return policy ? [{ arn, ...policy }] : [];
    });
    const inline = inlinePolicy === null ? [] : [{ name: INLINE_POLICY, document: inlinePolicy }];
    const own = boundary && 'CustomerManagedPolicyReference' in boundary;
    found.push({
      arn: permissionSetArn(partition, row),
      name: row.name,
      tags: tags.get(row.id) ?? [],
      policies: prepareEntityPolicies(row.id, null, inline, attached),
      ...(boundary && { boundary: boundaryOf(boundary, managed) }),
      needsOwnPolicies: customerPolicies.length > 0 || own === true,
      hasRoomForPolicy: managedPolicies.length + customerPolicies.length < Math.min(PoliciesPerPermissionSet, PoliciesPerRole),
      keptForManagement: forManagement.has(row.id),
    });
    await giveWay();
  }
  return found;
}

/** Returns a boundary. One that each account has for itself allows nothing here, and such permission sets are created nowhere. */
function boundaryOf(
  boundary: NonNullable<ReturnType<typeof definitionOf>['boundary']>,
  managed: Awaited<ReturnType<typeof readManagedPolicies>>,
): PreparedPolicy {
  if (!('ManagedPolicyArn' in boundary)) return prepareBoundary(boundary.CustomerManagedPolicyReference.Name, null);
  return prepareBoundary(boundary.ManagedPolicyArn, managed.get(boundary.ManagedPolicyArn) ?? null);
}

async function peopleOf({ db, partition }: Source, storeId: string, withMfa: ReadonlySet<string>) {
  const groups = await groupsByUser(db, storeId);
  const people: AccessDirectory['people'][number][] = [];
  for await (const users of readStoreUsers(db, storeId))
    for (const { id, name, displayName, disabled } of users) {
      const arn = storeResourceArn(partition, 'user', id);
      people.push({ arn, id, name, displayName, disabled, hasMfa: withMfa.has(id), groups: groups.get(id) ?? [] });
    }
  return people;
}

async function groupsOf({ db, partition }: Source, storeId: string) {
  const groups: AccessDirectory['groups'][number][] = [];
  for await (const some of readStoreGroups(db, storeId))
    for (const { id, name } of some) groups.push({ arn: storeResourceArn(partition, 'group', id), id, name });
  return groups;
}

async function assignmentsOf(db: Transaction, instance: InstanceRow, arnOf: (id: string) => string) {
  const assignments: AccessDirectory['assignments'][number][] = [];
  for await (const grants of readGrants(db, instance, {}))
    for (const { accountId, permissionSetId, principalType, principalId } of grants) {
      const type = principalType === 'USER' ? 'USER' : 'GROUP';
      assignments.push({ permissionSet: arnOf(permissionSetId), accountId, type, principalId });
    }
  return assignments;
}

async function rolesOf(
  { db, partition }: Source,
  { id: instanceId }: InstanceRow,
  permissionSets: readonly PermissionSetRow[],
  arnOf: (id: string) => string,
) {
  const versions = new Map(permissionSets.map(({ id, version }) => [id, version]));
  const select = { id: true, accountId: true, permissionSetId: true, roleId: true, version: true };
  const next = (after: string, take: number) =>
    db.provisionedPermissionSet.findMany({ where: { instanceId, id: { gt: after } }, select, orderBy: { id: 'asc' }, take });
  const found: AccessDirectory['roles'][number][] = [];
  for await (const rows of readInChunks(next, ({ id }) => id)) {
    const roles = await rolesById(
      db,
      rows.map(({ roleId }) => roleId),
    );
    for (const { accountId, permissionSetId, roleId, version } of rows) {
      const role = roles.get(roleId);
      if (role?.accountId !== accountId) continue;
      const current = versions.get(permissionSetId) === version;
      found.push({ arn: roleArn(partition, role), permissionSet: arnOf(permissionSetId), accountId, current });
    }
  }
  return found;
}
