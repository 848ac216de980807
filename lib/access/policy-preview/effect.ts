import {
  ACCESS_LEVELS,
  type AccessDifference,
  type AccessVerdict,
  type ActionIndex,
  type ActionSet,
  forEachPosition,
  type PolicyChange,
  type UndecidedReason,
} from '@gatehouse/policy/analyze';
import type { AccessLevel } from '@gatehouse/policy/validate';
import { first, recordOf } from '../../core/text/lists';
import { giveWay, sortInTurns } from '../../core/work/bulk';
import { type ShownDifference, shownDifferences } from '../shown-difference';
import { parseSubject } from '../subject-arn';
import type { Zone } from '../zones';

/** A number of actions, and the first of them by name. */
export type ActionList = { Count: number; Actions: string[] };

export const WAYS = ['Gained', 'Lost', 'Narrowed', 'Widened'] as const;
/** The ways that access to an action changes: possible now, no longer possible, possible with fewer requests, possible with more. */
export type AccessChangeWay = (typeof WAYS)[number];

/** A principal with changed access: one of the account, or an external principal as a resource policy or trust policy names it. */
export type AffectedPrincipal = {
  /** The ARN of a user, role or root user, the name of a service or provider, an account, or `*`. */
  Principal: string;
  Kind: 'User' | 'Role' | 'Root' | Exclude<PolicyChange['kind'], 'member'>;
  Name: string;
  Zone: Zone;
  /** The recent use of actions that it would lose. Absent if there was none or it is unknown. */
  Used?: LostUse;
};

/** The recent use of actions that would be lost: their number within `Days`, and the last one used. */
export type LostUse = { Count: number; Days: number; Action: string; Time: Date };

/** Principals with the same changes. */
export type AlikeChange = Readonly<Record<AccessChangeWay, ActionList>> & {
  Verdict: AccessVerdict;
  /** The reason of an undecided verdict. */
  Reason?: UndecidedReason;
  /** The actions with an undecided comparison. */
  Undecided: ActionList;
  /** The differences in detail, each with a request that shows it. */
  Differences: ShownDifference[];
  /** The first principals by name, at most `MOST_ALIKE`, and the number of further ones. */
  Principals: AffectedPrincipal[];
  More: number;
};

/** The changes of one service at one access level: the numbers of distinct actions over all principals, and of principals. */
export type LevelChange = Readonly<Record<AccessChangeWay, number>> & { Service: string; Level: AccessLevel; Principals: number };

export type PolicyEffect = {
  /**
   * The number of principals that the change can affect: those with the policy, or all of the account for a resource policy or trust
   * policy.
   */
  Considered: number;
  /** There are more than `MOST_UNASKED`, so nothing was compared. */
  Unasked: boolean;
  /** The numbers of visible principals that gain or lose access. A principal can do both. */
  Gain: number;
  Lose: number;
  Changed: number;
  /** The numbers of visible principals by verdict, except those without a difference. */
  Verdicts: Record<Exclude<AccessVerdict, 'equal'>, number>;
  /** The number of changed principals that the viewer may not see. */
  Hidden: number;
  /** The largest changes, at most `MOST_LEVELS`, and the number of further ones. */
  Levels: LevelChange[];
  MoreLevels: number;
  /**
   * The changes, with external principals and the largest losses first, at most `MOST_CHANGES`, and the number of principals with others.
   */
  Changes: AlikeChange[];
  MorePrincipals: number;
  /** For a resource policy: whether it is public, and whether Block Public Access would therefore deny all external principals. */
  Public: { IsPublic: boolean; Restricted: boolean } | null;
  Milliseconds: number;
};

/** The most principals compared while the author types. More are compared on request. */
export const MOST_UNASKED = 5_000;
const MOST_ALIKE = 20;
const MOST_CHANGES = 30;
const MOST_LEVELS = 40;
const MOST_ACTIONS = 20;

/** The changes of one principal by way. Principals with the same changes may share the sets, which saves time. */
export type PrincipalEffect<Actions extends object> = {
  who: AffectedPrincipal;
  actions: Readonly<Record<AccessChangeWay, Actions>>;
  undecided: Actions;
  verdict: Exclude<AccessVerdict, 'equal'>;
  reason?: UndecidedReason | undefined;
  differences: readonly AccessDifference[];
};

type Differing<Actions extends object> = Readonly<Record<'gained' | 'lost' | 'narrowed' | 'widened', Actions>> &
  Pick<PrincipalEffect<Actions>, 'verdict' | 'reason' | 'undecided' | 'differences'>;

/** Returns the engine's difference of a principal as an effect. */
export function effectOf<Actions extends object>(
  who: AffectedPrincipal,
  differing: Differing<Actions>,
): PrincipalEffect<Actions> {
  const { gained: Gained, lost: Lost, narrowed: Narrowed, widened: Widened } = differing;
  const { verdict, reason, undecided, differences } = differing;
  return { who, actions: { Gained, Lost, Narrowed, Widened }, verdict, reason, undecided, differences };
}

/** Returns the difference of a role as an effect. @param name the name that is shown for it, such as that of its account */
export function roleEffect<Actions extends object>(
  name: string,
  diff: Differing<Actions> & { arn: string },
): PrincipalEffect<Actions> {
  return effectOf({ Principal: diff.arn, Kind: 'Role', Name: name, Zone: 'own' }, diff);
}

/** A representation of a change's actions: a set over the index, or names. */
export type Held<Actions extends object> = {
  visit: (actions: Actions, take: (position: number) => void) => void;
  /** Returns the same text for the same actions. */
  keyOf: (actions: Actions) => string;
};

export const HELD_AS_SET: Held<ActionSet> = {
  visit: forEachPosition,
  keyOf: ({ at, bits }) => `${at.join()} ${bits.join()}`,
};

export function heldByName(index: ActionIndex): Held<readonly string[]> {
  return {
    visit: (names, take) => {
      for (const name of names) {
        const position = index.position(name);
        if (position !== undefined) take(position);
      }
    },
    keyOf: (names) => names.join(),
  };
}

/** Summarizes changes. The changes are those that the viewer may see. */
export async function summarize<Actions extends object>(
  changes: readonly PrincipalEffect<Actions>[],
  index: ActionIndex,
  held: Held<Actions>,
): Promise<
  Pick<PolicyEffect, 'Gain' | 'Lose' | 'Changed' | 'Verdicts' | 'Levels' | 'MoreLevels' | 'Changes' | 'MorePrincipals'>
> {
  const groups = await alike(changes, held);
  const levels = await levelsOf(groups, index, held);
  const counts = new Map(groups.map((group) => [group, countsOf(group, held)]));
  const weight = (group: Group<Actions>) => weightOf(group, counts.get(group));
  const sorted = await sortInTurns(
    groups,
    (a, b) => weight(b) - weight(a) || first(a.who).Principal.localeCompare(first(b.who).Principal),
  );
  const shown = sorted.slice(0, MOST_CHANGES);
  const count = (some: readonly Group<Actions>[]) => some.reduce((sum, { who }) => sum + who.length, 0);
  return {
    Gain: count(groups.filter(({ verdict }) => verdict === 'wider' || verdict === 'both')),
    Lose: count(groups.filter(({ verdict }) => verdict === 'narrower' || verdict === 'both')),
    Changed: changes.length,
    Verdicts: recordOf(VERDICTS, (verdict) => count(groups.filter((group) => group.verdict === verdict))),
    Levels: levels.slice(0, MOST_LEVELS),
    MoreLevels: Math.max(0, levels.length - MOST_LEVELS),
    Changes: shown.map((group) => ({
      ...listsOf(group, index, held),
      Principals: group.who.toSorted((a, b) => a.Name.localeCompare(b.Name)).slice(0, MOST_ALIKE),
      More: Math.max(0, group.who.length - MOST_ALIKE),
    })),
    MorePrincipals: count(sorted.slice(MOST_CHANGES)),
  };
}

const VERDICTS = ['wider', 'narrower', 'both', 'undecided'] as const;

type Group<Actions extends object> = Omit<PrincipalEffect<Actions>, 'who'> & { who: AffectedPrincipal[] };

/** Groups principals with the same changes. Principals of the account and external ones stay apart. */
async function alike<Actions extends object>(
  changes: readonly PrincipalEffect<Actions>[],
  held: Held<Actions>,
): Promise<Group<Actions>[]> {
  const keys = new Map<Actions, string>();
  const keyOf = (actions: Actions) => {
    const known = keys.get(actions) ?? held.keyOf(actions);
    keys.set(actions, known);
    return known;
  };
  const groups = new Map<string, Group<Actions>>();
  for (const { who, ...change } of changes) {
    const sets = [...WAYS.map((way) => change.actions[way]), change.undecided];
    const key = [isOutside(who), change.verdict, ...sets.map(keyOf)].join(' | ');
    const group = groups.get(key);
    if (group) group.who.push(who);
    else groups.set(key, { who: [who], ...change });
    await giveWay();
  }
  return [...groups.values()];
}

const isOutside = ({ Kind }: AffectedPrincipal) => Kind !== 'User' && Kind !== 'Role' && Kind !== 'Root';

async function levelsOf<Actions extends object>(
  groups: readonly Group<Actions>[],
  index: ActionIndex,
  held: Held<Actions>,
): Promise<LevelChange[]> {
  const cells = new Map<number, { principals: number; actions: Record<AccessChangeWay, Set<number>> }>();
  for (const { who, actions } of groups) {
    const touched = new Set<number>();
    for (const way of WAYS) {
      held.visit(actions[way], (position) => {
        const at = (index.serviceOf[position] ?? 0) * ACCESS_LEVELS.length + (index.levelOf[position] ?? 0);
        const cell = cells.get(at) ?? {
          principals: 0,
          actions: { Gained: new Set(), Lost: new Set(), Narrowed: new Set(), Widened: new Set() },
        };
        cells.set(at, cell);
        cell.actions[way].add(position);
        touched.add(at);
      });
    }
    for (const at of touched) {
      const cell = cells.get(at);
      if (cell) cell.principals += who.length;
    }
    await giveWay();
  }
  const inOrder = [...cells].sort(([a], [b]) => a - b);
  const rows = inOrder.map(
    ([at, { principals, actions }]): LevelChange => ({
      Service: index.services[Math.floor(at / ACCESS_LEVELS.length)]?.prefix ?? '',
      Level: ACCESS_LEVELS[at % ACCESS_LEVELS.length] ?? 'Read',
      Gained: actions.Gained.size,
      Lost: actions.Lost.size,
      Narrowed: actions.Narrowed.size,
      Widened: actions.Widened.size,
      Principals: principals,
    }),
  );
  return rows.sort((a, b) => sizeOf(b) - sizeOf(a));
}

const sizeOf = (row: LevelChange) => WAYS.reduce((sum, way) => sum + row[way], 0);

function countsOf<Actions extends object>({ actions }: Group<Actions>, held: Held<Actions>): Record<AccessChangeWay, number> {
  const count = (way: AccessChangeWay) => {
    let found = 0;
    held.visit(actions[way], () => {
      found += 1;
    });
    return found;
  };
  return { Gained: count('Gained'), Lost: count('Lost'), Narrowed: count('Narrowed'), Widened: count('Widened') };
}

function listsOf<Actions extends object>(
  { actions, undecided, verdict, reason, differences }: Group<Actions>,
  index: ActionIndex,
  held: Held<Actions>,
): Omit<AlikeChange, 'Principals' | 'More'> {
  const list = (set: Actions): ActionList => {
    const names: string[] = [];
    held.visit(set, (position) => {
      const action = index.actions[position];
      if (action) names.push(`${action.service}:${action.name}`);
    });
    return { Count: names.length, Actions: names.sort().slice(0, MOST_ACTIONS) };
  };
  return {
    Verdict: verdict,
    ...(reason && { Reason: reason }),
    Gained: list(actions.Gained),
    Lost: list(actions.Lost),
    Narrowed: list(actions.Narrowed),
    Widened: list(actions.Widened),
    Undecided: list(undecided),
    Differences: shownDifferences(differences),
  };
}

/** Returns the sort weight of a group. External principals come first, and losses count twice. */
function weightOf<Actions extends object>({ who }: Group<Actions>, counts: Record<AccessChangeWay, number> | undefined): number {
  if (!counts) return 0;
  const outside = who[0] && isOutside(who[0]) ? 1_000_000 : 0;
  return outside + counts.Lost * 2 + counts.Gained + counts.Narrowed + counts.Widened;
}

/** Describes a principal of the account by its ARN. */
export function ownPrincipal(arn: string): AffectedPrincipal {
  const subject = parseSubject(arn);
  if (subject?.kind === 'Account') return { Principal: arn, Kind: 'Root', Name: 'Root user', Zone: 'own' };
  return { Principal: arn, Kind: subject?.kind === 'Role' ? 'Role' : 'User', Name: subject?.name ?? arn, Zone: 'own' };
}
