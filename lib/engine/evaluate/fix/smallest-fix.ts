import { authorize } from '../authorize';
import { credentialOf } from '../credential';
import { isOpen } from '../is-open';
import type { PreparedPolicy } from '../record';
import type { AuthorizationRequest, Blocker, CredentialType, Decision, PolicySet } from '../types';
import { applyChange, type Situation } from './apply-option';
import { denyChanges } from './deny-changes';
import { type Candidate, grantChanges } from './grant-changes';
import type { FixOption, FixPlace, FixPlan, FixStep } from './types';

/** More obstacles than any real request has; the bound that makes the search end on hostile input. */
const MOST_STEPS = 24;

/**
 * For a denied request, the least change in each place where each obstacle could be removed. Every option is checked by evaluating
 * again. An allowed request needs nothing: no steps.
 */
export function smallestFix(request: AuthorizationRequest, set: PolicySet<PreparedPolicy>): FixPlan {
  const start: Situation = { request, set };
  const steps: FixStep[] = [];
  const removed: RemovedStatements = new Map();
  let situation = start;
  let decision = authorize(request, set);
  while (!isThrough(decision)) {
    const [blocker] = decision.blockedBy;
    if (blocker === undefined || steps.length >= MOST_STEPS) return { possible: false, steps };
    const working = workingChanges(blocker, decision, situation);
    const [first] = working;
    if (first === undefined) return { possible: false, steps: [...steps, { blocker, options: [] }] };
    const others = working.slice(1).filter((other) => isThrough(other.decision) || leadsToAllowed(other, steps.length + 1));
    steps.push({ blocker, options: [first, ...others].map(({ option }) => asWritten(option, removed)) });
    noteRemoval(first.option, removed);
    situation = first.after;
    decision = first.decision;
  }
  return { possible: true, steps: withoutOverruled(steps, start) };
}

/** Allowed, as far as anything is known. */
function isThrough(decision: Decision): boolean {
  return decision.decision === 'Allowed' || isOpen(decision);
}

/** By policy: the statements that earlier steps removed, numbered as in the document before all steps, in ascending order. */
type RemovedStatements = Map<string, readonly number[]>;

/** The option with its statement numbered as its author knows it, too. */
function asWritten(option: FixOption, removed: RemovedStatements): FixOption {
  const { place, change } = option;
  const gone = place.kind === 'policy' ? removed.get(place.policy.id) : undefined;
  if (gone === undefined || !('statementIndex' in change)) return option;
  return { ...option, change: { ...change, writtenIndex: writtenIndex(change.statementIndex, gone) } };
}

function writtenIndex(index: number, gone: readonly number[]): number {
  return gone.reduce((written, one) => (one <= written ? written + 1 : written), index);
}

function noteRemoval({ place, change }: FixOption, removed: RemovedStatements): void {
  if (place.kind !== 'policy' || change.kind !== 'removeStatement') return;
  const gone = removed.get(place.policy.id) ?? [];
  removed.set(
    place.policy.id,
    [...gone, writtenIndex(change.statementIndex, gone)].sort((a, b) => a - b),
  );
}

/** Leaves out the changes to a policy that a later step takes off altogether: of a policy of nothing but Denies the last can't be edited away. */
function withoutOverruled(steps: readonly FixStep[], start: Situation): readonly FixStep[] {
  const detached = new Map<string, number>();
  steps.forEach(({ options: [first] }, i) => {
    if (first?.change.kind === 'detachPolicy' && first.place.kind === 'policy') detached.set(first.place.policy.id, i);
  });
  const kept = steps.filter(
    ({ options: [first] }, i) => first?.place.kind !== 'policy' || (detached.get(first.place.policy.id) ?? i) <= i,
  );
  return kept.length < steps.length && leadToAllowed(kept, start) ? kept : steps;
}

function leadToAllowed(steps: readonly FixStep[], start: Situation): boolean {
  let situation = start;
  for (const { options } of steps) {
    const [first] = options;
    const applied = first === undefined ? null : applyChange(first.place, first.change, situation);
    if (applied === null) return false;
    situation = applied.after;
  }
  return isThrough(authorize(situation.request, situation.set));
}

type Working = { option: FixOption; after: Situation; decision: Decision };

/** The first change in each place that really removes the obstacle. */
function workingChanges(blocker: Blocker, before: Decision, situation: Situation, onlyFirst = false): Working[] {
  const working: Working[] = [];
  const done = new Set<string>();
  for (const { place, change } of candidatesFor(blocker, situation)) {
    const key = placeKey(place);
    if (done.has(key)) continue;
    const applied = applyChange(place, change, situation);
    if (applied === null) continue;
    const decision = authorize(applied.after.request, applied.after.set);
    if (!removes(blocker, before, decision)) continue;
    done.add(key);
    const option: FixOption = applied.document === undefined ? { place, change } : { place, change, document: applied.document };
    working.push({ option, after: applied.after, decision });
    if (onlyFirst) break;
  }
  return working;
}

function candidatesFor(blocker: Blocker, situation: Situation): Candidate[] {
  if (blocker.type === 'credential') return credentialChanges(situation.request);
  // A setting of the bucket, which no policy changes.
  if (blocker.kind === 'unknown' || blocker.type === 'blockPublicAccess') return [];
  return blocker.kind === 'explicit' ? denyChanges(blocker, situation) : grantChanges(blocker, situation);
}

function placeKey(place: FixPlace): string {
  switch (place.kind) {
    case 'policy':
      return `policy ${place.policy.id}`;
    case 'newPolicy':
      return `new ${place.type}`;
    case 'request':
      return 'request';
  }
}

/** One Deny less than before, or no longer a missing Allow there. */
function removes(blocker: Blocker, before: Decision, after: Decision): boolean {
  if (isThrough(after)) return true;
  if (blocker.kind === 'explicit') return after.decision !== 'ExplicitDeny' || after.deciding.length < before.deciding.length;
  if (after.decision === 'ExplicitDeny') return false;
  return !after.blockedBy.some(({ type, level }) => type === blocker.type && level?.id === blocker.level?.id);
}

/** Whether the remaining obstacles can be removed too, taking the first change for each. */
function leadsToAllowed({ after, decision }: Working, taken: number): boolean {
  let situation = after;
  let now = decision;
  for (let step = taken; step < MOST_STEPS && !isThrough(now); step += 1) {
    const [blocker] = now.blockedBy;
    const [next] = blocker === undefined ? [] : workingChanges(blocker, now, situation, true);
    if (next === undefined) return false;
    situation = next.after;
    now = next.decision;
  }
  return isThrough(now);
}

/** Other credentials of the same caller that could make the call. */
function credentialChanges(request: AuthorizationRequest): Candidate[] {
  const credentials: Readonly<Record<string, readonly CredentialType[]>> = {
    User: ['longTerm', 'sessionTokenWithMfa', 'console'],
    Root: ['longTerm', 'sessionTokenWithMfa', 'console'],
    FederatedUser: ['console'],
  };
  const own = credentialOf(request);
  const others = (credentials[request.principal.type] ?? []).filter((credential) => credential !== own);
  return others.map((credential) => ({ place: { kind: 'request' }, change: { kind: 'useCredential', credential } }));
}
