import type { Steps } from '../steps';
import type { AccessModel } from './access-model';
import type {
  AccessAssignment,
  AccessDirectory,
  AccessDirectoryGroup,
  AccessPermissionSet,
  AccessPerson,
  AccessReservedRole,
} from './directory';

/** A role with those who are assigned to it. */
export type DirectoryRole = Omit<AccessReservedRole, 'permissionSet'> & {
  permissionSet: AccessPermissionSet;
  people: readonly AccessPerson[];
  groups: readonly AccessDirectoryGroup[];
};

/** The lookups over a directory. */
export type DirectoryIndex = {
  directory: AccessDirectory;
  roles: readonly DirectoryRole[];
  /** Returns the role of a permission set by its ARN. */
  role: (arn: string) => DirectoryRole | undefined;
  members: (groupId: string) => readonly AccessPerson[];
  /** Returns everybody who can start a session of a role, in no order, with repetitions. */
  holders: (role: Pick<DirectoryRole, 'people' | 'groups'>) => Iterable<AccessPerson>;
};

type Lookups = Omit<DirectoryIndex, 'directory'>;
const known = new WeakMap<AccessDirectory['assignments'], Lookups>();

/** Returns the index of a model's directory, built once, or null for a model without one. */
export function* directoryIndexSteps({ directory }: AccessModel): Steps<DirectoryIndex | null> {
  if (directory === undefined) return null;
  const lookups = known.get(directory.assignments) ?? (yield* lookupsOf(directory));
  known.set(directory.assignments, lookups);
  return { ...lookups, directory };
}

function* lookupsOf(directory: AccessDirectory): Steps<Lookups> {
  const people = new Map(directory.people.map((person) => [person.id, person]));
  const groups = new Map(directory.groups.map((group) => [group.id, group]));
  const permissionSets = new Map(directory.permissionSets.map((one) => [one.arn, one]));
  const membersOf = new Map<string, AccessPerson[]>();
  for (const person of directory.people) {
    yield;
    for (const group of person.groups) push(membersOf, group, person);
  }
  const assigned = new Map<string, AccessAssignment[]>();
  for (const one of directory.assignments) {
    yield;
    push(assigned, `${one.accountId} ${one.permissionSet}`, one);
  }
  const roles: DirectoryRole[] = [];
  for (const role of directory.roles) {
    yield;
    const permissionSet = permissionSets.get(role.permissionSet);
    const to = assigned.get(`${role.accountId} ${role.permissionSet}`) ?? [];
    if (permissionSet === undefined) continue;
    const ofType = (wanted: AccessAssignment['type']) =>
      to.flatMap(({ type, principalId }) => (type === wanted ? principalId : []));
    roles.push({
      ...role,
      permissionSet,
      people: ofType('USER').flatMap((id) => people.get(id) ?? []),
      groups: ofType('GROUP').flatMap((id) => groups.get(id) ?? []),
    });
  }
  const byArn = new Map(roles.map((role) => [role.arn, role]));
  const members = (groupId: string) => membersOf.get(groupId) ?? [];
  return {
    roles,
    role: (arn) => byArn.get(arn),
    members,
    *holders({ people: own, groups: through }) {
      for (const person of own) if (!person.disabled) yield person;
      for (const { id } of through) for (const person of members(id)) if (!person.disabled) yield person;
    },
  };
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
