import type { Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { readStoreGroups, readStoreMemberships, readStoreUsers } from '../../identity-store/rows';
import type { InstanceRow } from '../instance/rows';
import { isAdministrator } from '../permission-set/documents';
import { readPermissionSets } from '../permission-set/rows';
import { readSignIns } from '../sign-in-settings/rows';
import { useOf } from '../use/limits';
import { keyOfUse, readAssignmentUses } from '../use/rows';
import type { ReviewReason } from './limits';
import type { AssignmentRow } from './rows';

/** A reason to review an assignment. `Names`: the first groups or people that it is about, and `Count` all of them. */
export type Review = { Reason: ReviewReason; Names: string[]; Count: number };

/** The most names in one reason. */
const MOST_NAMES = 3;

/** Reads everything that decides about assignments, and returns a function from an assignment to its reasons for a review. */
export async function reviewer({ db, now }: Scope, instance: InstanceRow) {
  const { uses, byGroup } = await readAssignments(db, instance);
  const sets = await readPermissionSets(db, instance);
  const administrators = new Set(sets.filter(isAdministrator).map(({ id }) => id));
  const people = await readPeople(db, instance);
  return (row: AssignmentRow, principal: string | null): Review[] => {
    const { principalType, principalId, permissionSetId, accountId, createdAt } = row;
    const key = keyOfUse({ permissionSetId, accountId });
    const use = useOf(now, createdAt, uses.get(key) ?? null);
    if (principal === null) return [{ Reason: 'DELETED', Names: [], Count: 0 }];
    const isUser = principalType === 'USER';
    const holders = isUser ? [principalId] : (people.members.get(principalId) ?? []);
    const groups = isUser ? (people.groups.get(principalId) ?? []).filter((id) => byGroup.get(key)?.has(id)) : [];
    const exposed = administrators.has(permissionSetId) ? holders.filter((id) => people.withoutMfa.has(id)) : [];
    const isDisabled = isUser && people.disabled.has(principalId);
    const nameOf = (id: string) => people.names.get(id) ?? id;
    return [
      ...(exposed.length > 0 ? [{ Reason: 'ADMINISTRATOR_WITHOUT_MFA' as const, ...shown(exposed, nameOf) }] : []),
      ...(isDisabled ? [{ Reason: 'DISABLED' as const, Names: [], Count: 0 }] : []),
      ...(holders.length === 0 ? [{ Reason: 'EMPTY_GROUP' as const, Names: [], Count: 0 }] : []),
      ...(use === 'Unused' ? [{ Reason: 'UNUSED' as const, Names: [], Count: 0 }] : []),
      ...(groups.length > 0 ? [{ Reason: 'ALSO_BY_GROUP' as const, ...shown(groups, nameOf) }] : []),
    ];
  };
}

function shown(ids: readonly string[], nameOf: (id: string) => string): Pick<Review, 'Names' | 'Count'> {
  return { Names: ids.slice(0, MOST_NAMES).map(nameOf), Count: ids.length };
}

/** Reads the users and groups of an instance, and the people who may sign in with a password alone. */
async function readPeople(db: Transaction, instance: InstanceRow) {
  const { identityStoreId: storeId } = instance;
  const names = new Map<string, string>();
  const disabled = new Set<string>();
  for await (const rows of readStoreUsers(db, storeId))
    for (const { id, name, disabled: isDisabled } of rows) {
      names.set(id, name);
      if (isDisabled) disabled.add(id);
    }
  const groups = new Map<string, string[]>();
  const members = new Map<string, string[]>();
  for await (const rows of readStoreMemberships(db, storeId)) {
    for (const { userId, groupId } of rows) {
      add(groups, userId, groupId);
      add(members, groupId, userId);
    }
    await giveWay();
  }
  for await (const rows of readStoreGroups(db, storeId)) for (const { id, name } of rows) names.set(id, name);
  const signIns = await readSignIns(db, instance);
  const withoutMfa = new Set(
    signIns.passwordSuffices ? signIns.people.filter(({ hasDevice }) => !hasDevice).map(({ id }) => id) : [],
  );
  return { names, disabled, groups, members, withoutMfa };
}

/** Reads the last use of each permission set in each account, and the groups that have it there, by `keyOfUse`. */
async function readAssignments(db: Transaction, instance: InstanceRow) {
  const uses = new Map<string, Date | null>();
  const byGroup = new Map<string, Set<string>>();
  for await (const some of readAssignmentUses(db, instance))
    for (const assignment of some) {
      const key = keyOfUse(assignment);
      uses.set(key, assignment.lastUsedAt);
      if (assignment.principalType !== 'GROUP') continue;
      const known = byGroup.get(key);
      if (known) known.add(assignment.principalId);
      else byGroup.set(key, new Set([assignment.principalId]));
    }
  return { uses, byGroup };
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
