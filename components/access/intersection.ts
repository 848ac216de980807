import { type Explanation, isOpen, type PolicyTrace, type StepTrace } from '@gatehouse/policy/evaluate';
import type { Outcome } from '../ui/outcome-icon';
import { denyingOf, policiesOfStep } from './decision-steps';
import { POLICY_TYPE_WORDS, reasonText } from './verdict-text';

type StepName = StepTrace['step'];

/** One level of policies, with its result for the request. */
export type Level = {
  id: string;
  step: StepName;
  /** The type of the level: `Service control policies`. */
  title: string;
  /** The place in an organization: `Root`, `OU Workloads`, `Account production`. */
  place?: string;
  outcome: Outcome;
  /** The result of the level, in words. */
  words: string;
};

/**
 * A decision as the intersection of levels. A request must pass every limit, and then be granted.
 * @see IAM User Guide, "Policy evaluation logic"
 */
export type Intersection = {
  /** From the outside in. */
  limits: Level[];
  grants: Level[];
  /** The grants that are required: one, either or both. */
  grantsNeeded: 'either' | 'both' | 'one';
  /** Types of levels that do not apply, with the reason. */
  absent: Absence[];
  /** Types of levels that could apply, but are not known here. */
  hidden: Absence[];
  granted: boolean;
  /** True if the result depends only on unknown policies, and no known policy denies. */
  open: boolean;
};

type Absence = { step: StepName; title: string; reason: string };

const TITLES: Partial<Record<StepName, string>> = {
  credential: 'Credentials',
  rcp: 'Resource control policies',
  scp: 'Service control policies',
  vpcEndpoint: 'VPC endpoint policy',
  boundary: 'Permissions boundary',
  session: 'Session policy',
  scope: 'Scope-down policies',
  identity: 'Identity policies',
  resource: 'Resource policy',
  blockPublicAccess: 'Block Public Access',
};

const LIMITS: readonly StepName[] = [
  'credential',
  'rcp',
  'scp',
  'vpcEndpoint',
  'boundary',
  'session',
  'scope',
  'blockPublicAccess',
];
const GRANTS: readonly StepName[] = ['identity', 'resource'];

/**
 * Returns the levels of a decision.
 * @param made true for a call that was really made, which unknown policies stopped
 */
export function intersectionOf(explanation: Explanation, made = false): Intersection {
  const steps = new Map(explanation.steps.map((step) => [step.step, step]));
  const shown: Intersection = {
    limits: [],
    grants: [],
    grantsNeeded: 'one',
    absent: [],
    hidden: [],
    granted: explanation.decision === 'Allowed',
    open: !made && isOpen(explanation),
  };
  for (const name of [...LIMITS, ...GRANTS]) {
    const step = steps.get(name);
    if (!step) continue;
    const policies = policiesOfStep(name, explanation);
    // A Deny also counts if no Allow is required.
    if (step.outcome !== 'Skipped' || denyingIn(policies, explanation).length > 0)
      (GRANTS.includes(name) ? shown.grants : shown.limits).push(...levelsOf(step, explanation, policies));
    else
      (step.reason === 'notKnownHere' ? shown.hidden : shown.absent).push({
        step: name,
        title: titleOf(step, explanation),
        reason: reasonText(reasonOf(step), step.step),
      });
  }
  if (shown.grants.length > 1) {
    // A grant to the account leaves the decision to the principal's policies, also within the account.
    const left = steps.get('resource')?.reason === 'account';
    shown.grantsNeeded = explanation.crossAccount || left ? 'both' : 'either';
  }
  return shown;
}

function levelsOf(step: StepTrace, explanation: Explanation, policies: readonly PolicyTrace[]): Level[] {
  const levels = step.step === 'scp' ? explanation.scpLevels : step.step === 'rcp' ? explanation.rcpLevels : [];
  if (levels.length === 0 || step.outcome === 'Unknown') return [levelOf(step, explanation, policies)];
  return levels.map(({ id, name, kind, policies: here, outcome }) => ({
    id: `${step.step} ${id}`,
    step: step.step,
    title: titleOf(step, explanation),
    place: kind === 'root' ? 'Root' : `${kind === 'account' ? 'Account' : 'OU'} ${name}`,
    ...saying(outcome, here, denyingIn(here, explanation)),
  }));
}

const reasonOf = ({ reason = '' }: StepTrace) => reason;

function levelOf(step: StepTrace, explanation: Explanation, policies: readonly PolicyTrace[]): Level {
  const base = { id: step.step, step: step.step, title: titleOf(step, explanation) };
  if (step.step === 'credential' && step.outcome !== 'Allow')
    return { ...base, outcome: 'explicit-deny', words: reasonText(reasonOf(step)) };
  if (step.step === 'blockPublicAccess') return { ...base, outcome: 'implicit-deny', words: reasonText(reasonOf(step)) };
  const denying = denyingIn(policies, explanation);
  if (denying.length > 0) return { ...base, ...saying('Deny', policies, denying) };
  if (step.outcome === 'Unknown') return { ...base, outcome: 'unknown', words: reasonText(step.reason ?? 'notKnownHere') };
  if (step.outcome === 'Allow' && step.statements.length === 0)
    return { ...base, outcome: 'allowed', words: reasonText(reasonOf(step)) };
  return { ...base, ...saying(step.outcome === 'Allow' ? 'Allow' : 'NoMatch', policies, denying) };
}

/** Returns the result of a limit: an allowed request goes on to the inner levels. */
function saying(
  outcome: 'Allow' | 'Deny' | 'NoMatch',
  policies: readonly PolicyTrace[],
  denying: readonly string[],
): Pick<Level, 'outcome' | 'words'> {
  if (outcome === 'Deny') return { outcome: 'explicit-deny', words: `${listOf(denying)} denies it` };
  const allowing = policies.filter((policy) => policy.outcome === 'Allow').map(({ policy }) => policy.name);
  if (outcome === 'Allow')
    return { outcome: 'allowed', words: allowing.length > 0 ? `${listOf(allowing)} allows it` : 'Allows it' };
  const words =
    policies.length === 0
      ? 'No policy is attached here, so nothing is allowed'
      : policies.length === 1
        ? `${policies.map(({ policy }) => policy.name).join()} does not allow it`
        : `No policy out of ${policies.length} allows it`;
  return { outcome: 'implicit-deny', words };
}

function denyingIn(policies: readonly PolicyTrace[], explanation: Explanation): string[] {
  return denyingOf(policies, explanation).map(({ policy }) => policy.name);
}

function listOf(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  return distinct.slice(0, 2).join(', ') + (distinct.length > 2 ? ` and ${distinct.length - 2} more` : '');
}

function titleOf({ step }: StepTrace, { policies }: Explanation): string {
  if (step === 'resource' && policies.some(({ policy }) => policy.type === 'trust'))
    return sentenceCase(`${POLICY_TYPE_WORDS.trust} of the role`);
  return TITLES[step] ?? step;
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
