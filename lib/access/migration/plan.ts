import type { AccessModel, ReplacementDiff } from '@gatehouse/policy/analyze';
import type { AccountFacts } from '../../core/account-facts';
import type { Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import { assignmentsOf, permissionSetsInUse, provisionedIn } from '../../identity-center/assignment/rows';
import type { InstanceRow } from '../../identity-center/instance/rows';
import { definitionOf, type PermissionSetRow, readPermissionSets } from '../../identity-center/permission-set/rows';
import { newReservedRoleName, reservedPath } from '../../identity-center/role-name';
import { findStoreGroups } from '../../identity-store/rows';
import { mayReadOrganization } from '../many-principals';
import { accessModelOf, loadAccessAccounts } from '../model/access-model';
import { findAccountsOf } from '../organization-accounts';
import { baseNameOf, classesOf, type MigratedUser, numbered, type UserClass } from './classes';
import { contentOf, type SetPolicies } from './definition';
import { MOST_COMPARED } from './limits';
import { type FoundPerson, findPeople } from './people';
import { type PlannedRole, prove, type ToProve } from './proof';

/**
 * The permission set of some users. `NEW`: it is created. `PART`: a run that was interrupted created it without all of its policies.
 * `READY`: it exists with exactly these policies.
 */
export type ClassSet = { state: 'NEW' | 'PART' | 'READY'; name: string; row: PermissionSetRow | null };

/** A group of the identity store with the name of an IAM group. `leftOut`: joining it would give other access too. */
export type TargetGroup = { name: string; id: string | null; leftOut: boolean; memberIds: ReadonlySet<string> };

export type PlannedClass = { users: UserClass; set: ClassSet; group: TargetGroup | null };

export type MigrationPlan = {
  classes: readonly PlannedClass[];
  groups: ReadonlyMap<string, TargetGroup>;
  people: ReadonlyMap<string, FoundPerson>;
  /** The users that have the planned access already. */
  done: ReadonlySet<string>;
  /** The users whose access was compared, and the results of those who are not blocked. */
  compared: ReadonlySet<string>;
  proofs: ReadonlyMap<string, ReplacementDiff>;
  model: AccessModel;
};

/** Returns the description of permission sets that a migration of an account creates. It marks those that an interrupted run left. */
export const migratedDescription = (accountId: string) => `For the IAM users of account ${accountId}`;

/** An id that no person has yet, in place of the ids of people who do not exist. */
const NEW_PERSON = '00000000-0000-4000-8000-000000000000';
/** A role id that no role has yet. */
const NEW_ROLE = 'AROAPLANNEDROLE000000';

/**
 * Plans the migration of all users of an account. Nothing is changed.
 * @param from the place of the first user whose access is compared; at most `MOST_COMPARED` are
 */
export async function planMigration(
  scope: Scope,
  instance: InstanceRow,
  account: AccountFacts,
  from: number,
): Promise<MigrationPlan> {
  const { db } = scope;
  const model = await readModel(scope, account);
  const own = model.accounts.find(({ accountId }) => accountId === account.id);
  if (!own) throw new Error(`The account ${account.id} is in the model`);
  const classes = await classesOf(own);
  const users = classes.flatMap((one) => one.users);
  const people = await findPeople(db, instance.identityStoreId, users);
  const provisioned = await provisionedIn(db, instance, account.id);
  const sets = await chooseSets(scope, instance, { accountId: account.id, classes, provisioned });
  const groups = await chooseGroups(scope, instance, account.id, { classes, sets, people });
  const planned = classes.map((one): PlannedClass => {
    const set = sets.get(one.content) ?? { state: 'NEW', name: baseNameOf(one), row: null };
    return { users: one, set, group: groupOf(one, groups, people) };
  });
  const toProve: ToProve[] = [];
  const compared = new Set(users.slice(from, from + MOST_COMPARED).map(({ arn }) => arn));
  for (const { users: one, set } of planned) {
    if (one.blocked !== null) continue;
    const role = (set.row && provisioned.get(set.row.id)?.role) ?? plannedRole(instance, account.id, set.name);
    for (const user of one.users) {
      await giveWay();
      const found = compared.has(user.arn) ? people.get(user.arn) : undefined;
      if (found) toProve.push({ user, policies: one.policies, person: personRow(found), role });
    }
  }
  const proofs = await prove({ partition: scope.partition, instance, now: scope.now, model, account: own }, toProve);
  const done = await usersDone(scope, instance, account.id, { planned, groups, people, provisioned });
  return { classes: planned, groups, people, done, compared, proofs, model };
}

/** Reads the account, and all accounts whose resource policies the caller may ask about. */
async function readModel(scope: Scope, account: AccountFacts): Promise<AccessModel> {
  const { organization } = scope.account;
  const manages = organization?.managementAccountId === scope.accountId && (await mayReadOrganization(scope));
  const all = manages && organization ? await findAccountsOf(scope, organization) : [scope.account];
  const facts = new Map([...all, account].map((each) => [each.id, each]));
  const parts = await loadAccessAccounts(scope, [...facts.values()]);
  return accessModelOf([...facts.keys()].flatMap((id) => parts.get(id) ?? []));
}

type Provisioned = Awaited<ReturnType<typeof provisionedIn>>;

/** Chooses the permission set of each class: an existing one with the same policies, or a new one with a free name. */
async function chooseSets(
  { db, accountId: callerId }: Scope,
  instance: InstanceRow,
  { accountId, classes, provisioned }: { accountId: string; classes: readonly UserClass[]; provisioned: Provisioned },
): Promise<Map<string, ClassSet>> {
  const rows = await readPermissionSets(db, instance);
  const inUse = await permissionSetsInUse(db, instance);
  // The delegated administrator may not assign permission sets that the management account has.
  const kept = callerId === instance.accountId ? null : await provisionedIn(db, instance, instance.accountId);
  const byContent = new Map<string, PermissionSetRow>();
  const byName = new Map(rows.map((row) => [row.name, row]));
  for (const row of rows) {
    await giveWay();
    const there = provisioned.get(row.id);
    const isCurrent = there === undefined || (there.version === row.version && there.role !== null);
    const content = contentOf(definitionOf(row));
    if (isCurrent && !kept?.has(row.id) && !byContent.has(content)) byContent.set(content, row);
  }
  const taken = new Set(byName.keys());
  const sets = new Map<string, ClassSet>();
  for (const one of classes) {
    await giveWay();
    const ready = byContent.get(one.content);
    if (ready) {
      sets.set(one.content, { state: 'READY', name: ready.name, row: ready });
      continue;
    }
    const base = baseNameOf(one);
    for (let number = 1; !sets.has(one.content); number += 1) {
      const name = numbered(base, number);
      const row = byName.get(name);
      const isPart =
        row !== undefined &&
        !inUse.has(row.id) &&
        row.description === migratedDescription(accountId) &&
        isPartOf(row, one.policies);
      if (isPart) {
        byName.delete(name);
        sets.set(one.content, { state: 'PART', name, row });
      } else if (!taken.has(name)) {
        taken.add(name);
        sets.set(one.content, { state: 'NEW', name, row: null });
      }
    }
  }
  return sets;
}

/** Tests whether a permission set has some of the planned policies and no others. */
function isPartOf(row: PermissionSetRow, planned: SetPolicies): boolean {
  const { managedPolicies, customerPolicies, inlinePolicy, boundary } = definitionOf(row);
  const names = new Set(planned.customerPolicies.map((policy) => JSON.stringify(policy)));
  return (
    managedPolicies.every((arn) => planned.managedPolicies.includes(arn)) &&
    customerPolicies.every(({ Name, Path }) => names.has(JSON.stringify({ Name, Path }))) &&
    (inlinePolicy === null || inlinePolicy === planned.inlinePolicy) &&
    (boundary === null || JSON.stringify(boundary) === JSON.stringify(planned.boundary))
  );
}

type Chosen = {
  classes: readonly UserClass[];
  sets: ReadonlyMap<string, ClassSet>;
  people: ReadonlyMap<string, FoundPerson>;
};

/** Returns the groups of the identity store for the IAM groups of users. */
async function chooseGroups(
  { db }: Scope,
  instance: InstanceRow,
  accountId: string,
  { classes, sets }: Chosen,
): Promise<Map<string, TargetGroup>> {
  const setsOf = new Map<string, Set<string | undefined>>();
  for (const { users, content } of classes) {
    const id = sets.get(content)?.row?.id;
    for (const name of users.flatMap(({ groups = [] }) => groups)) setsOf.set(name, (setsOf.get(name) ?? new Set()).add(id));
    await giveWay();
  }
  const names = [...setsOf.keys()].sort();
  const rows = await findStoreGroups(db, instance.identityStoreId, names);
  const assignments = await assignmentsOf(
    db,
    instance,
    rows.map(({ id }) => id),
  );
  const byName = new Map(rows.map((row) => [row.nameKey, row]));
  return new Map(
    names.map((name) => {
      const row = byName.get(name.toLowerCase());
      const planned = setsOf.get(name) ?? new Set();
      // A group that gives exactly what all of its users are planned to have is the one of an earlier run.
      const leftOut = assignments.some(
        ({ principalId, accountId: where, permissionSetId }) =>
          principalId === row?.id && !(where === accountId && planned.size === 1 && planned.has(permissionSetId)),
      );
      return [name, { name, id: row?.id ?? null, leftOut, memberIds: new Set(row?.userIds) }];
    }),
  );
}

/** Returns the group that a class is assigned by: one with exactly its users, also in the identity store. Null: each user is assigned. */
function groupOf(
  { users, group }: UserClass,
  groups: ReadonlyMap<string, TargetGroup>,
  people: ReadonlyMap<string, FoundPerson>,
): TargetGroup | null {
  const found = group === null ? undefined : groups.get(group);
  if (!found || found.leftOut) return null;
  const ids = new Set(users.map(({ arn }) => people.get(arn)?.row?.id));
  return [...found.memberIds].every((id) => ids.has(id)) ? found : null;
}

function plannedRole({ region }: InstanceRow, accountId: string, name: string): PlannedRole {
  return { id: NEW_ROLE, accountId, path: reservedPath(region), name: newReservedRoleName(name) };
}

function personRow({ planned, row }: FoundPerson): ToProve['person'] {
  if (row) return row;
  const { UserName: userName, DisplayName: displayName, GivenName, FamilyName, Email } = planned;
  const attributes = {
    Name: { GivenName, FamilyName },
    ...(Email !== undefined && { Emails: [{ Value: Email, Type: 'work', Primary: true }] }),
  };
  return { id: NEW_PERSON, userName, displayName, attributes: JSON.stringify(attributes) };
}

type Reached = {
  planned: readonly PlannedClass[];
  groups: ReadonlyMap<string, TargetGroup>;
  people: ReadonlyMap<string, FoundPerson>;
  provisioned: Provisioned;
};

/** Returns the users whose person is in all groups and assigned the permission set, by ARN. */
async function usersDone(
  { db }: Scope,
  instance: InstanceRow,
  accountId: string,
  { planned, groups, people, provisioned }: Reached,
): Promise<Set<string>> {
  const ids = [...people.values()].flatMap(({ row }) => row?.id ?? []);
  const rows = await assignmentsOf(db, instance, [...ids, ...[...groups.values()].flatMap(({ id }) => id ?? [])]);
  const assigned = new Set(
    rows
      .filter((row) => row.accountId === accountId)
      .map(({ principalId, permissionSetId }) => `${principalId}/${permissionSetId}`),
  );
  const done = new Set<string>();
  for (const { users, set, group } of planned) {
    const { row } = set;
    if (!row || set.state !== 'READY' || !provisioned.has(row.id)) continue;
    for (const user of users.users) {
      await giveWay();
      const id = people.get(user.arn)?.row?.id;
      if (id !== undefined && isIn(user, id, groups) && assigned.has(`${group?.id ?? id}/${row.id}`)) done.add(user.arn);
    }
  }
  return done;
}

function isIn({ groups: names = [] }: MigratedUser, id: string, groups: ReadonlyMap<string, TargetGroup>): boolean {
  return names.every((name) => {
    const group = groups.get(name);
    return group === undefined || group.leftOut || group.memberIds.has(id);
  });
}
