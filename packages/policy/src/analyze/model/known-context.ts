import { spend } from '../../budget/count';
import { type ContextIndex, indexContext, variableLookup } from '../../condition/context';
import { type CompiledCondition, testCondition } from '../../condition/test-condition';
import { principalContext } from '../../evaluate/principal-context';
import type { Principal, RequestContext } from '../../evaluate/types';
import type { Template, VariableLookup } from '../../match/template';
import { ANY_SESSION } from './any-session';

/** The extent to which something holds: for every request in question, for some, or for none. */
export type Trit = 'no' | 'maybe' | 'yes';

/** The known context of every request in question. */
export type KnownContext = {
  index: ContextIndex;
  lookUp: VariableLookup;
  /** Tests whether a lower-case key certainly has a known value or is certainly missing. */
  isDecided: (key: string) => boolean;
};

export type KnownFacts = {
  /** The keys with known values in every request. Values of the principal itself are added. */
  knownContext?: RequestContext;
  /** The keys that no request carries. A prefix stands for a family: `aws:PrincipalTag/*`. Known keys take precedence over their family. */
  absentKeys?: readonly string[];
};

const ONLY_FOR: Readonly<Record<string, Principal['type']>> = {
  'aws:username': 'User',
  'aws:assumedroot': 'AssumedRoot',
  'aws:principalservicename': 'Service',
  'aws:principalservicenameslist': 'Service',
};

/**
 * The keys of signed requests only, or of session credentials only. AWS: an anonymous request has only `aws:PrincipalAccount`,
 * `aws:PrincipalType` and `aws:userid` of the principal's keys. Source: IAM User Guide, "AWS global condition context keys", "Availability"
 * of each key.
 */
const NEEDS_CREDENTIALS: readonly string[] = [
  'aws:PrincipalArn',
  'aws:PrincipalOrgID',
  'aws:PrincipalOrgPaths',
  'aws:PrincipalTag/*',
  'aws:PrincipalIsAWSService',
  'aws:MultiFactorAuthPresent',
  'aws:MultiFactorAuthAge',
  'aws:TokenIssueTime',
  'aws:FederatedProvider',
  'aws:SourceIdentity',
  'aws:ChatbotSourceArn',
  'aws:Ec2InstanceSourceVpc',
  'aws:Ec2InstanceSourcePrivateIPv4',
  'aws:SourceArn',
  'aws:SourceAccount',
  'aws:SourceOwner',
  'aws:SourceOrgID',
  'aws:SourceOrgPaths',
  'aws:CalledVia',
  'aws:CalledViaFirst',
  'aws:CalledViaLast',
  'ec2:RoleDelivery',
  'ec2:SourceInstanceArn',
  'glue:RoleAssumedBy',
  'glue:CredentialIssuingService',
  'lambda:SourceFunctionArn',
  'ssm:SourceInstanceArn',
  'identitystore:UserId',
];

// INVARIANT (principal context): every request of a principal carries what `principalContext` gives for it.
export function knownContextOf(principal: Principal, facts: KnownFacts): KnownContext {
  const given = Object.entries(principalContext(principal));
  // For a role in general, the user id ends with an unknown session name.
  const anySession = principal.type === 'AssumedRole' && principal.sessionName === ANY_SESSION;
  const own = Object.fromEntries(anySession ? given.filter(([key]) => key !== 'aws:userid') : given);
  const absent = Object.keys(ONLY_FOR).filter((key) => ONLY_FOR[key] !== principal.type);
  return contextOfFacts({
    knownContext: mergeContexts(own, facts.knownContext ?? {}),
    absentKeys: [...absent, ...(principal.type === 'Anonymous' ? NEEDS_CREDENTIALS : []), ...(facts.absentKeys ?? [])],
  });
}

/** Merges contexts. Later values take precedence, regardless of case. */
function mergeContexts(...sources: readonly RequestContext[]): RequestContext {
  const merged = new Map<string, readonly [string, string | readonly string[]]>();
  for (const source of sources) {
    for (const [name, value] of Object.entries(source)) merged.set(name.toLowerCase(), [name, value]);
  }
  return Object.fromEntries(merged.values());
}

/** Returns the known context without a principal. */
export function contextOfFacts({ knownContext = {}, absentKeys = [] }: KnownFacts): KnownContext {
  const index = indexContext(knownContext);
  const absent = new Set<string>();
  const families: string[] = [];
  for (const key of absentKeys) {
    if (key.endsWith('/*')) families.push(key.slice(0, -1).toLowerCase());
    else absent.add(key.toLowerCase());
  }
  return {
    index,
    lookUp: variableLookup(index),
    isDecided: (key) => index.names.has(key) || absent.has(key) || families.some((family) => key.startsWith(family)),
  };
}

/** Returns the known context with more known keys: present and absent ones. */
export function withKnown(known: KnownContext, carries: RequestContext, lacks: readonly string[] = []): KnownContext {
  const more = contextOfFacts({ knownContext: mergeContexts(known.index.context, carries), absentKeys: lacks });
  return { ...more, isDecided: (key) => more.isDecided(key) || known.isDecided(key) };
}

const inRegions = new WeakMap<KnownContext, Map<string, KnownContext>>();

/**
 * Adds the Region that a request must be made in, unless the Region is known. The result is cached, because the same context is used often.
 */
export function withRegion(known: KnownContext, region: string | undefined): KnownContext {
  if (region === undefined || known.isDecided('aws:requestedregion')) return known;
  const kept = inRegions.get(known) ?? new Map<string, KnownContext>();
  inRegions.set(known, kept);
  const found = kept.get(region) ?? withKnown(known, { 'aws:RequestedRegion': region });
  kept.set(region, found);
  return found;
}

/** Tests whether a condition holds in all, none or some of the requests that agree with the known values. */
export function testKnown(condition: CompiledCondition, known: KnownContext): Trit {
  if (condition.operator === null) return 'no';
  if (!known.isDecided(condition.key) || !condition.templates.every((template) => isResolved(template, known))) return 'maybe';
  return testCondition(condition, known.index, known.lookUp).matched ? 'yes' : 'no';
}

export function testAllKnown(conditions: readonly CompiledCondition[], known: KnownContext): Trit {
  let answer: Trit = 'yes';
  spend(100 * conditions.length);
  for (const condition of conditions) {
    const one = testKnown(condition, known);
    if (one === 'no') return 'no';
    if (one === 'maybe') answer = 'maybe';
  }
  return answer;
}

/** Tests whether all variables of a template are decided: a value, the default, or certainly neither. */
export function isResolved(template: Template, known: KnownContext): boolean {
  return template.every((piece) => piece.kind !== 'variable' || piece.key === '' || known.isDecided(piece.key));
}
