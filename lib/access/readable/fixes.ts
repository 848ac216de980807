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
} from '@gatehouse/policy/evaluate';
import type { DecisionRecord } from '../../core/authorization/authorize';
import { tryPrepare } from '../../core/authorization/prepared-policies';
import { required } from '../../core/text/lists';
import { takeInTurns } from '../../core/work/bulk';
import type { IsHiddenTag } from './readable-tags';

/**
 * A change that a page shows for a denied call. Each `alternative` needs one change of every `step`. `others` marks a change that somebody
 * else must make, in a policy that is hidden or unknown here.
 */
export type ShownFix = {
  alternative: number;
  step: number;
  sentence: string;
  /** The policy to change. */
  policyId?: string;
  /** The whole policy after the change, or the new policy. */
  document?: string;
  /** The kind of change, for pages that try it. */
  way?: FixWay;
  others?: true;
};

/** Finds the smallest changes that allow a denied call. Each was tried with all policies, hidden ones included. */
export function findPlan({ request, set }: Situation): Promise<FixPlan> {
  return takeInTurns(smallestFixSteps(request, set));
}

/** Returns the inputs of a recorded decision. Returns null for records without inputs or without whole policy texts. */
export function situationOf({ explanation, documents, considered }: DecisionRecord): Situation | null {
  if (!considered) return null;
  const prepared = new Map<string, PreparedPolicy>();
  for (const ref of refsIn(considered)) {
    const result = tryPrepare(ref, documents[ref.id] ?? '');
    if (!result.ok) return null;
    prepared.set(ref.id, result.prepared);
  }
  return { request: explanation.request, set: mapPolicySet(considered, (ref) => required(prepared, ref.id)) };
}

function refsIn(considered: PolicySet<PolicyRef>): PolicyRef[] {
  const refs: PolicyRef[] = [];
  mapPolicySet(considered, (ref) => refs.push(ref));
  return refs;
}

/**
 * Returns a plan's changes as the viewer sees them. A change that reveals a hidden policy or tag is left out if another change works as
 * well. Otherwise it becomes a sentence about what must become true (`describeNeed`).
 */
export function shownFixes(plan: FixPlan, { request }: Situation, resourceAccount: string, viewer: FixViewer): ShownFix[] {
  const shown = new Map<string, Omit<ShownFix, 'alternative'>[]>();
  for (const { steps, unknown } of plan.alternatives) {
    // Each document includes the first change of every earlier step.
    let tells = false;
    const fixes = steps.flatMap(({ blocker, options }, at) => {
      const readable = options.filter((option) => !policiesIn(option).some(({ id }) => viewer.hidden.has(id)));
      const open = readable.filter((option) => !tellsTag(option, viewer));
      const step = at + 1;
      const withDocument = !tells;
      tells ||= options[0] !== undefined && tellsTag(options[0], viewer);
      if (open.length > 0) return open.map((option) => shownFix(withDocument ? option : withoutDocument(option), step, viewer));
      return [needed(blocker, request, step, readable.length > 0)];
    });
    const needs = unknown.map((blocker, at) => {
      return { step: steps.length + at + 1, sentence: describeUnknown(blocker, resourceAccount), others: true as const };
    });
    const all = [...fixes, ...needs];
    // Alternatives that differ only in hidden parts are listed once.
    const key = JSON.stringify(all.map(({ step, sentence }) => [step, sentence]));
    if (!shown.has(key)) shown.set(key, all);
  }
  return [...shown.values()].flatMap((fixes, at) => fixes.map((fix) => ({ alternative: at + 1, ...fix })));
}

/** The parts that the viewer may not read: hidden policies by id, and hidden tags by condition key. */
export type FixViewer = {
  hidden: ReadonlySet<string>;
  isHiddenTag: IsHiddenTag;
  /** Returns a principal in a policy as AWS shows it: as an ARN instead of a unique id. */
  principal: (name: string) => string;
};

/** Returns what a plan's changes name as principals in policies. */
export function principalsIn({ alternatives }: FixPlan): string[] {
  const changes = alternatives.flatMap(({ steps }) => steps.flatMap(({ options }) => options.map(({ change }) => change)));
  return changes.flatMap((change) => {
    if ('element' in change) return change.element === 'Principal' ? [change.value.slice(change.value.indexOf(':') + 1)] : [];
    if (!('statement' in change) || !('Principal' in change.statement)) return [];
    return Object.values(Object(change.statement.Principal)).flat().map(String);
  });
}

function tellsTag({ change }: FixOption, { isHiddenTag }: FixViewer): boolean {
  return 'key' in change && isHiddenTag(change.key);
}

function withoutDocument({ document: _, ...option }: FixOption): FixOption {
  return option;
}

function policiesIn({ place, follows }: FixOption): PolicyRef[] {
  return [...(place.kind === 'policy' ? [place.policy] : []), ...(follows ? [follows] : [])];
}

function shownFix(option: FixOption, step: number, { principal }: FixViewer): Omit<ShownFix, 'alternative'> {
  return {
    step,
    sentence: describeFix(option, principal),
    ...(option.place.kind === 'policy' && { policyId: option.place.policy.id }),
    ...(option.document !== undefined && { document: option.document }),
    way: wayOfFix(option),
  };
}

function needed(
  blocker: Blocker,
  request: Situation['request'],
  step: number,
  isForTags: boolean,
): Omit<ShownFix, 'alternative'> {
  if (isForTags)
    return {
      step,
      sentence: `${describeNeed(blocker, request)} You don't have permission to view the tags that it compares.`,
      others: true,
    };
  const reader =
    blocker.type === 'scp' || blocker.type === 'rcp'
      ? "Only the organization's management account can read it."
      : 'You don’t have permission to read it.';
  return { step, sentence: `${describeNeed(blocker, request)} ${reader}`, others: true };
}
