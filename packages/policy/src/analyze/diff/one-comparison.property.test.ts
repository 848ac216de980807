import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize } from '../../evaluate/authorize';
import type { PreparedPolicy } from '../../evaluate/record';
import type { OrganizationLevel, PolicySet, Principal, RequestContext } from '../../evaluate/types';
import { runs, someOf } from '../../test-runs';
import { setHas } from '../actions/action-set';
import type { AccessDifference } from '../compare/compare-stacks';
import type { AccessModel, AccessPrincipal } from '../model/access-model';
import { takeAll } from '../steps';
import { ACTIONS, CONDITIONS, contextFor, OWN, RESOURCES, rare, some } from '../testing/arbitrary-access';
import { randomOf, requestsOf } from '../testing/requests-of';
import { FULL_ACCESS, sampleIndex, sampleLevel, samplePolicy } from '../testing/sample-policies';
import { diffPrincipalsSteps } from './diff-access';

const index = sampleIndex('s3', 'iam', 'sts', 'sqs', 'kms', 'dynamodb', 'organizations');
const MARIA: Principal = {
  type: 'User',
  accountId: OWN,
  arn: `arn:aws:iam::${OWN}:user/maria`,
  userId: 'AIDAMARIA',
  userName: 'maria',
};

type Statement = Readonly<Record<string, unknown>>;
type Stack = { identity: readonly Statement[]; boundary?: readonly Statement[]; scp?: readonly Statement[] };
type Verdict = 'equal' | 'wider' | 'narrower' | 'both' | 'undecided';

let made = 0;
function prepared(type: 'identity' | 'boundary' | 'scp', statements: readonly Statement[]): PreparedPolicy {
  made += 1;
  return samplePolicy(type, `${type}-${made}`, statements);
}

type Prepared = {
  identity: readonly PreparedPolicy[];
  boundary?: PreparedPolicy;
  scp?: readonly OrganizationLevel<PreparedPolicy>[];
};

function prepare({ identity, boundary, scp }: Stack): Prepared {
  return {
    identity: identity.length === 0 ? [] : [prepared('identity', identity)],
    ...(boundary === undefined ? {} : { boundary: prepared('boundary', boundary) }),
    ...(scp === undefined ? {} : { scp: [sampleLevel('root', 'r-1', prepared('scp', scp), FULL_ACCESS)] }),
  };
}

const policiesOf = ({ identity, boundary, scp }: Prepared): PreparedPolicy[] => [
  ...identity,
  ...(boundary ? [boundary] : []),
  ...(scp ?? []).flatMap(({ policies }) => policies),
];

function modelOf({ identity, boundary, scp }: Prepared): AccessModel {
  const maria: AccessPrincipal = {
    arn: `arn:aws:iam::${OWN}:user/maria`,
    principal: MARIA,
    identity,
    ...(boundary && { boundary }),
  };
  const account = { accountId: OWN, name: 'own', management: false, principals: [maria], groups: [], ...(scp && { scp }) };
  return { accounts: [account], resources: [] };
}

type Compared = { verdict: Verdict; differences: readonly AccessDifference[] };

function comparedWhole(before: Prepared, after: Prepared): Compared {
  const [diff] = takeAll(diffPrincipalsSteps(modelOf(before), modelOf(after), index)).principals;
  return diff ?? { verdict: 'equal', differences: [] };
}

const compared = (before: Prepared, after: Prepared): Verdict => comparedWhole(before, after).verdict;

/** The policy of a resource that leaves access to its account, as the policy of a key must for identity policies to count. */
const LETS_ACCOUNT_IN = samplePolicy('resource', 'own', {
  Effect: 'Allow',
  Principal: { AWS: OWN },
  Action: '*',
  Resource: '*',
});
const FIXED = contextFor(MARIA, {}, {});

function allows(stack: Prepared, action: string, resource: string, context: RequestContext): boolean {
  const set: PolicySet<PreparedPolicy> = { ...stack, resource: LETS_ACCOUNT_IN };
  return authorize({ principal: MARIA, action, resource, resourceAccount: OWN, context }, set).decision === 'Allowed';
}

/**
 * Requires that each example of a comparison is decided as it says, and that a verdict has an example in each direction that it names.
 */
function expectExamplesHold(before: Prepared, after: Prepared, { verdict, differences }: Compared): void {
  for (const { direction, actions, example } of differences) {
    const { action, resource, context: own, without } = example;
    const context = { ...FIXED, ...own };
    const carried = Object.keys(context).map((key) => key.toLowerCase());
    const found = {
      was: allows(before, action, resource, context),
      is: allows(after, action, resource, context),
      isListed: setHas(actions, index.position(action) ?? -1),
      carriesOthers: without.filter((key) => carried.includes(key.toLowerCase())),
    };
    const more = direction === 'more';
    expect({ example, ...found }).toEqual({ example, was: !more, is: more, isListed: true, carriesOthers: [] });
  }
  const shown = [...new Set(differences.map(({ direction }) => direction))].sort();
  const expected = { equal: [], wider: ['more'], narrower: ['less'], both: ['less', 'more'] };
  if (verdict !== 'undecided') expect({ verdict, shown }).toEqual({ verdict, shown: expected[verdict] });
}

/** Decides sample requests of both states, and returns whether more or less is allowed. */
function enumerated(before: Prepared, after: Prepared, seed: number, count: number) {
  const policies = [...policiesOf(before), ...policiesOf(after)];
  let [more, less] = [false, false];
  for (const { action, resource, context } of requestsOf(policies, index, { seed, count, fixed: FIXED })) {
    const [was, is] = [allows(before, action, resource, context), allows(after, action, resource, context)];
    more ||= is && !was;
    less ||= was && !is;
  }
  return { more, less };
}

/** Tests whether a verdict can be true with these observed differences. Others may exist unobserved. */
function agrees(verdict: Verdict, { more, less }: { more: boolean; less: boolean }): boolean {
  // The examples of "both" are decided again, one in each direction.
  if (verdict === 'undecided' || verdict === 'both') return true;
  return !(more && verdict !== 'wider') && !(less && verdict !== 'narrower');
}

const MORE_CONDITIONS: readonly Statement[] = [
  ...CONDITIONS,
  { NumericLessThan: { 's3:max-keys': '10' } },
  { NumericGreaterThanEquals: { 's3:max-keys': '5' } },
  { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
  { DateLessThanIfExists: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } },
  { IpAddress: { 'aws:SourceIp': '10.0.0.0/16' } },
  { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.0.2.0/24'] } },
  { NotIpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
  { Bool: { 'aws:SecureTransport': 'false' } },
  { Null: { 'aws:MultiFactorAuthAge': 'true' } },
  { 'ForAnyValue:StringLike': { 'aws:TagKeys': 'a*' } },
  { 'ForAllValues:StringNotEquals': { 'aws:TagKeys': ['b'] } },
  { StringLike: { 's3:prefix': ['home/*', '${aws:username}/*'] } },
  { StringNotLikeIfExists: { 's3:prefix': 'secret/*' } },
  { StringEquals: { 'aws:ResourceTag/owner': '${aws:username}' } },
  { StringEquals: { 'aws:ResourceTag/owner': 'maria' } },
  { StringEqualsIgnoreCase: { 'aws:ResourceTag/owner': 'Maria' } },
  { StringEquals: { 'aws:RequestedRegion': ['eu-north-1', 'us-east-1'] }, Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
];

const statement: fc.Arbitrary<Statement> = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
    actions: some(ACTIONS, 3),
    resources: some(RESOURCES),
    negated: fc.constantFrom('', '', '', '', 'Action', 'Resource'),
    Condition: fc.option(fc.constantFrom(...MORE_CONDITIONS), { freq: 2 }),
  })
  .map(({ Effect, actions, resources, negated, Condition }) => ({
    Effect,
    [negated === 'Action' ? 'NotAction' : 'Action']: actions,
    [negated === 'Resource' ? 'NotResource' : 'Resource']: resources,
    ...(Condition === null ? {} : { Condition }),
  }));
const statements = fc.array(statement, { minLength: 1, maxLength: 3 });
const stack: fc.Arbitrary<Stack> = fc
  .record({ identity: statements, boundary: rare(statements), scp: rare(fc.array(statement, { minLength: 1, maxLength: 2 })) })
  .map(({ identity, boundary, scp }) => ({ identity, ...(boundary && { boundary }), ...(scp && { scp }) }));

describe('one comparison', () => {
  it('never says less than what requests show, of random pairs', () => {
    const seen: Record<Verdict, number> = { equal: 0, wider: 0, narrower: 0, both: 0, undecided: 0 };
    // Half of the pairs share most statements, like states before and after an edit.
    const pairs = fc.oneof(
      fc.tuple(stack, stack),
      fc.tuple(stack, statement, fc.nat()).map(([from, added, at]): [Stack, Stack] => {
        const identity = at % 2 === 0 ? [...from.identity, added] : [added, ...from.identity.slice(1)];
        return [from, { ...from, identity }];
      }),
    );
    fc.assert(
      fc.property(pairs, fc.nat(), ([from, to], seed) => {
        const [before, after] = [prepare(from), prepare(to)];
        const whole = comparedWhole(before, after);
        const { verdict } = whole;
        seen[verdict] += 1;
        expectExamplesHold(before, after, whole);
        const found = enumerated(before, after, seed, 300);
        expect({ verdict, found, agrees: agrees(verdict, found) }).toEqual({ verdict, found, agrees: true });
        // The reverse comparison has the reverse result.
        const OPPOSITE = { equal: 'equal', wider: 'narrower', narrower: 'wider', both: 'both', undecided: 'undecided' } as const;
        expect(compared(after, before)).toBe(OPPOSITE[verdict]);
        expect(compared(before, prepare(from))).toBe('equal');
      }),
      runs(250, 12),
    );
    for (const verdict of ['equal', 'wider', 'narrower', 'both'] as const)
      expect([verdict, seen[verdict] > 3]).toEqual([verdict, true]);
    const all = Object.values(seen).reduce((sum, count) => sum + count, 0);
    expect(seen.undecided / all).toBeLessThan(0.08);
  });
});

/** A named edit of one statement. */
type Edit = { name: string; from: Statement; to: Statement };

const ALLOW = { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::b1/*' };
const MFA = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const within = (Condition: Statement, Effect = 'Allow'): Statement => ({ ...ALLOW, Effect, Condition });
const conditionEdits: Edit[] = (
  [
    ['a condition removed', MFA, undefined],
    [
      'a value added',
      { StringEquals: { 'aws:RequestedRegion': 'eu-north-1' } },
      { StringEquals: { 'aws:RequestedRegion': ['eu-north-1', 'eu-west-1'] } },
    ],
    [
      'a value added to a negated operator',
      { StringNotEquals: { 'aws:RequestedRegion': 'eu-north-1' } },
      { StringNotEquals: { 'aws:RequestedRegion': ['eu-north-1', 'eu-west-1'] } },
    ],
    [
      'a range of addresses widened',
      { IpAddress: { 'aws:SourceIp': '10.1.0.0/16' } },
      { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
    ],
    [
      'a range of addresses widened by its neighbour',
      { IpAddress: { 'aws:SourceIp': '10.0.0.0/9' } },
      { IpAddress: { 'aws:SourceIp': ['10.0.0.0/9', '10.128.0.0/9'] } },
    ],
    [
      'a range of addresses written as two',
      { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
      { IpAddress: { 'aws:SourceIp': ['10.0.0.0/9', '10.128.0.0/9'] } },
    ],
    [
      'IfExists added',
      { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
    ],
    ['a number raised', { NumericLessThan: { 's3:max-keys': '10' } }, { NumericLessThan: { 's3:max-keys': '100' } }],
    [
      'a bound that takes its number in',
      { NumericLessThan: { 's3:max-keys': '10' } },
      { NumericLessThanEquals: { 's3:max-keys': '10' } },
    ],
    [
      'a date moved',
      { DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
      { DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } },
    ],
    [
      'a date written otherwise',
      { DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
      { DateLessThan: { 'aws:CurrentTime': '1767225600' } },
    ],
    ['a pattern widened', { StringLike: { 's3:prefix': 'home/maria/*' } }, { StringLike: { 's3:prefix': 'home/*' } }],
    ['a text made a pattern', { StringEquals: { 's3:prefix': 'home/' } }, { StringLike: { 's3:prefix': 'home/*' } }],
    [
      'the case of a text no longer counted',
      { StringEquals: { 'aws:ResourceTag/team': 'blue' } },
      { StringEqualsIgnoreCase: { 'aws:ResourceTag/team': 'blue' } },
    ],
    [
      'a set operator on more values',
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } },
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
    ],
    [
      'all values made any value',
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } },
      { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a'] } },
    ],
    ['a Null check turned', { Null: { 'aws:MultiFactorAuthAge': 'true' } }, { Null: { 'aws:MultiFactorAuthAge': 'false' } }],
    [
      'a Null check dropped beside the operator that asks for it',
      { ...MFA, Null: { 'aws:MultiFactorAuthPresent': 'false' } },
      MFA,
    ],
    ['another key', { StringEquals: { 'aws:RequestedRegion': 'eu-north-1' } }, { StringEquals: { 's3:prefix': 'eu-north-1' } }],
    [
      'an operator turned to its opposite',
      { StringEquals: { 'aws:RequestedRegion': 'a' } },
      { StringNotEquals: { 'aws:RequestedRegion': 'a' } },
    ],
    [
      'a variable written out',
      { StringEquals: { 'aws:ResourceTag/owner': '${aws:username}' } },
      { StringEquals: { 'aws:ResourceTag/owner': 'maria' } },
    ],
  ] as const
).flatMap(([name, from, to]) =>
  ['Allow', 'Deny'].map((effect) => ({
    name: `${name}, ${effect}`,
    from: within(from, effect),
    to: to === undefined ? { ...ALLOW, Effect: effect } : within(to, effect),
  })),
);
const elementEdits: Edit[] = (
  [
    ['an action added', { Action: 's3:GetObject' }, { Action: ['s3:GetObject', 's3:PutObject'] }],
    ['actions made a pattern', { Action: 's3:GetObject' }, { Action: 's3:Get*' }],
    ['a pattern written out', { Action: 'sqs:SendM*' }, { Action: ['sqs:SendMessage'] }],
    [
      'NotAction with one action less',
      { Action: undefined, NotAction: ['s3:GetObject', 'iam:*'] },
      { Action: undefined, NotAction: ['iam:*'] },
    ],
    ['a resource added', {}, { Resource: ['arn:aws:s3:::b1/*', 'arn:aws:s3:::b2/*'] }],
    ['a resource widened', {}, { Resource: 'arn:aws:s3:::b*' }],
    ['every resource', {}, { Resource: '*' }],
    ['two resources that are one', { Resource: ['arn:aws:s3:::b1/*', 'arn:aws:s3:::b1/x/*'] }, {}],
    [
      'NotResource with one resource less',
      { Resource: undefined, NotResource: ['arn:aws:s3:::b1/*', 'arn:aws:s3:::b2/*'] },
      { Resource: undefined, NotResource: 'arn:aws:s3:::b1/*' },
    ],
    [
      'a variable in a resource written out',
      { Resource: 'arn:aws:s3:::home-${aws:username}/*' },
      { Resource: 'arn:aws:s3:::home-maria/*' },
    ],
  ] as const
).flatMap(([name, from, to]) =>
  ['Allow', 'Deny'].map((Effect) => ({
    name: `${name}, ${Effect}`,
    from: { ...ALLOW, Effect, ...from },
    to: { ...ALLOW, Effect, ...to },
  })),
);
const EDITS = [...conditionEdits, ...elementEdits];

/** The statements beside the edited one: none, an Allow that a Deny can cut, and a Deny of a part. */
const BESIDE: readonly { name: string; more: readonly Statement[]; stack: Partial<Stack> }[] = [
  { name: 'alone', more: [{ Effect: 'Allow', Action: 'sqs:ReceiveMessage', Resource: '*' }], stack: {} },
  { name: 'beside all', more: [{ Effect: 'Allow', Action: '*', Resource: '*' }], stack: {} },
  {
    name: 'under a boundary',
    more: [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    stack: { boundary: [{ Effect: 'Allow', Action: ['s3:*', 'sqs:*'], Resource: '*' }] },
  },
  {
    name: 'under an SCP',
    more: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }],
    stack: {
      scp: [{ Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:RequestedRegion': 'us-west-2' } } }],
    },
  },
];

describe('edits of known direction', () => {
  const undecided: string[] = [];
  const cases = BESIDE.flatMap((beside) => EDITS.flatMap((edit) => [true, false].map((forth) => ({ beside, edit, forth }))));

  // An odd part takes edits of both directions, whose pairs are next to each other.
  const taken = someOf(cases, 0, 7);

  it('are taken in both directions, with both effects, beside everything', () => {
    const count = (is: (each: (typeof cases)[number]) => boolean) => taken.filter(is).length > 5;
    const parts = [true, false].flatMap((way) => [
      count(({ forth }) => forth === way),
      count(({ edit }) => edit.name.endsWith('Allow') === way),
      ...BESIDE.map((one) => count(({ beside, forth }) => beside === one && forth === way)),
    ]);
    expect(parts).toEqual(parts.map(() => true));
  });

  it.each(taken.map((each) => [`${each.forth ? '' : 'undone: '}${each.edit.name}, ${each.beside.name}`, each] as const))(
    '%s',
    (name, { beside, edit, forth }) => {
      const stackWith = (one: Statement): Prepared =>
        prepare({ ...beside.stack, identity: [JSON.parse(JSON.stringify(one)), ...beside.more] as Statement[] });
      const [before, after] = forth ? [stackWith(edit.from), stackWith(edit.to)] : [stackWith(edit.to), stackWith(edit.from)];
      const { more, less } = enumerated(before, after, randomOf(name.length)() * 1_000_000, 4_000);
      const expected = more ? (less ? 'both' : 'wider') : less ? 'narrower' : 'equal';
      const whole = comparedWhole(before, after);
      expectExamplesHold(before, after, whole);
      if (whole.verdict === 'undecided') undecided.push(name);
      else expect(whole.verdict).toBe(expected);
    },
  );

  it('are hardly ever left undecided', () => {
    expect(undecided).toEqual([]);
  });
});
