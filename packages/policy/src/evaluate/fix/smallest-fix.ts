import { type Steps, takeAll } from '../../analyze/steps';
import { authorize } from '../authorize';
import { credentialOf } from '../credential';
import type { PreparedPolicy } from '../record';
import type { AuthorizationRequest, Blocker, CredentialType, Decision, PolicySet } from '../types';
import { allPolicies, documentKey, isDocumentChange, newPolicyId } from './apply-changes';
import { denyChanges } from './deny-changes';
import { grantChanges } from './grant-changes';
import { hasNoKnownObstacle, type TriedChanges, tryChanges } from './try-changes';
import type { FixAlternative, FixOption, FixPlace, FixPlan, FixStep, PlacedChange, Situation } from './types';

/** The most obstacles, more than any real request has. */
const MOST_STEPS = 24;
/** The bounds of one search in decisions and dead ends, so that it also ends for hostile policies. */
const MOST_TRIES = 600;
const MOST_DEAD_ENDS = 8;
/** The most choices tried before another option of a step is left out. */
const MOST_CHOICES = 32;
const MOST_ALTERNATIVES = 3;

/** Finds the smallest sets of changes that allow a denied request, without steps: see `smallestFixSteps`. */
export function smallestFix(request: AuthorizationRequest, set: PolicySet<PreparedPolicy>): FixPlan {
  return takeAll(smallestFixSteps(request, set));
}

/**
 * Finds the smallest sets of changes that allow a denied request. `tryChanges` tries each: afterwards the request is allowed or depends
 * only on unknown parts, and every change is needed. Allowed and open requests need no change. Every step is one decision.
 * @param set all policies that apply. Policies that the viewer may not read are hidden from the answer but not from the search
 */
export function* smallestFixSteps(request: AuthorizationRequest, set: PolicySet<PreparedPolicy>): Steps<FixPlan> {
  const decision = authorize(request, set);
  const plan = { decision: decision.decision, unknown: unknownIn(decision) };
  if (hasNoKnownObstacle(decision)) return { ...plan, alternatives: [] };
  const search = new Search({ request, set });
  const path = yield* search.complete([]);
  if (path === null) return { ...plan, alternatives: [], ...(search.stuckAt && { stuckAt: search.stuckAt }) };
  return { ...plan, alternatives: yield* search.alternatives(path) };
}

function unknownIn({ blockedBy }: Decision): Blocker[] {
  return blockedBy.filter(({ kind }) => kind === 'unknown');
}

/** A chosen change, and the obstacle that it removes. */
type Choice = PlacedChange & { blocker: Blocker };

class Search {
  /** The first obstacle that no change removes. */
  stuckAt: Blocker | undefined;
  private readonly tried = new Map<string, TriedChanges | null>();
  private readonly written: ReadonlyMap<string, number>;
  private deadEnds = 0;

  constructor(private readonly start: Situation) {
    this.written = new Map(
      allPolicies(start.set).map(({ ref, policy }) => [documentKey(ref), policy.statements.length] as const),
    );
  }

  private *try(changes: readonly PlacedChange[]): Steps<TriedChanges | null> {
    const key = changes.map(keyOf).sort().join('\n');
    const known = this.tried.get(key);
    if (known !== undefined) return known;
    if (this.tried.size >= MOST_TRIES) return null;
    const tried = tryChanges(this.start, changes);
    this.tried.set(key, tried);
    yield;
    return tried;
  }

  private *isEnough(changes: readonly PlacedChange[]): Steps<boolean> {
    const tried = yield* this.try(changes);
    return tried !== null && hasNoKnownObstacle(tried.decision);
  }

  /** Removes obstacles one by one with the first change that works. @returns null if nothing was found */
  *complete(chosen: readonly Choice[]): Steps<readonly Choice[] | null> {
    const tried = yield* this.try(chosen);
    if (tried === null || chosen.length > MOST_STEPS) return null;
    if (hasNoKnownObstacle(tried.decision)) return chosen;
    const choices = yield* this.choices(chosen, tried);
    for (const choice of choices) {
      const path = yield* this.complete([...chosen, choice]);
      if (path !== null) return path;
      if (this.deadEnds >= MOST_DEAD_ENDS) return null;
    }
    if (choices.length === 0) {
      this.stuckAt ??= tried.decision.blockedBy[0];
      this.deadEnds += 1;
    }
    return null;
  }

  /** Returns the first change in each place that removes the first remaining obstacle. */
  private *choices(chosen: readonly Choice[], { after, decision }: TriedChanges): Steps<Choice[]> {
    const [blocker] = decision.blockedBy;
    const choices: Choice[] = [];
    if (blocker === undefined) return choices;
    const done = new Set<string>();
    for (const candidate of candidatesFor(blocker, after)) {
      const placed = this.asWritten(candidate, chosen);
      const place = placeKey(candidate.place);
      if (placed === null || done.has(place)) continue;
      const next = yield* this.try([...chosen, placed]);
      if (next === null || !removes(blocker, decision, next.decision)) continue;
      done.add(place);
      choices.push({ ...placed, blocker });
    }
    return choices;
  }

  /**
   * Returns the change with statement indexes as before all changes. Returns null if it concerns something that an earlier change added.
   */
  private asWritten(candidate: PlacedChange, chosen: readonly Choice[]): PlacedChange | null {
    const { place, change } = candidate;
    if (place.kind !== 'policy') return candidate;
    const key = documentKey(place.policy);
    const count = this.written.get(key);
    if (count === undefined) return null;
    if (!('statementIndex' in change)) return candidate;
    const gone = chosen.flatMap((one) =>
      one.place.kind === 'policy' && documentKey(one.place.policy) === key && one.change.kind === 'removeStatement'
        ? one.change.statementIndex
        : [],
    );
    const statementIndex = gone
      .sort((a, b) => a - b)
      .reduce((index, removed) => (removed <= index ? index + 1 : index), change.statementIndex);
    return statementIndex < count ? { ...candidate, change: { ...change, statementIndex } } : null;
  }

  /** Removes unnecessary changes, such as edits to a policy that is detached in the end. */
  private *reduced(changes: readonly Choice[]): Steps<readonly Choice[]> {
    let left = changes;
    for (const change of changes) {
      const others = left.filter((other) => other !== change);
      if (yield* this.isEnough(others)) left = others;
    }
    return left;
  }

  /** Returns the alternatives of a path and its branches. Branches that differ from the first in one change become options of its step. */
  *alternatives(path: readonly Choice[]): Steps<FixAlternative[]> {
    const first = yield* this.reduced(path);
    const steps = first.map((choice) => [choice]);
    const found = [first];
    for (let at = 0; at < path.length; at += 1) {
      const before = path.slice(0, at);
      const tried = yield* this.try(before);
      for (const other of tried === null ? [] : yield* this.choices(before, tried)) {
        this.deadEnds = 0;
        const turned = yield* this.complete([...before, other]);
        const changes = turned === null ? null : yield* this.reduced(turned);
        if (changes === null || found.some((known) => isSame(known, changes))) continue;
        found.push(changes);
        const step = replacedStep(first, changes);
        const [only] = step === null ? [] : changes.filter((change) => !first.some((one) => keyOf(one) === keyOf(change)));
        if (step !== null && only !== undefined && (yield* this.isOption(steps, step, only))) steps[step]?.push(only);
        else yield* this.noteAlternative(changes);
      }
    }
    const own = yield* this.asAlternative(steps);
    return [own, ...this.others].sort((a, b) => a.steps.length - b.steps.length).slice(0, MOST_ALTERNATIVES);
  }

  private readonly others: FixAlternative[] = [];

  private *noteAlternative(changes: readonly Choice[]): Steps<void> {
    this.others.push(yield* this.asAlternative(changes.map((choice) => [choice])));
  }

  /**
   * Tests whether a change can be an option of a step: every choice of the other steps' options must be sufficient and necessary with it.
   */
  private *isOption(steps: readonly (readonly Choice[])[], step: number, option: Choice): Steps<boolean> {
    // Later steps' documents include the first option of this step's change to the same document.
    if (steps.slice(step + 1).some((later) => steps[step]?.[0] && later.some((one) => isInOneDocument(one, steps[step]?.[0]))))
      return false;
    const choices = choicesOf(steps.map((options, at) => (at === step ? [option] : options)));
    const unknown = yield* this.unknownAfter(steps.map(([first]) => first).filter((one) => one !== undefined));
    if (choices.length > MOST_CHOICES) return false;
    for (const choice of choices) {
      if (!(yield* this.isEnough(choice)) || (yield* this.unknownAfter(choice)) !== unknown) return false;
      for (const change of choice) if (yield* this.isEnough(choice.filter((other) => other !== change))) return false;
    }
    return true;
  }

  private *unknownAfter(changes: readonly Choice[]): Steps<string> {
    const tried = yield* this.try(changes);
    return tried === null
      ? ''
      : unknownIn(tried.decision)
          .map(({ type }) => type)
          .join();
  }

  private *asAlternative(steps: readonly (readonly Choice[])[]): Steps<FixAlternative> {
    const made: FixStep[] = [];
    const before: Choice[] = [];
    for (const options of steps) {
      const [first] = options;
      if (first === undefined) continue;
      const withDocuments: FixOption[] = [];
      for (const option of options) withDocuments.push(yield* this.withDocument(option, before));
      made.push({ blocker: first.blocker, options: withDocuments });
      before.push(first);
    }
    const tried = yield* this.try(before);
    return { steps: made, unknown: tried === null ? [] : unknownIn(tried.decision) };
  }

  private *withDocument({ blocker: _, ...option }: Choice, before: readonly Choice[]): Steps<FixOption> {
    const { place, change } = option;
    if (change.kind !== 'createPolicy' && !isDocumentChange(change)) return option;
    const tried = yield* this.try([...before, option]);
    const key = place.kind === 'policy' ? documentKey(place.policy) : place.kind === 'newPolicy' ? newPolicyId(place) : '';
    const document = tried?.documents.get(key);
    return document === undefined ? option : { ...option, document };
  }
}

function keyOf({ place, change }: PlacedChange): string {
  const where = place.kind === 'policy' && !isDocumentChange(change) ? place.policy.id : placeKey(place);
  return JSON.stringify([where, change]);
}

function isSame(one: readonly Choice[], other: readonly Choice[]): boolean {
  const keys = new Set(one.map(keyOf));
  return one.length === other.length && other.every((change) => keys.has(keyOf(change)));
}

/** Returns the step where the others have a different change, or null if they differ in more than one. */
function replacedStep(first: readonly Choice[], others: readonly Choice[]): number | null {
  const keys = new Set(others.map(keyOf));
  const gone = first.flatMap((choice, at) => (keys.has(keyOf(choice)) ? [] : at));
  return gone.length === 1 && first.length === others.length ? (gone[0] ?? null) : null;
}

function isInOneDocument(one: PlacedChange, other: PlacedChange | undefined): boolean {
  if (one.place.kind !== 'policy' || other?.place.kind !== 'policy') return false;
  return documentKey(one.place.policy) === documentKey(other.place.policy);
}

function choicesOf(steps: readonly (readonly Choice[])[]): Choice[][] {
  let choices: Choice[][] = [[]];
  for (const options of steps) {
    choices = choices.flatMap((choice) => options.map((option) => [...choice, option]));
    if (choices.length > MOST_CHOICES) return choices;
  }
  return choices;
}

function candidatesFor(blocker: Blocker, situation: Situation): PlacedChange[] {
  if (blocker.type === 'credential') return credentialChanges(situation.request);
  // A setting of the bucket, which no policy changes.
  if (blocker.kind === 'unknown' || blocker.type === 'blockPublicAccess') return [];
  return blocker.kind === 'explicit' ? denyChanges(blocker, situation) : grantChanges(blocker, situation);
}

function placeKey(place: FixPlace): string {
  switch (place.kind) {
    case 'policy':
      return `policy ${documentKey(place.policy)}`;
    case 'newPolicy':
      return newPolicyId(place);
    case 'request':
      return 'request';
  }
}

/** Tests whether a blocker is gone: one Deny less, or no missing Allow there. */
function removes(blocker: Blocker, before: Decision, after: Decision): boolean {
  if (hasNoKnownObstacle(after)) return true;
  if (blocker.kind === 'explicit') return after.decision !== 'ExplicitDeny' || after.deciding.length < before.deciding.length;
  if (after.decision === 'ExplicitDeny') return false;
  return !after.blockedBy.some(({ type, level }) => type === blocker.type && level?.id === blocker.level?.id);
}

/** Returns other credentials of the caller that could make the call. */
function credentialChanges(request: AuthorizationRequest): PlacedChange[] {
  const credentials: Readonly<Record<string, readonly CredentialType[]>> = {
    User: ['longTerm', 'sessionTokenWithMfa', 'console'],
    Root: ['longTerm', 'sessionTokenWithMfa', 'console'],
    FederatedUser: ['console'],
  };
  const own = credentialOf(request);
  const others = (credentials[request.principal.type] ?? []).filter((credential) => credential !== own);
  return others.map((credential) => ({ place: { kind: 'request' }, change: { kind: 'useCredential', credential } }));
}
