import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize } from '../../evaluate/authorize';
import type { PreparedPolicy } from '../../evaluate/record';
import type { OrganizationLevel, PolicySet, RequestContext } from '../../evaluate/types';
import { runs, someOf } from '../../test-runs';
import { setHas } from '../actions/action-set';
import { type AccessDifference, StackComparer } from '../compare/compare-stacks';
import type { AccessModel, AccessPrincipal } from '../model/access-model';
import { knownContextOf } from '../model/known-context';
import { takeAll } from '../steps';
import { contextFor, MARIA, OWN, rare } from '../testing/arbitrary-access';
import { EDITS, type Statement, statement } from '../testing/policy-edits';
import { randomOf, requestsOf } from '../testing/requests-of';
import { FULL_ACCESS, sampleIndex, sampleLevel, samplePolicy } from '../testing/sample-policies';
import { diffPrincipalsSteps } from './diff-access';

const index = sampleIndex('s3', 'iam', 'sts', 'sqs', 'kms', 'dynamodb', 'organizations');

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

/** A resource policy that allows the account everything. AWS: identity policies give access to a KMS key only if its key policy allows this. */
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

/** Requires that the engine decides each example as the comparison says, and that a verdict has examples in all its directions. */
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
  // `expectExamplesHold` already proves "both" with an example in each direction.
  if (verdict === 'undecided' || verdict === 'both') return true;
  return !(more && verdict !== 'wider') && !(less && verdict !== 'narrower');
}

const statements = fc.array(statement, { minLength: 1, maxLength: 3 });
const stack: fc.Arbitrary<Stack> = fc
  .record({ identity: statements, boundary: rare(statements), scp: rare(fc.array(statement, { minLength: 1, maxLength: 2 })) })
  .map(({ identity, boundary, scp }) => ({ identity, ...(boundary && { boundary }), ...(scp && { scp }) }));

describe('the comparison of two sets of policies', () => {
  it('misses no difference that sample requests show, for random pairs', () => {
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

/** Budgets that some comparisons of small policies exceed, in one direction or in both. */
const SMALL = [0.005, 0.002, 0.001, 0.000_5, 0.000_2, 0.000_05];

describe('the comparison of policies with one statement more', () => {
  it('decides the direction, however complex the policies are', () => {
    const seen = { equal: 0, decided: 0, undecided: 0 };
    const many = fc
      .tuple(stack, fc.array(statement, { minLength: 2, maxLength: 6 }))
      .map(([one, identity]): Stack => ({ ...one, identity }));
    const pairs = fc.tuple(many, statement, fc.constantFrom('identity', 'boundary', 'scp'));
    fc.assert(
      fc.property(pairs, fc.boolean(), fc.constantFrom(1, ...SMALL), ([from, added, layer], forth, effort) => {
        const one = from[layer] === undefined ? 'identity' : layer;
        const to = { ...from, [one]: [...(from[one] ?? []), added] };
        const [before, after] = forth ? [from, to] : [to, from];
        const known = knownContextOf(MARIA, {});
        const side = (of: Stack) => ({ principal: MARIA, set: prepare(of), known });
        const question = { before: side(before), after: side(after), resourceAccount: OWN };
        const { verdict, differences } = takeAll(new StackComparer(index, effort).compare(question));
        const direction = (added.Effect === 'Allow') === forth ? 'more' : 'less';
        expect(differences.filter((difference) => difference.direction !== direction)).toEqual([]);
        const expected = differences.length > 0 ? [direction === 'more' ? 'wider' : 'narrower'] : ['equal', 'undecided'];
        expect(expected).toContain(verdict);
        seen[verdict === 'undecided' || verdict === 'equal' ? verdict : 'decided'] += 1;
      }),
      runs(600, 6),
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(3);
  });
});

/** The policies around the edited statement: unrelated ones, an Allow that a Deny can limit, a boundary, and an SCP that denies a part. */
const BESIDE: readonly { name: string; more: readonly Statement[]; stack: Partial<Stack> }[] = [
  { name: 'with an unrelated Allow', more: [{ Effect: 'Allow', Action: 'sqs:ReceiveMessage', Resource: '*' }], stack: {} },
  { name: 'with an Allow of all actions', more: [{ Effect: 'Allow', Action: '*', Resource: '*' }], stack: {} },
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

describe('the comparison of edits with a known direction', () => {
  const undecided: string[] = [];
  const cases = BESIDE.flatMap((beside) => EDITS.flatMap((edit) => [true, false].map((forth) => ({ beside, edit, forth }))));

  // Both directions of an edit are adjacent. An odd interval takes cases of both directions.
  const taken = someOf(cases, 0, 7);

  it('covers both directions, both effects and every set of other policies', () => {
    const count = (is: (each: (typeof cases)[number]) => boolean) => taken.filter(is).length > 5;
    const parts = [true, false].flatMap((way) => [
      count(({ forth }) => forth === way),
      count(({ edit }) => edit.name.endsWith('Allow') === way),
      ...BESIDE.map((one) => count(({ beside, forth }) => beside === one && forth === way)),
    ]);
    expect(parts).toEqual(parts.map(() => true));
  });

  it.each(taken.map((each) => [`${each.forth ? '' : 'undone: '}${each.edit.name}, ${each.beside.name}`, each] as const))(
    'finds the direction: %s',
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

  it('decides every edit', () => {
    expect(undecided).toEqual([]);
  });
});
