import { spend } from '../../budget/count';
import { type ContextIndex, indexContext, variableLookup } from '../../condition/context';
import { type CompiledCondition, testCondition } from '../../condition/test-condition';
import { principalContext } from '../../evaluate/principal-context';
import type { Principal, RequestContext } from '../../evaluate/types';
import type { Template, VariableLookup } from '../../match/template';
import { ANY_SESSION } from './any-session';

/** What holds for every request in question, for none, or for some and not for others. */
export type Trit = 'no' | 'maybe' | 'yes';

/** What is known about the context of every request in question before any is made. */
export type KnownContext = {
  index: ContextIndex;
  lookUp: VariableLookup;
  /** Whether the key (in lower case) is certain to be there with a known value, or certain to be missing. */
  isDecided: (key: string) => boolean;
};

export type KnownFacts = {
  /** Keys with the values that every request will carry. What follows from the principal itself is added. */
  knownContext?: RequestContext;
  /** Keys that no request will carry; a family by its prefix: `aws:PrincipalTag/*`. Known keys win over their family. */
  absentKeys?: readonly string[];
};

const ONLY_FOR: Readonly<Record<string, Principal['type']>> = {
  'aws:username': 'User',
  'aws:assumedroot': 'AssumedRoot',
  'aws:principalservicename': 'Service',
  'aws:principalservicenameslist': 'Service',
};

/**
 * What only signed requests carry, or only requests with the credentials of a session. AWS: of the keys about the principal an anonymous
 * request has `aws:PrincipalAccount`, `aws:PrincipalType` and `aws:userid`.
 * Source: IAM User Guide, "AWS global condition context keys", "Availability" of each key.
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
  // A role in general, not one session of it: its user id ends with a name that nobody knows.
  const anySession = principal.type === 'AssumedRole' && principal.sessionName === ANY_SESSION;
  const own = Object.fromEntries(anySession ? given.filter(([key]) => key !== 'aws:userid') : given);
  const absent = Object.keys(ONLY_FOR).filter((key) => ONLY_FOR[key] !== principal.type);
  return contextOfFacts({
    knownContext: mergeContexts(own, facts.knownContext ?? {}),
    absentKeys: [...absent, ...(principal.type === 'Anonymous' ? NEEDS_CREDENTIALS : []), ...(facts.absentKeys ?? [])],
  });
}

/** Later values win, whatever the case of their keys. */
function mergeContexts(...sources: readonly RequestContext[]): RequestContext {
  const merged = new Map<string, readonly [string, string | readonly string[]]>();
  for (const source of sources) {
    for (const [name, value] of Object.entries(source)) merged.set(name.toLowerCase(), [name, value]);
  }
  return Object.fromEntries(merged.values());
}

/** What is known when nothing follows from the principal. */
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

/** What is known of a request of which more is known: keys it carries, and keys it does not. */
export function withKnown(known: KnownContext, carries: RequestContext, lacks: readonly string[] = []): KnownContext {
  const more = contextOfFacts({ knownContext: mergeContexts(known.index.context, carries), absentKeys: lacks });
  return { ...more, isDecided: (key) => more.isDecided(key) || known.isDecided(key) };
}

const inRegions = new WeakMap<KnownContext, Map<string, KnownContext>>();

/** Adds the Region that a request must be made in, unless the Region is known already. Kept, as the same context is asked about often. */
export function withRegion(known: KnownContext, region: string | undefined): KnownContext {
  if (region === undefined || known.isDecided('aws:requestedregion')) return known;
  const kept = inRegions.get(known) ?? new Map<string, KnownContext>();
  inRegions.set(known, kept);
  const found = kept.get(region) ?? withKnown(known, { 'aws:RequestedRegion': region });
  kept.set(region, found);
  return found;
}

/** Whether a condition holds in every request that agrees with what is known, in none, or in some. */
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

/** Whether all variables of a template are decided: each has its value, its default or certainly neither. */
export function isResolved(template: Template, known: KnownContext): boolean {
  return template.every((piece) => piece.kind !== 'variable' || piece.key === '' || known.isDecided(piece.key));
}
