import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize } from '../../evaluate/authorize';
import type { PreparedPolicy } from '../../evaluate/record';
import type { OrganizationLevel, PolicySet, Principal, RequestContext } from '../../evaluate/types';
import { runs, someOf } from '../../test-runs';
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

function compared(before: Prepared, after: Prepared): Verdict {
  const [diff] = takeAll(diffPrincipalsSteps(modelOf(before), modelOf(after), index)).principals;
  return diff === undefined ? 'equal' : diff.verdict;
}

/** Decides sample requests of both states, and returns whether more or less is allowed. */
function enumerated(before: Prepared, after: Prepared, seed: number, count: number) {
  const policies = [...policiesOf(before), ...policiesOf(after)];
  const fixed = contextFor(MARIA, {}, {});
  let [more, less] = [false, false];
  for (const { action, resource, context } of requestsOf(policies, index, { seed, count, fixed })) {
    const decide = (stack: Prepared) => {
      const set: PolicySet<PreparedPolicy> = { ...stack };
      return (
        authorize({ principal: MARIA, action, resource, resourceAccount: OWN, context: context as RequestContext }, set)
          .decision === 'Allowed'
      );
    };
    const [was, is] = [decide(before), decide(after)];
    more ||= is && !was;
    less ||= was && !is;
  }
  return { more, less };
}

/** Tests whether a verdict can be true with these observed differences. Others may exist unobserved. */
function agrees(verdict: Verdict, { more, less }: { more: boolean; less: boolean }): boolean {
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
        const verdict = compared(before, after);
        seen[verdict] += 1;
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

  it.each(
    someOf(cases, 0, 6).map((each) => [`${each.forth ? '' : 'undone: '}${each.edit.name}, ${each.beside.name}`, each] as const),
  )('%s', (name, { beside, edit, forth }) => {
    const stackWith = (one: Statement): Prepared =>
      prepare({ ...beside.stack, identity: [JSON.parse(JSON.stringify(one)), ...beside.more] as Statement[] });
    const [before, after] = forth ? [stackWith(edit.from), stackWith(edit.to)] : [stackWith(edit.to), stackWith(edit.from)];
    const { more, less } = enumerated(before, after, randomOf(name.length)() * 1_000_000, 4_000);
    const expected = more ? (less ? 'both' : 'wider') : less ? 'narrower' : 'equal';
    const verdict = compared(before, after);
    if (verdict === 'undecided') undecided.push(name);
    else expect(verdict).toBe(expected);
  });

  it('are hardly ever left undecided', () => {
    expect(undecided).toEqual([]);
  });
});
