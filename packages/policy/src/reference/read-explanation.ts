import type { DecisionKind, Explanation, LevelTrace, PolicyTrace, StatementTrace, StepName } from '../evaluate/types';

/**
 * Checks an explanation by its own content only: statements must follow from their elements and conditions, steps from statements, and the
 * decision from the steps. Returns the contradictions.
 */
export function faultsOf(explanation: Explanation): string[] {
  const { steps, policies, scpLevels, rcpLevels } = explanation;
  const faults: string[] = [];
  const levels = [...scpLevels, ...rcpLevels];
  const traces = new Map([...policies, ...levels.flatMap((level) => level.policies)].map((trace) => [trace.policy.id, trace]));
  for (const trace of traces.values()) faults.push(...faultsOfPolicy(trace));
  for (const step of steps) {
    for (const { policyId, statementIndex } of step.statements) {
      const statement = traces.get(policyId)?.statements[statementIndex];
      if (statement?.applies !== true) faults.push(`${step.step} rests on ${policyId}#${statementIndex}, which does not apply`);
    }
  }
  const decision = decisionOf(explanation);
  if (decision !== explanation.decision) faults.push(`the steps give ${decision}, not ${explanation.decision}`);
  return faults;
}

function faultsOfPolicy({ policy, outcome, statements }: PolicyTrace): string[] {
  const faults: string[] = [];
  for (const statement of statements) {
    const holds = [...statement.elements, ...statement.conditions].every(({ matched }) => matched);
    const named = statement.elements.some(({ element }) => element === 'Principal' || element === 'NotPrincipal');
    // A resource policy that does not name the caller has no effect for it.
    if (statement.applies && !holds) faults.push(`${policy.id}#${statement.index} applies though a part of it does not match`);
    if (!statement.applies && holds && named)
      faults.push(`${policy.id}#${statement.index} does not apply though all of it matches`);
  }
  const effects = new Set(statements.filter(({ applies }) => applies).map(({ effect }) => effect));
  const expected = effects.has('Deny') ? 'Deny' : effects.has('Allow') ? 'Allow' : 'NoMatch';
  if (outcome !== expected) faults.push(`${policy.id} comes out as ${outcome}, its statements as ${expected}`);
  return faults;
}

/** The reasons for which a policy does not apply at all. */
const UNASKED: ReadonlySet<string | undefined> = new Set(['trustPolicyIsForSts', 'ownedByAws', 'ownersOnlyAction']);

/** The reasons for which an Allow does not count but a Deny does. */
const DENIES_COUNT: ReadonlySet<string | undefined> = new Set([
  undefined,
  'bypassedByDirectGrant',
  'replacedByResourceGrant',
  'mustBeNamedByResource',
  'noGrantNeeded',
  'accountAddsNothing',
  'callerSideOnly',
]);

const POLICY_STEPS: readonly StepName[] = ['rcp', 'scp', 'vpcEndpoint', 'resource', 'identity', 'boundary', 'session', 'scope'];

/** Returns the decision that follows from the steps and traces by the rules of the README. */
function decisionOf(explanation: Explanation): DecisionKind {
  const stepOf = (name: StepName) => explanation.steps.find(({ step }) => step === name);
  if (stepOf('noPermissionNeeded') !== undefined) return 'Allowed';
  if (stepOf('credential') !== undefined) return 'ExplicitDeny';
  const spared = stepOf('explicitDeny')?.reason === 'rootRepairsPolicy';
  let missing = stepOf('blockPublicAccess')?.outcome === 'NoMatch';
  for (const name of POLICY_STEPS) {
    const step = stepOf(name);
    const skipped = step === undefined || step.outcome === 'Skipped';
    const asked = !UNASKED.has(step?.reason) && (!skipped || DENIES_COUNT.has(step?.reason));
    const levels = levelsOf(name, explanation);
    if (asked && levels.some(({ policies }) => applying(policies, 'Deny').length > 0) && !(spared && name === 'resource'))
      return 'ExplicitDeny';
    if (!skipped) missing ||= levels.some(({ policies }) => !allows(name, policies, explanation));
  }
  return missing ? 'ImplicitDeny' : 'Allowed';
}

function levelsOf(name: StepName, { policies, scpLevels, rcpLevels }: Explanation): readonly Pick<LevelTrace, 'policies'>[] {
  if (name === 'scp') return scpLevels;
  if (name === 'rcp') return rcpLevels;
  if (name === 'scope') return policies.filter(isScope).map((trace) => ({ policies: [trace] }));
  const types = name === 'resource' ? ['resource', 'trust'] : [name];
  return [{ policies: policies.filter((trace) => types.includes(trace.policy.type) && !isScope(trace)) }];
}

/** Tests for a scope-down policy. Each of them is a level of its own. */
const isScope = ({ policy }: PolicyTrace) => policy.id.startsWith('scopes/');

function applying(policies: readonly PolicyTrace[], effect: 'Allow' | 'Deny'): StatementTrace[] {
  return policies.flatMap(({ statements }) => statements.filter((one) => one.applies && one.effect === effect));
}

/** Tests for an Allow. Callers without an account must be named, and only STS uses a trust policy. */
function allows(name: StepName, policies: readonly PolicyTrace[], { request, steps }: Explanation): boolean {
  const found = applying(policies, 'Allow');
  if (name !== 'resource') return found.length > 0;
  if (UNASKED.has(steps.find(({ step }) => step === 'resource')?.reason)) return false;
  if ('accountId' in request.principal) return found.length > 0;
  return found.some(({ elements }) => elements[0]?.principalClass === 'DIRECT');
}
