import {
  type ActionIndex,
  type DirectoryIndex,
  directoryIndexSteps,
  effectivePermissions,
  haveSameContent,
  type PrincipalDiff,
} from '@gatehouse/policy/analyze';
import { compareValues } from '../../core/list/compare-values';
import { giveWay, sortInTurns, takeInTurns } from '../../core/work/bulk';
import type { PrincipalState } from './bearing-calls';
import type { ComparedMoments } from './compare-moments';
import type { Side } from './moments';

type Person = DirectoryIndex['directory']['people'][number];
type Role = DirectoryIndex['roles'][number];

/** The change that gave or took a person's access. `group` is the name of the group, if an assignment of a group is behind it. */
export type PeopleCause = {
  kind:
    | 'CREATED'
    | 'DELETED'
    | 'ENABLED'
    | 'DISABLED'
    | 'JOINED'
    | 'LEFT'
    | 'ASSIGNED'
    | 'UNASSIGNED'
    | 'ROLE'
    | 'PERMISSION_SET'
    | 'GUARDRAIL';
  group?: string;
};

/** A person whose access with a permission set in an account differs between two points in time. */
export type PersonChange = {
  person: Pick<Person, 'id' | 'name' | 'displayName'>;
  accountId: string;
  permissionSet: string;
  change: 'gained' | 'lost' | 'changed';
  /** The role before and after, with the engine's verdict if the role is the same. */
  before?: PrincipalState;
  after?: PrincipalState;
  verdict?: PrincipalDiff['verdict'];
  causes: readonly PeopleCause[];
};

/** A person's assignments at one point in time, by account and permission set. */
type Held = Map<string, { role: Role; direct: boolean; groups: string[] }>;

class SideOfPeople {
  readonly people = new Map<string, Person>();
  readonly groupNames = new Map<string, string>();
  private readonly byPrincipal = new Map<string, Role[]>();

  private constructor(
    readonly side: Side,
    readonly index: DirectoryIndex | null,
  ) {}

  static async of(side: Side): Promise<SideOfPeople> {
    const made = new SideOfPeople(side, await takeInTurns(directoryIndexSteps(side.model)));
    const { index } = made;
    for (const person of index?.directory.people ?? []) {
      made.people.set(person.id, person);
      await giveWay();
    }
    for (const { id, name } of index?.directory.groups ?? []) made.groupNames.set(id, name);
    for (const role of index?.roles ?? []) {
      for (const { id } of [...role.people, ...role.groups]) {
        const own = made.byPrincipal.get(id);
        if (own) own.push(role);
        else made.byPrincipal.set(id, [role]);
      }
      await giveWay();
    }
    return made;
  }

  /** Returns the principals with assignments, each with a text that differs if what it can be differs. */
  async assigned(changed: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const [id, roles] of this.byPrincipal) {
      const parts = roles.map(
        (role) => `${role.arn} ${this.isUsable(role)} ${changed.has(role.arn) ? this.side.moment.Time.getTime() : ''}`,
      );
      found.set(id, parts.sort().join());
      await giveWay();
    }
    return found;
  }

  private isUsable({ accountId, arn }: Role): boolean {
    return this.index?.directory.trusted.has(accountId) === true && this.side.members.has(arn);
  }

  /** Returns what a person is assigned, whether or not the person can use it. */
  heldBy(person: Person | undefined): Held {
    const held: Held = new Map();
    if (!person) return held;
    const add = (role: Role, group: string | null) => {
      const key = `${role.accountId} ${role.permissionSet.arn}`;
      const known = held.get(key) ?? { role, direct: false, groups: [] };
      if (group === null) known.direct = true;
      else known.groups.push(group);
      held.set(key, known);
    };
    for (const role of this.byPrincipal.get(person.id) ?? []) add(role, null);
    for (const group of person.groups) for (const role of this.byPrincipal.get(group) ?? []) add(role, group);
    return held;
  }

  /** Returns the principal that a person can be with a role, or undefined. */
  usable(person: Person | undefined, role: Role | undefined): PrincipalState | undefined {
    return !person || person.disabled || !role || !this.isUsable(role) ? undefined : this.side.members.get(role.arn);
  }
}

const known = new WeakMap<ComparedMoments, Promise<PersonChange[]>>();

/** Does the same as `comparePeople`, once for each comparison, because viewers soon ask for the next page. */
export function peopleChanges(compared: ComparedMoments): Promise<PersonChange[]> {
  const made = known.get(compared) ?? comparePeople(compared);
  known.set(compared, made);
  return made;
}

/**
 * Compares the access of people between two points in time: the roles that each can start sessions of, and by the engine what those
 * roles allow.
 */
async function comparePeople({ before, after, diffs, own }: ComparedMoments): Promise<PersonChange[]> {
  const [earlier, later] = [await SideOfPeople.of(before), await SideOfPeople.of(after)];
  if (!earlier.index && !later.index) return [];
  const isOwn = new Set(own);
  const verdicts = new Map(diffs.map(({ diff }) => [diff.arn, diff.verdict]));
  const changed = new Set(verdicts.keys());
  const [assigned, assignedLater] = [await earlier.assigned(changed), await later.assigned(changed)];
  const differs = (principal: string) => assigned.get(principal) !== assignedLater.get(principal);
  const found: PersonChange[] = [];
  for (const id of new Set([...earlier.people.keys(), ...later.people.keys()])) {
    const turn = giveWay();
    if (turn) await turn;
    const [was, is] = [earlier.people.get(id), later.people.get(id)];
    // Most people are the same, and so are their assignments.
    if (was && is && isSame(was, is) && !differs(id) && !is.groups.some(differs)) continue;
    const [held, holds] = [earlier.heldBy(was), later.heldBy(is)];
    for (const key of new Set([...held.keys(), ...holds.keys()])) {
      const [one, other] = [held.get(key), holds.get(key)];
      const role = other?.role ?? one?.role;
      const person = is ?? was;
      if (!role || !person || !isOwn.has(role.accountId)) continue;
      const [roleBefore, roleAfter] = [earlier.usable(was, one?.role), later.usable(is, other?.role)];
      if (!roleBefore && !roleAfter) continue;
      const about = { person, accountId: role.accountId, permissionSet: role.permissionSet.name };
      if (roleBefore && roleAfter) {
        const verdict = verdicts.get(role.arn);
        if (verdict === undefined || one?.role.arn !== other?.role.arn) continue;
        const causes = causesInRole(roleBefore, roleAfter);
        found.push({ ...about, change: 'changed', before: roleBefore, after: roleAfter, verdict, causes });
        continue;
      }
      const causes = causesOf({ was, is, one, other }, [earlier, later]);
      const states = { ...(roleBefore && { before: roleBefore }), ...(roleAfter && { after: roleAfter }) };
      found.push({ ...about, change: roleAfter ? 'gained' : 'lost', ...states, causes });
    }
  }
  const order = { gained: 0, changed: 1, lost: 2 } as const;
  return sortInTurns(
    found,
    (a, b) =>
      order[a.change] - order[b.change] ||
      compareValues(a.person.name, b.person.name) ||
      compareValues(`${a.accountId} ${a.permissionSet}`, `${b.accountId} ${b.permissionSet}`),
  );
}

function isSame(one: Person, other: Person): boolean {
  const groups = new Set(one.groups);
  return (
    one.disabled === other.disabled && groups.size === other.groups.length && other.groups.every((group) => groups.has(group))
  );
}

type Both = {
  was: Person | undefined;
  is: Person | undefined;
  one: ReturnType<Held['get']>;
  other: ReturnType<Held['get']>;
};

/** Returns why a person can use a role only at one of two points in time. */
function causesOf({ was, is, one, other }: Both, [earlier, later]: readonly [SideOfPeople, SideOfPeople]): PeopleCause[] {
  const isGain = later.usable(is, other?.role) !== undefined;
  if (!was) return [{ kind: 'CREATED' }, ...groupsOf(other, later, 'JOINED')];
  if (!is) return [{ kind: 'DELETED' }];
  if (was.disabled !== is.disabled) return [{ kind: is.disabled ? 'DISABLED' : 'ENABLED' }];
  const [with_, without] = isGain ? [other, one] : [one, other];
  const [sideWith, personWithout] = isGain ? [later, was] : [earlier, is];
  // The assignments are the same, and the role or its trust in IAM Identity Center is not.
  if (with_ && without) return [{ kind: 'ROLE' }];
  const causes: PeopleCause[] = with_?.direct ? [{ kind: isGain ? 'ASSIGNED' : 'UNASSIGNED' }] : [];
  for (const id of with_?.groups ?? []) {
    const group = sideWith.groupNames.get(id) ?? id;
    const wasMember = personWithout.groups.includes(id);
    causes.push({ kind: wasMember ? (isGain ? 'ASSIGNED' : 'UNASSIGNED') : isGain ? 'JOINED' : 'LEFT', group });
  }
  return causes;
}

function groupsOf(held: ReturnType<Held['get']>, side: SideOfPeople, kind: 'JOINED'): PeopleCause[] {
  return (held?.groups ?? []).map((id) => ({ kind, group: side.groupNames.get(id) ?? id }));
}

/** Returns which layers of a role differ, of which the engine says that the access differs. */
function causesInRole(before: PrincipalState, after: PrincipalState): PeopleCause[] {
  const [one, other] = [before.principal, after.principal];
  const same =
    one.identity.length === other.identity.length &&
    one.identity.every((policy, at) => haveSameContent(policy, other.identity[at])) &&
    haveSameContent(one.boundary, other.boundary);
  const guards = ({ account }: PrincipalState) =>
    [...(account.scp ?? []), ...(account.rcp ?? [])].flatMap(({ policies }) => policies);
  const [guardsBefore, guardsAfter] = [guards(before), guards(after)];
  const sameGuards =
    guardsBefore.length === guardsAfter.length && guardsBefore.every((policy, at) => haveSameContent(policy, guardsAfter[at]));
  return [...(same ? [] : [{ kind: 'PERMISSION_SET' as const }]), ...(sameGuards ? [] : [{ kind: 'GUARDRAIL' as const }])];
}

/** Returns the number of actions that a role allows, at least on some resources. */
export function actionsAllowed(
  { account, principal: { principal, identity, boundary, facts } }: PrincipalState,
  index: ActionIndex,
): number {
  const set = {
    identity,
    ...(boundary && { boundary }),
    ...(account.scp && { scp: account.scp }),
    principalInManagementAccount: account.management,
  };
  const { allowed, limited } = effectivePermissions(principal, set, index, facts).counts();
  return allowed + limited;
}
