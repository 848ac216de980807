import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize } from '../../evaluate/authorize';
import type { PreparedPolicy } from '../../evaluate/record';
import type { PolicySet, PolicyType, Principal, RequestContext } from '../../evaluate/types';
import type { Policy } from '../../policy/types';
import { runs, someOf } from '../../test-runs';
import { resourceTypesOfText } from '../actions/resource-types-of-text';
import type { CheckWitness } from '../check/find-access';
import { checkNoNewAccess, comparePoliciesSteps } from '../check/policy-checks';
import type { AccessVerdict, Shown } from '../compare/verdict';
import type { AccessModel, AccessPrincipal } from '../model/access-model';
import { policyChangeSteps } from '../resources/policy-change';
import { takeAll } from '../steps';
import { contextFor, MARIA, OPS, OWN } from '../testing/arbitrary-access';
import { EDITS, type Statement, statement } from '../testing/policy-edits';
import { sampleIndex, sampleLevel, samplePolicy } from '../testing/sample-policies';
import { diffPrincipalsSteps } from './diff-access';

// `comparePoliciesSteps` compares two policies alone, for all callers. `diffPrincipalsSteps` and `policyChangeSteps` compare them among the other
// policies of a caller. Here, nothing else limits the caller, so both verdicts must agree.

const index = sampleIndex('s3', 'iam', 'sts', 'sqs', 'kms', 'dynamodb', 'organizations');
const TRUSTING = `arn:aws:iam::${OWN}:role/trusting`;
const BUCKET = 'arn:aws:s3:::b1';

const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };
const ALL = samplePolicy('identity', 'all', EVERYTHING);
const ALL_OF_RCP = samplePolicy('rcp', 'all', { ...EVERYTHING, Principal: '*' });
/** A resource policy that allows the account everything. AWS: identity policies give access to a KMS key only if its key policy allows this. */
const LETS_ACCOUNT_IN = samplePolicy('resource', 'own', { ...EVERYTHING, Principal: { AWS: OWN } });

type Set = PolicySet<PreparedPolicy>;
type Place = {
  name: string;
  /** The type of the compared policies, and the type as which the comparison of single policies reads them. */
  type: PolicyType;
  read: PolicyType;
  principal: Principal;
  /** Returns the caller's policies, including the compared policy. */
  set: (policy: PreparedPolicy) => Set;
  /** Converts a statement of an identity policy. Returns null if this type of policy cannot have it. */
  fit: (statement: Statement) => Statement | null;
  /** The resource to which the policy belongs. */
  on?: string;
};

const arnOf = (principal: Principal) =>
  principal.type === 'AssumedRole' ? principal.roleArn : 'arn' in principal ? principal.arn : '';
const same = (one: Statement) => one;
const named = (one: Statement): Statement => ({ ...one, Principal: { AWS: arnOf(MARIA) } });
const PLACES: readonly Place[] = [
  { name: 'a user', type: 'identity', read: 'identity', principal: MARIA, set: (one) => ({ identity: [one] }), fit: same },
  { name: 'a role', type: 'identity', read: 'identity', principal: OPS, set: (one) => ({ identity: [one] }), fit: same },
  {
    name: 'a boundary',
    type: 'boundary',
    read: 'boundary',
    principal: MARIA,
    set: (boundary) => ({ identity: [ALL], boundary }),
    fit: same,
  },
  {
    name: 'an SCP',
    type: 'scp',
    read: 'identity',
    principal: MARIA,
    set: (scp) => ({ identity: [ALL], scp: [sampleLevel('root', 'r-1', scp)] }),
    fit: (one) => one,
  },
  {
    name: 'an RCP',
    type: 'rcp',
    read: 'resource',
    principal: MARIA,
    set: (rcp) => ({ identity: [ALL], rcp: [sampleLevel('root', 'r-1', rcp, ALL_OF_RCP)] }),
    fit: (one) => (one.Effect === 'Deny' && one.NotAction === undefined ? { ...one, Principal: '*' } : null),
  },
  {
    name: 'a bucket policy',
    type: 'resource',
    read: 'resource',
    principal: MARIA,
    set: (resource) => ({ identity: [], resource }),
    fit: named,
    on: BUCKET,
  },
  {
    name: 'a trust policy',
    type: 'trust',
    read: 'trust',
    principal: MARIA,
    set: (resource) => ({ identity: [], resource }),
    fit: ({ Effect, Condition }) => named({ Effect, Action: 'sts:AssumeRole', ...(Condition !== undefined && { Condition }) }),
    on: TRUSTING,
  },
];

let made = 0;
function policyOf(type: PolicyType, statements: readonly Statement[]): PreparedPolicy {
  made += 1;
  return samplePolicy(type, `${type}-${made}`, JSON.parse(JSON.stringify(statements)));
}

const DIRECTIONS: Readonly<Record<AccessVerdict, { more: Shown; less: Shown }>> = {
  equal: { more: 'no', less: 'no' },
  wider: { more: 'yes', less: 'no' },
  narrower: { more: 'no', less: 'yes' },
  both: { more: 'yes', less: 'yes' },
  undecided: { more: 'open', less: 'open' },
};

function among(place: Place, before: PreparedPolicy, after: PreparedPolicy): AccessVerdict {
  const arn = arnOf(place.principal);
  const model = (policy: PreparedPolicy): AccessModel => {
    const { identity, boundary, scp, rcp } = place.set(policy);
    const caller: AccessPrincipal = { arn, principal: place.principal, identity, ...(boundary && { boundary }) };
    const levels = { ...(scp && { scp }), ...(rcp && { rcp }) };
    const account = { accountId: OWN, name: 'own', management: false, principals: [caller], groups: [], ...levels };
    return { accounts: [account], resources: place.on === undefined ? [] : [{ arn: place.on, accountId: OWN, policy }] };
  };
  if (place.on === undefined) {
    const [diff] = takeAll(diffPrincipalsSteps(model(before), model(after), index)).principals;
    return diff?.verdict ?? 'equal';
  }
  const changes = takeAll(policyChangeSteps(model(before), model(after), place.on, index));
  return changes.find(({ principal }) => principal === arn)?.verdict ?? 'equal';
}

/**
 * Decides a witness's request with each policy, for the caller of a place. Returns null if the caller cannot make the request. The witness of
 * an RCP can have any caller. For a trust policy, the resource is its own role.
 */
function decided(place: Place, witness: CheckWitness, ...policies: readonly PreparedPolicy[]) {
  const { action } = witness;
  const resource = place.type === 'trust' ? TRUSTING : witness.resource;
  const own = contextFor(place.principal, {}, {});
  const known = new Map(Object.entries(own).map(([key, value]) => [key.toLowerCase(), String(value)]));
  const given = Object.entries(witness.context);
  const isCallers = given.every(([name, value]) => {
    const key = name.toLowerCase();
    return known.has(key) ? known.get(key) === value : key !== 'aws:username';
  });
  const isOther = place.on !== undefined && (witness.principal === null || arnOf(witness.principal) !== arnOf(place.principal));
  if (!isCallers || isOther) return null;
  const types = index.anyTypesOf[index.position(action) ?? -1] ?? [];
  const found = new Set(resource.startsWith('arn:') ? resourceTypesOfText(index, resource) : []);
  if (!types.some((type) => (resource === '*' ? index.types[type]?.type.arn === '*' : found.has(type)))) return null;
  if (place.on !== undefined && resource !== place.on && !resource.startsWith(`${place.on}/`)) return null;
  const context: RequestContext = { ...Object.fromEntries(given.filter(([key]) => !known.has(key.toLowerCase()))), ...own };
  return policies.map((policy) => {
    const set = { resource: LETS_ACCOUNT_IN, ...place.set(policy) };
    return authorize({ principal: place.principal, action, resource, resourceAccount: OWN, context }, set).decision;
  });
}

type Seen = { wider: number; narrower: number; both: number; equal: number; undecided: number; decided: number; all: number };
const nothingSeen = (): Seen => ({ wider: 0, narrower: 0, both: 0, equal: 0, undecided: 0, decided: 0, all: 0 });

/**
 * Requires that both comparisons agree, as far as each decides.
 * @param wholly whether the caller of the place can make every request that the policies decide differently
 */
function expectAgreement(place: Place, from: readonly Statement[], to: readonly Statement[], wholly: boolean, seen: Seen): void {
  const [before, after] = [policyOf(place.type, from), policyOf(place.type, to)];
  const [was, is] = [policyOf(place.read, from).policy, policyOf(place.read, to).policy];
  // An RCP only denies, so the comparison needs an Allow that it can limit.
  const granted = place.type === 'rcp' ? [{ ...EVERYTHING, Principal: '*' }] : [];
  const [left, leaves] = [from, to].map((list) => policyOf(place.read, [...list, ...granted]).policy) as [Policy, Policy];
  const verdicts = { alone: takeAll(comparePoliciesSteps(was, is, { index })), among: among(place, before, after) };
  const [alone, one] = [DIRECTIONS[verdicts.alone], DIRECTIONS[verdicts.among]];
  const what = { place: place.name, from: JSON.stringify(from), to: JSON.stringify(to), ...verdicts };
  seen.all += 1;
  seen[verdicts.among] += 1;
  if (verdicts.alone === 'undecided' || verdicts.among === 'undecided') return;
  for (const direction of ['more', 'less'] as const) {
    const [single, stack] = [alone[direction], one[direction]];
    // The comparison for all callers includes the requests of this caller.
    const isMissed = stack === 'yes' && single === 'no';
    const isUnexplained = wholly && single === 'yes' && stack === 'no';
    expect({ ...what, direction, isMissed, isUnexplained }).toEqual({
      ...what,
      direction,
      isMissed: false,
      isUnexplained: false,
    });
    const check = direction === 'more' ? checkNoNewAccess(left, leaves, { index }) : checkNoNewAccess(leaves, left, { index });
    for (const { witness } of check.result === 'FAIL' ? check.findings : []) {
      const decisions = witness && decided(place, witness, before, after);
      if (!decisions || decisions[0] === decisions[1]) continue;
      if (decisions.filter((decision) => decision === 'Allowed').length !== 1) continue;
      seen.decided += 1;
      const shown = { ...what, direction, witness: JSON.stringify(witness), stack };
      expect(shown).not.toMatchObject({ stack: 'no' });
    }
  }
}

describe('the comparisons of two policies alone and among the policies of a caller', () => {
  it.each(PLACES.map((place) => [place.name, place] as const))(
    'do not contradict each other for random pairs in %s',
    (_, place) => {
      const seen = nothingSeen();
      const list = fc
        .array(statement, { minLength: 1, maxLength: 3 })
        .map((all) =>
          all.flatMap(
            (one): Statement | readonly Statement[] =>
              place.fit(one) ?? place.fit({ ...one, Effect: 'Deny', Action: 's3:Get*', NotAction: undefined }) ?? [],
          ),
        );
      const pairs = fc.oneof(
        fc.tuple(list, list),
        fc.tuple(list, list).map(([from, more]) => [from, [...from, ...more.slice(0, 1)]] as const),
      );
      fc.assert(
        fc.property(pairs, ([from, to]) => expectAgreement(place, from, to, false, seen)),
        runs(120, 10),
      );
      const { wider, narrower, both, equal, undecided } = seen;
      expect({ changed: wider + narrower + both > 2, equal: equal > 0, undecided: undecided < seen.all / 3 }).toEqual({
        changed: true,
        equal: true,
        undecided: true,
      });
    },
  );

  it.each(PLACES.map((place) => [place.name, place] as const))('agree on the direction of edits in %s', (_, place) => {
    const seen = nothingSeen();
    const cases = EDITS.flatMap((edit) => [
      { from: edit.from, to: edit.to },
      { from: edit.to, to: edit.from },
    ]);
    const beside = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
    for (const { from, to } of someOf(cases, 0, 5)) {
      const [one, other] = [place.fit(from), place.fit(to)];
      const more = one?.Effect === 'Deny' ? place.fit(beside) : null;
      if (one === null || other === null) continue;
      const text = JSON.stringify([from, to]);
      // The caller has only one user name, and the policy belongs to only one bucket. Other differences cannot show.
      const elsewhere =
        place.on === BUCKET &&
        JSON.stringify(from.Resource ?? from.NotResource) !== JSON.stringify(to.Resource ?? to.NotResource);
      const wholly = !text.includes('aws:username') && !elsewhere;
      expectAgreement(place, [one, ...(more ? [more] : [])], [other, ...(more ? [more] : [])], wholly, seen);
    }
    expect({
      wider: seen.wider > 1,
      narrower: seen.narrower > 1,
      decided: seen.decided > 5,
      undecided: seen.undecided < 3,
    }).toEqual({ wider: true, narrower: true, decided: true, undecided: true });
  });
});
