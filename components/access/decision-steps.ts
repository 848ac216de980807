import { type Explanation, isScopePolicy, type LevelTrace, type PolicyTrace, type StepTrace } from '@gatehouse/policy/evaluate';
import { plural } from '@/lib/core/text/plural';
import type { Outcome } from '../ui/outcome-icon';
import { denyingNames, originText, reasonText } from './verdict-text';

/** The display of an outcome of a policy, level or step. */
export const OUTCOMES: Record<StepTrace['outcome'], { outcome: Outcome; word: string }> = {
  Allow: { outcome: 'allowed', word: 'Allow' },
  Deny: { outcome: 'explicit-deny', word: 'Deny' },
  NoMatch: { outcome: 'implicit-deny', word: 'No Allow' },
  Skipped: { outcome: 'implicit-deny', word: 'Not evaluated' },
  Unknown: { outcome: 'unknown', word: 'Not known' },
};

/** Reasons for which no Allow is required, although there may be one. */
const NOT_NEEDED: ReadonlySet<string> = new Set([
  'noGrantNeeded',
  'accountAddsNothing',
  'callerSideOnly',
  'bypassedByDirectGrant',
  'replacedByResourceGrant',
]);

/** A step as displayed. */
export type ShownStep = {
  outcome: Outcome;
  word: string;
  detail: string;
  policies: readonly PolicyTrace[];
  levels: readonly LevelTrace[];
  /** True if there are details to open. */
  opens: boolean;
};

export function shownStep(step: StepTrace, explanation: Explanation): ShownStep {
  const policies = policiesOfStep(step.step, explanation);
  const levels = step.step === 'scp' ? explanation.scpLevels : step.step === 'rcp' ? explanation.rcpLevels : [];
  const denying = step.outcome === 'Skipped' ? [] : denyingNames(levels);
  return {
    ...shownOutcome(step, levels),
    detail: denying.length > 0 ? shortList(denying) : detailText(step, explanation, policies),
    policies,
    levels,
    // The resource policy was read even if it need not allow: its Principal elements show why.
    opens: (step.outcome !== 'Skipped' || step.step === 'resource') && (policies.length > 0 || levels.length > 0),
  };
}

/** "No match" is a good result if the step looked for a Deny. */
function shownOutcome(step: StepTrace, levels: readonly LevelTrace[]): { outcome: Outcome; word: string } {
  if (step.step === 'explicitDeny' && step.outcome === 'NoMatch') return { outcome: 'allowed', word: 'None' };
  if (step.outcome === 'Skipped')
    return step.reason !== undefined && NOT_NEEDED.has(step.reason)
      ? { ...OUTCOMES.Skipped, word: 'Not needed' }
      : OUTCOMES.Skipped;
  if (step.step === 'blockPublicAccess') return { ...OUTCOMES.NoMatch, word: 'Restricted' };
  if (levels.some((level) => level.outcome === 'Deny')) return OUTCOMES.Deny;
  return OUTCOMES[step.outcome];
}

/** Returns the policies of a step, except those on levels of an organization. */
export function policiesOfStep(step: StepTrace['step'], explanation: Explanation): readonly PolicyTrace[] {
  const all = [...explanation.policies];
  const ofType = (...types: string[]) => all.filter(({ policy }) => types.includes(policy.type));
  switch (step) {
    case 'explicitDeny':
      return denyingOf(
        [...all, ...[...explanation.scpLevels, ...explanation.rcpLevels].flatMap((level) => level.policies)],
        explanation,
      );
    case 'identity':
      return ofType('identity');
    case 'boundary':
      return ofType('boundary');
    case 'session':
      return ofType('session').filter(({ policy }) => !isScopePolicy(policy));
    case 'scope':
      return all.filter(({ policy }) => isScopePolicy(policy));
    case 'resource':
      return ofType('resource', 'trust');
    case 'vpcEndpoint':
      return ofType('vpcEndpoint');
    default:
      return [];
  }
}

/**
 * Returns the policies whose Deny applies. A policy that does not apply to the caller, such as an SCP in the management account,
 * denies nothing.
 */
export function denyingOf(policies: readonly PolicyTrace[], { steps }: Pick<Explanation, 'steps'>): PolicyTrace[] {
  const statements = steps.find(({ step }) => step === 'explicitDeny')?.statements ?? [];
  const counted = new Set(statements.map(({ policyId }) => policyId));
  return policies.filter(({ policy }) => counted.has(policy.id));
}

/** Returns the first few names, and the number of others. */
function shortList(names: readonly string[]): string {
  return names.slice(0, 3).join(' · ') + (names.length > 3 ? ` and ${names.length - 3} more` : '');
}

/** Names the account that knows the missing policy. */
function unknownText({ step, reason }: StepTrace, { crossAccount, resourceAccount }: Explanation): string {
  if (step === 'identity') return `${reasonText(reason ?? 'notKnownHere')}: the account of the caller decides`;
  return `${reasonText(reason ?? 'notKnownHere')}${crossAccount ? `: account ${resourceAccount} decides` : ''}`;
}

function detailText(step: StepTrace, explanation: Explanation, policies: readonly PolicyTrace[]): string {
  if (step.outcome === 'Unknown') return unknownText(step, explanation);
  if (step.outcome === 'Skipped') return reasonText(step.reason ?? 'notInEffect', step.step);
  const levels = [...explanation.scpLevels, ...explanation.rcpLevels];
  const traces = [...explanation.policies, ...levels.flatMap((level) => level.policies)];
  const named = step.statements.flatMap(({ policyId }) => traces.filter(({ policy }) => policy.id === policyId).slice(0, 1));
  const names = [
    ...new Set(
      named.map(({ policy }) => (policy.origin.kind === 'level' ? policy.name : `${policy.name}, ${originText(policy, levels)}`)),
    ),
  ];
  if (names.length > 0) return shortList(names);
  if (step.reason) return reasonText(step.reason);
  if (step.step === 'explicitDeny') return 'No Deny statement of any policy applies';
  if (step.step === 'identity' && policies.length === 0) return 'The principal has no policies';
  return `${plural(policies.length, 'policy')} considered, none allows it`;
}
