import { compareValues } from '../../core/list/compare-values';
import { firstNames } from '../../core/text/lists';
import { giveWay, readInChunks, sortInTurns } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { readStoreGroups, readStoreMemberships, readStoreUsers, type StorePrincipal } from '../../identity-store/rows';
import { durationText } from '../permission-set/limits';
import { definitionOf, type PermissionSetRow, readPermissionSets } from '../permission-set/rows';

/** The rows of an organization's instance at one point in time. */
export type InstanceRows = { db: Transaction; ownerId: string };

/** A setting that differs. A value is null where it did not exist. */
export type ChangedInstanceSetting = { What: string; Before: string | null; After: string | null };

/** A user, group, permission set or assignment that differs. */
export type InstanceChange = {
  Kind: 'PERMISSION_SET' | 'ASSIGNMENT' | 'GROUP' | 'USER';
  /** The id of the user, group or permission set; of the permission set for an assignment. */
  Id: string;
  Name: string;
  How: 'ADDED' | 'REMOVED' | 'CHANGED';
  /** The account of an assignment. */
  AccountId?: string;
  Settings: ChangedInstanceSetting[];
};

const KINDS = ['PERMISSION_SET', 'ASSIGNMENT', 'GROUP', 'USER'] as const;

/**
 * Compares the users, groups, permission sets and assignments of an instance at two points in time.
 * @param accountNames the names of accounts by id
 */
export async function instanceChanges(
  before: InstanceRows,
  after: InstanceRows,
  accountNames: ReadonlyMap<string, string>,
): Promise<InstanceChange[]> {
  const [was, is] = [await readState(before), await readState(after)];
  const changes: InstanceChange[] = [];
  const add = (change: InstanceChange | null) => change && changes.push(change);
  for await (const [Id, one, other] of pairsOf(was.permissionSets, is.permissionSets))
    add(
      changeOf(
        { Kind: 'PERMISSION_SET', Id, Name: (other ?? one)?.name ?? Id },
        one && permissionSetOf(one),
        other && permissionSetOf(other),
      ),
    );
  for await (const [Id, one, other] of pairsOf(was.users, is.users))
    add(changeOf({ Kind: 'USER', Id, Name: (other ?? one)?.name ?? Id }, one && userOf(one), other && userOf(other)));
  for await (const [Id, one, other] of pairsOf(was.groups, is.groups)) {
    const change = changeOf(
      { Kind: 'GROUP', Id, Name: other ?? one ?? Id },
      one === undefined ? one : groupOf(one),
      other === undefined ? other : groupOf(other),
    );
    const members = memberChanges(Id, was, is);
    if (change || members.length > 0)
      add({
        ...(change ?? { Kind: 'GROUP', Id, Name: other ?? one ?? Id, How: 'CHANGED' }),
        Settings: [...(change?.Settings ?? []), ...members],
      });
  }
  for await (const [, one, other] of pairsOf(was.assignments, is.assignments)) {
    const assignment = other ?? one;
    if (!assignment || (one && other)) continue;
    const { permissionSetId: Id, accountId: AccountId } = assignment;
    const Name = assignmentName(assignment, [is, was], accountNames);
    add({ Kind: 'ASSIGNMENT', Id, Name, How: other ? 'ADDED' : 'REMOVED', AccountId, Settings: [] });
  }
  return sortInTurns(
    changes,
    (one, other) => KINDS.indexOf(one.Kind) - KINDS.indexOf(other.Kind) || compareValues(one.Name, other.Name),
  );
}

type Assignment = { permissionSetId: string; accountId: string; principalType: string; principalId: string };
type State = {
  permissionSets: ReadonlyMap<string, PermissionSetRow>;
  users: ReadonlyMap<string, StorePrincipal>;
  groups: ReadonlyMap<string, string>;
  /** The ids of users by group. */
  members: ReadonlyMap<string, ReadonlySet<string>>;
  assignments: ReadonlyMap<string, Assignment>;
};

const NOTHING: State = {
  ...{ permissionSets: new Map(), users: new Map(), groups: new Map(), members: new Map(), assignments: new Map() },
};

/** The rows per chunk. They are small. */
const ROWS = 1_000;

/** Reads an instance. There is none before IAM Identity Center was enabled. */
async function readState({ db, ownerId }: InstanceRows): Promise<State> {
  const [instance] = await db.identityCenterInstance.findMany({ where: { ownerId } });
  if (!instance) return NOTHING;
  const { id: instanceId, identityStoreId } = instance;
  const users = new Map<string, StorePrincipal>();
  for await (const some of readStoreUsers(db, identityStoreId)) for (const user of some) users.set(user.id, user);
  const groups = new Map<string, string>();
  for await (const some of readStoreGroups(db, identityStoreId)) for (const { id, name } of some) groups.set(id, name);
  const members = new Map<string, Set<string>>();
  for await (const some of readStoreMemberships(db, identityStoreId))
    for (const { groupId, userId } of some) {
      const own = members.get(groupId);
      if (own) own.add(userId);
      else members.set(groupId, new Set([userId]));
    }
  const assignments = new Map<string, Assignment>();
  const columns = { id: true, permissionSetId: true, accountId: true, principalType: true, principalId: true };
  const read = (after: string, take: number) =>
    db.accountAssignment.findMany({ where: { instanceId, id: { gt: after } }, orderBy: { id: 'asc' }, take, select: columns });
  for await (const rows of readInChunks(read, ({ id }) => id, ROWS))
    for (const { id: _, ...row } of rows) assignments.set(Object.values(row).join(' '), row);
  const permissionSets = new Map((await readPermissionSets(db, instance)).map((row) => [row.id, row]));
  return { permissionSets, users, groups, members, assignments };
}

/** Returns the values of two maps by key. */
async function* pairsOf<Value>(
  before: ReadonlyMap<string, Value>,
  after: ReadonlyMap<string, Value>,
): AsyncGenerator<[key: string, before: Value | undefined, after: Value | undefined]> {
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const turn = giveWay();
    if (turn) await turn;
    yield [key, before.get(key), after.get(key)];
  }
}

/** The parts of a permission set, user or group in words: single values, and lists whose items come and go. */
type Described = { values: Readonly<Record<string, string | null>>; lists: Readonly<Record<string, readonly string[]>> };

function permissionSetOf(row: PermissionSetRow): Described {
  const { description, managedPolicies, customerPolicies, inlinePolicy, boundary } = definitionOf(row);
  const nameOf = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);
  const limit =
    boundary &&
    ('ManagedPolicyArn' in boundary ? nameOf(boundary.ManagedPolicyArn) : boundary.CustomerManagedPolicyReference.Name);
  return {
    values: {
      Description: description,
      'Session duration': durationText(row.sessionDuration),
      'Relay state': row.relayState,
      'Permissions boundary': limit,
      'Inline policy': inlinePolicy,
    },
    lists: {
      'AWS managed policy': managedPolicies.map(nameOf),
      'Customer managed policy': customerPolicies.map(({ Path, Name }) => `${Path}${Name}`),
    },
  };
}

const userOf = ({ name, displayName, disabled }: StorePrincipal): Described => ({
  values: { 'User name': name, 'Display name': displayName, Status: disabled ? 'Disabled' : 'Enabled' },
  lists: {},
});

const groupOf = (displayName: string): Described => ({ values: { 'Group name': displayName }, lists: {} });

/** Returns the change of something that exists at one of the two points in time; null if nothing differs. */
function changeOf(
  about: Pick<InstanceChange, 'Kind' | 'Id' | 'Name'>,
  before: Described | undefined,
  after: Described | undefined,
): InstanceChange | null {
  if (!before || !after) return { ...about, How: after ? 'ADDED' : 'REMOVED', Settings: [] };
  const Settings = [...valueChanges(before, after), ...listChanges(before, after)];
  return Settings.length > 0 ? { ...about, How: 'CHANGED', Settings } : null;
}

function valueChanges(before: Described, after: Described): ChangedInstanceSetting[] {
  return Object.entries(after.values).flatMap(([What, After]) => {
    const Before = before.values[What] ?? null;
    return Before === After ? [] : [{ What, Before, After }];
  });
}

function listChanges(before: Described, after: Described): ChangedInstanceSetting[] {
  return Object.entries(after.lists).flatMap(([What, items]) => {
    const earlier = before.lists[What] ?? [];
    return [
      ...earlier.filter((item) => !items.includes(item)).map((Before) => ({ What, Before, After: null })),
      ...items.filter((item) => !earlier.includes(item)).map((After) => ({ What, Before: null, After })),
    ];
  });
}

/** Returns the users who joined and left a group. A deleted user or group has no members. */
function memberChanges(groupId: string, was: State, is: State): ChangedInstanceSetting[] {
  const [before, after] = [was.members.get(groupId) ?? NOBODY, is.members.get(groupId) ?? NOBODY];
  const namesOf = (ids: readonly string[]) =>
    firstNames(ids.map((id) => is.users.get(id)?.name ?? was.users.get(id)?.name ?? id).sort());
  const [left, joined] = [[...before].filter((id) => !after.has(id)), [...after].filter((id) => !before.has(id))];
  return [
    ...(left.length > 0 ? [{ What: 'Left', Before: namesOf(left), After: null }] : []),
    ...(joined.length > 0 ? [{ What: 'Joined', Before: null, After: namesOf(joined) }] : []),
  ];
}

const NOBODY: ReadonlySet<string> = new Set();

/** @param states the later one first */
function assignmentName(
  { permissionSetId, accountId, principalType, principalId }: Assignment,
  states: readonly State[],
  accountNames: ReadonlyMap<string, string>,
): string {
  const found = (nameOf: (state: State) => string | undefined) => states.map(nameOf).find((name) => name !== undefined);
  const set = found(({ permissionSets }) => permissionSets.get(permissionSetId)?.name) ?? permissionSetId;
  const isUser = principalType === 'USER';
  const who = found(({ users, groups }) => (isUser ? users.get(principalId)?.name : groups.get(principalId)));
  const principal = who ?? `a deleted ${isUser ? 'user' : 'group'}`;
  return `${set} for ${who === undefined ? '' : isUser ? 'the user ' : 'the group '}${principal} in ${accountNames.get(accountId) ?? accountId}`;
}
