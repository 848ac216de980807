import type { Explanation, PolicyTrace, StepTrace } from '@/lib/engine';
import type { Outcome } from '../ui/outcome-icon';
import { policiesOfStep } from './decision-steps';
import { POLICY_TYPE_WORDS, reasonText } from './verdict-text';

type StepName = StepTrace['step'];

/** What one level of policies says of the request. */
export type Level = {
  id: string;
  step: StepName;
  /** The kind of level: `Service control policies`. */
  title: string;
  /** Of an organization: `Root`, `OU Workloads`, `Account production`. */
  place?: string;
  outcome: Outcome;
  /** What it leaves of the request, in words. */
  words: string;
};

/**
 * A decision as the intersection of levels. A request must get through every limit, and then be granted.
 * @see IAM User Guide, "Policy evaluation logic"
 */
export type Intersection = {
  /** From the outside in. */
  limits: Level[];
  grants: Level[];
  /** How the two grants belong together. */
  grantsNeeded: 'either' | 'both' | 'one';
  /** Kinds of levels that have no say here, and why. */
  absent: { step: StepName; title: string; reason: string }[];
  granted: boolean;
};

const TITLES: Partial<Record<StepName, string>> = {
  credential: 'Credentials',
  rcp: 'Resource control policies',
  scp: 'Service control policies',
  vpcEndpoint: 'VPC endpoint policy',
  boundary: 'Permissions boundary',
  session: 'Session policy',
  identity: 'Identity policies',
  resource: 'Policy on the resource',
};

const LIMITS: readonly StepName[] = ['credential', 'rcp', 'scp', 'vpcEndpoint', 'boundary', 'session'];
const GRANTS: readonly StepName[] = ['identity', 'resource'];

export function intersectionOf(explanation: Explanation): Intersection {
  const steps = new Map(explanation.steps.map((step) => [step.step, step]));
  const limits: Level[] = [];
  const absent: Intersection['absent'] = [];
  for (const name of LIMITS) {
    const step = steps.get(name);
    if (!step) continue;
    if (step.outcome === 'Skipped')
      absent.push({ step: name, title: titleOf(step, explanation), reason: reasonText(step.reason ?? '') });
    else limits.push(...limitsOf(step, explanation));
  }
  const grants: Level[] = [];
  for (const name of GRANTS) {
    const step = steps.get(name);
    if (!step) continue;
    const denying = denyingIn(policiesOfStep(name, explanation));
    if (step.outcome === 'Skipped' && denying.length === 0)
      absent.push({ step: name, title: titleOf(step, explanation), reason: reasonText(step.reason ?? '') });
    else grants.push(levelOf(step, explanation, policiesOfStep(name, explanation)));
  }
  const granted = explanation.decision === 'Allowed';
  return {
    limits,
    grants,
    grantsNeeded: grants.length < 2 ? 'one' : explanation.crossAccount ? 'both' : 'either',
    absent,
    granted,
  };
}

function limitsOf(step: StepTrace, explanation: Explanation): Level[] {
  const levels = step.step === 'scp' ? explanation.scpLevels : step.step === 'rcp' ? explanation.rcpLevels : [];
  if (levels.length === 0 || step.outcome === 'Unknown')
    return [levelOf(step, explanation, policiesOfStep(step.step, explanation))];
  return levels.map(({ id, name, kind, policies, outcome }) => ({
    id: `${step.step} ${id}`,
    step: step.step,
    title: titleOf(step, explanation),
    place: kind === 'root' ? 'Root' : `${kind === 'account' ? 'Account' : 'OU'} ${name}`,
    ...saying(outcome, policies),
  }));
}

function levelOf(step: StepTrace, explanation: Explanation, policies: readonly PolicyTrace[]): Level {
  const base = { id: step.step, step: step.step, title: titleOf(step, explanation) };
  if (step.step === 'credential' && step.outcome !== 'Allow')
    return { ...base, outcome: 'explicit-deny', words: reasonText(step.reason ?? '') };
  if (step.outcome === 'Unknown') return { ...base, outcome: 'unknown', words: reasonText(step.reason ?? 'notKnownHere') };
  const denying = denyingIn(policies);
  if (denying.length === 0 && step.outcome === 'Allow' && step.statements.length === 0)
    return { ...base, outcome: 'allowed', words: reasonText(step.reason ?? '') };
  return { ...base, ...saying(denying.length > 0 ? 'Deny' : step.outcome === 'Allow' ? 'Allow' : 'NoMatch', policies) };
}

/** A limit that allows leaves the request to those inside; one that denies or says nothing leaves nothing of it. */
function saying(outcome: 'Allow' | 'Deny' | 'NoMatch', policies: readonly PolicyTrace[]): Pick<Level, 'outcome' | 'words'> {
  if (outcome === 'Deny') return { outcome: 'explicit-deny', words: `${listOf(denyingIn(policies))} denies it` };
  const allowing = policies.filter((policy) => policy.outcome === 'Allow').map(({ policy }) => policy.name);
  if (outcome === 'Allow')
    return { outcome: 'allowed', words: allowing.length > 0 ? `${listOf(allowing)} allows it` : 'Allows it' };
  const words =
    policies.length === 0
      ? 'No policy is here, so nothing is allowed'
      : `${policies.length === 1 ? (policies[0]?.policy.name ?? '') : `None of ${policies.length} policies`} ${policies.length === 1 ? 'does not allow it' : 'allows it'}`;
  return { outcome: 'implicit-deny', words };
}

function denyingIn(policies: readonly PolicyTrace[]): string[] {
  return policies.filter(({ outcome }) => outcome === 'Deny').map(({ policy }) => policy.name);
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
