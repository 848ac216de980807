import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize } from '../../evaluate/authorize';
import type { PreparedPolicy } from '../../evaluate/record';
import type { Principal, RequestContext } from '../../evaluate/types';
import { runs } from '../../test-runs';
import { takeAll } from '../steps';
import { ACTIONS, CONDITIONS, contextFor, OWN, RESOURCES, rare, some } from '../testing/arbitrary-access';
import { requestsOf } from '../testing/requests-of';
import { sampleIndex, samplePolicy } from '../testing/sample-policies';
import { type Comparison, comparePermissionsSteps } from './compare-permissions';
import { effectivePermissions } from './effective-permissions';

// The comparison of two principals depends on the requests that they may make, not on the text of their statements.

const index = sampleIndex('s3', 'iam', 'sts', 'sqs', 'kms', 'dynamodb', 'organizations');
const userNamed = (userName: string): Principal => ({
  type: 'User',
  accountId: OWN,
  arn: `arn:aws:iam::${OWN}:user/${userName}`,
  userId: `AIDA${userName.toUpperCase()}`,
  userName,
});
const [MARIA, BO] = [userNamed('maria'), userNamed('bo')];

type Statement = Readonly<Record<string, unknown>>;
let made = 0;
function prepared(type: 'identity' | 'boundary', statements: readonly Statement[]): PreparedPolicy {
  made += 1;
  return samplePolicy(type, `${type}-${made}`, statements);
}

const OWN_NAME: readonly Statement[] = [
  { StringLike: { 's3:prefix': ['home/*', '${aws:username}/*'] } },
  { StringEquals: { 'aws:ResourceTag/owner': '${aws:username}' } },
  { StringEquals: { 'aws:ResourceTag/owner': 'maria' } },
  { StringEquals: { 'aws:username': ['maria', 'bo'] } },
];
const statement: fc.Arbitrary<Statement> = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
    actions: some(ACTIONS, 3),
    resources: some([...RESOURCES, 'arn:aws:s3:::home/${aws:username}/*']),
    negated: fc.constantFrom('', '', '', '', 'Action', 'Resource'),
    Condition: fc.option(fc.constantFrom(...CONDITIONS, ...OWN_NAME), { freq: 2 }),
  })
  .map(({ Effect, actions, resources, negated, Condition }) => ({
    Effect,
    [negated === 'Action' ? 'NotAction' : 'Action']: actions,
    [negated === 'Resource' ? 'NotResource' : 'Resource']: resources,
    ...(Condition === null ? {} : { Condition }),
  }));
const statements = fc.array(statement, { minLength: 1, maxLength: 3 });
type Stack = { identity: readonly Statement[]; boundary: readonly Statement[] | null | undefined };
const stack: fc.Arbitrary<Stack> = fc.record({ identity: statements, boundary: rare(statements) });
const setOf = ({ identity, boundary }: Stack): { identity: PreparedPolicy[]; boundary?: PreparedPolicy } => ({
  identity: [prepared('identity', identity)],
  ...(boundary && { boundary: prepared('boundary', boundary) }),
});

function compared(left: Principal, one: ReturnType<typeof setOf>, right: Principal, other: ReturnType<typeof setOf>) {
  return takeAll(comparePermissionsSteps(effectivePermissions(left, one, index), effectivePermissions(right, other, index)));
}

describe('the comparison of two principals', () => {
  it('reports equal permissions only if no request has different decisions', () => {
    const seen: Record<Comparison, number> = { neither: 0, left: 0, right: 0, differ: 0, same: 0, undecided: 0 };
    // Half of the pairs share all statements.
    const pairs = fc.oneof(
      fc.tuple(stack, stack),
      stack.map((one): [Stack, Stack] => [one, one]),
    );
    fc.assert(
      fc.property(pairs, fc.integer(), ([a, b], seed) => {
        const [one, other] = [setOf(a), setOf(b)];
        const comparison = compared(MARIA, one, BO, other);
        for (let position = 0; position < index.actions.length; position += 1) seen[comparison.at(position)] += 1;
        const policies = [one, other].flatMap(({ identity, boundary }) => (boundary ? [...identity, boundary] : identity));
        const fixed = contextFor(MARIA, {}, {});
        for (const { action, resource, context } of requestsOf(policies, index, { seed, count: 60, fixed })) {
          const isAllowed = (principal: Principal, set: ReturnType<typeof setOf>) => {
            const own = { ...context, ...contextFor(principal, {}, {}) } as RequestContext;
            return authorize({ principal, action, resource, resourceAccount: OWN, context: own }, set).decision === 'Allowed';
          };
          const [was, is] = [isAllowed(MARIA, one), isAllowed(BO, other)];
          if (was === is) continue;
          const how = comparison.at(index.position(action) ?? expect.fail());
          expect({ action, resource, how }).not.toMatchObject({ how: 'same' });
          expect({ action, resource, how }).not.toMatchObject({ how: 'neither' });
          expect({ action, resource, how }).not.toMatchObject({ how: was ? 'right' : 'left' });
        }
      }),
      runs(100),
    );
    for (const how of ['left', 'right', 'differ', 'same'] as const) expect([how, seen[how] > 20]).toEqual([how, true]);
    expect(seen.undecided).toBeLessThan((seen.differ + seen.same) / 4);
  });

  const objects = (Resource: string | string[], Condition?: object): Statement => ({
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource,
    ...(Condition && { Condition }),
  });
  const how = (a: readonly Statement[], b: readonly Statement[]) =>
    compared(MARIA, setOf({ identity: a, boundary: null }), BO, setOf({ identity: b, boundary: null })).at(
      index.position('s3:GetObject') ?? expect.fail(),
    );

  it.each<[string, readonly Statement[], readonly Statement[], Comparison]>([
    ['another way to say it', [objects('arn:aws:s3:::a/*')], [objects(['arn:aws:s3:::a/*', 'arn:aws:s3:::a/b*'])], 'same'],
    [
      'a variable for what the other names',
      [objects('arn:aws:s3:::home/${aws:username}/*')],
      [objects('arn:aws:s3:::home/bo/*')],
      'differ',
    ],
    [
      'the same variable, of different value',
      [objects('arn:aws:s3:::${aws:username}/*')],
      [objects('arn:aws:s3:::${aws:username}/*')],
      'differ',
    ],
    [
      'a condition that a Deny repeats',
      [objects('arn:aws:s3:::a/*', { Bool: { 'aws:SecureTransport': 'true' } })],
      [
        objects('arn:aws:s3:::a/*'),
        { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { BoolIfExists: { 'aws:SecureTransport': 'false' } } },
      ],
      'differ',
    ],
    [
      'a Deny that denies nothing of it',
      [objects('arn:aws:s3:::a/*')],
      [objects('arn:aws:s3:::a/*'), { Effect: 'Deny', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' }],
      'same',
    ],
  ])('%s', (_, a, b, expected) => expect(how(a, b)).toBe(expected));
});
