import type { DecisionRecord } from '../core/authorize';
import { takeInTurns } from '../core/bulk';
import { tryPrepare } from '../core/prepared-policies';
import {
  type Blocker,
  describeFix,
  describeNeed,
  describeUnknown,
  type FixOption,
  type FixPlan,
  type FixWay,
  mapPolicySet,
  type PolicyRef,
  type PolicySet,
  type PreparedPolicy,
  type Situation,
  smallestFixSteps,
  wayOfFix,
} from '../engine';

/**
 * One change that a page shows for a denied call. Changes with the same `alternative` belong together: one of each `step` is enough, and every
 * step is needed. `others`: it names what somebody else must do, in a policy that the viewer may not read or that is not known here.
 */
export type Fix = {
  alternative: number;
  step: number;
  sentence: string;
  /** The policy to change. */
  policyId?: string;
  /** The whole policy after the change, or the new policy. */
  document?: string;
  /** What the change does, for pages that try it. */
  way?: FixWay;
  others?: true;
};

/** Finds the smallest changes that allow a denied call: each was tried on everything that was considered, whoever may read it. */
export function findPlan({ request, set }: Situation): Promise<FixPlan> {
  return takeInTurns(smallestFixSteps(request, set));
}

/** Returns what a record was decided from; null for records that do not name it, or whose texts are not whole. */
export function situationOf({ explanation, documents, considered }: DecisionRecord): Situation | null {
  if (!considered) return null;
  const prepared = new Map<string, PreparedPolicy>();
  for (const ref of refsIn(considered)) {
    const result = tryPrepare(ref, documents[ref.id] ?? '');
    if (!result.ok) return null;
    prepared.set(ref.id, result.prepared);
  }
  return { request: explanation.request, set: mapPolicySet(considered, (ref) => prepared.get(ref.id) as PreparedPolicy) };
}

function refsIn(considered: PolicySet<PolicyRef>): PolicyRef[] {
  const refs: PolicyRef[] = [];
  mapPolicySet(considered, (ref) => refs.push(ref));
  return refs;
}

/**
 * Returns the changes of a plan as a viewer sees them. A change to a policy that the viewer may not read, and one that follows from its text,
 * is left out where another one does as well; else it becomes the sentence of what must become true there (`describeNeed`).
 * @param hidden ids of policies that the viewer may not read
 */
export function shownFixes(plan: FixPlan, { request }: Situation, resourceAccount: string, hidden: ReadonlySet<string>): Fix[] {
  const shown = new Map<string, Omit<Fix, 'alternative'>[]>();
  for (const { steps, unknown } of plan.alternatives) {
    const fixes = steps.flatMap(({ blocker, options }, at) => {
      const open = options.filter((option) => !policiesIn(option).some(({ id }) => hidden.has(id)));
      const step = at + 1;
      return open.length > 0 ? open.map((option) => shownFix(option, step)) : [needed(blocker, request, step)];
    });
    const needs = unknown.map((blocker, at) => {
      return { step: steps.length + at + 1, sentence: describeUnknown(blocker, resourceAccount), others: true as const };
    });
    const all = [...fixes, ...needs];
    // Alternatives that differ only in what is not shown are one.
    const key = JSON.stringify(all.map(({ step, sentence }) => [step, sentence]));
    if (!shown.has(key)) shown.set(key, all);
  }
  return [...shown.values()].flatMap((fixes, at) => fixes.map((fix) => ({ alternative: at + 1, ...fix })));
}

function policiesIn({ place, follows }: FixOption): PolicyRef[] {
  return [...(place.kind === 'policy' ? [place.policy] : []), ...(follows ? [follows] : [])];
}

function shownFix(option: FixOption, step: number): Omit<Fix, 'alternative'> {
  return {
    step,
    sentence: describeFix(option),
    ...(option.place.kind === 'policy' && { policyId: option.place.policy.id }),
    ...(option.document !== undefined && { document: option.document }),
    way: wayOfFix(option),
  };
}

function needed(blocker: Blocker, request: Situation['request'], step: number): Omit<Fix, 'alternative'> {
  const reader =
    blocker.type === 'scp' || blocker.type === 'rcp'
      ? 'Only the management account of the organization may read it.'
      : 'You may not read it.';
  return { step, sentence: `${describeNeed(blocker, request)} ${reader}`, others: true };
}
