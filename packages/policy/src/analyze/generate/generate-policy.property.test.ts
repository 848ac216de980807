import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize } from '../../evaluate/authorize';
import { preparePolicyText } from '../../evaluate/prepare-policy';
import { principalContext } from '../../evaluate/principal-context';
import type { PreparedPolicy } from '../../evaluate/record';
import type { AuthorizationRequest, Principal } from '../../evaluate/types';
import { parsePolicy } from '../../policy/parse-policy';
import { runs } from '../../test-runs';
import { createActionIndex } from '../actions/action-index';
import { checkNoNewAccess } from '../check/policy-checks';
import { takeAll } from '../steps';
import { generatePolicySteps } from './generate-policy';

const catalog = loadCatalog();
const index = createActionIndex({
  actions: ['s3', 'sqs'].flatMap((service) => catalog.actionsOf(service)),
  resourceTypes: ['s3', 'sqs'].flatMap((service) => catalog.resourceTypesOf(service)),
});
const A = '111122223333';
const PRINCIPALS: readonly Principal[] = [
  { type: 'User', accountId: A, arn: `arn:aws:iam::${A}:user/ana`, userId: 'AIDAANA', userName: 'ana' },
  {
    type: 'AssumedRole',
    accountId: A,
    arn: `arn:aws:sts::${A}:assumed-role/App/s`,
    roleArn: `arn:aws:iam::${A}:role/App`,
    roleId: 'AROAAPP',
    sessionName: 's',
    serviceLinked: false,
  },
];

const OBJECTS = ['x', 'logs/1', 'logs/2', 'logs/3', 'logs/old/4', 'home/ana/1', 'home/ana/2', 'a*', 'why?'].flatMap((name) => [
  `arn:aws:s3:::b/${name}`,
  `arn:aws:s3:::prod/${name}`,
]);
const QUEUES = ['orders-1', 'orders-2', 'orders-3', 'mail', 'ana'].flatMap((name) =>
  ['eu-west-1', 'eu-west-2', 'us-east-1'].map((region) => `arn:aws:sqs:${region}:${A}:${name}`),
);
const ASKED: readonly (readonly [string, string])[] = [
  ...['s3:GetObject', 's3:PutObject', 's3:DeleteObject'].flatMap((action) => OBJECTS.map((object) => [action, object] as const)),
  ...['sqs:SendMessage', 'sqs:GetQueueUrl'].flatMap((action) => QUEUES.map((queue) => [action, queue] as const)),
  ['s3:ListAllMyBuckets', '*'],
  ['s3:ListBucket', 'arn:aws:s3:::b'],
];
const REGIONS = ['eu-west-1', 'us-east-1'];

const oneOrMore = (values: readonly string[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
const element = (name: string, values: readonly string[]) =>
  fc.tuple(fc.constantFrom(name, name, name, `Not${name}`), oneOrMore(values)).map(([key, value]) => ({ [key]: value }));
const statement = fc
  .tuple(
    fc.constantFrom('Allow', 'Allow', 'Allow', 'Allow', 'Deny'),
    element('Action', ['*', 's3:*', 's3:Get*', 's3:PutObject', 'sqs:*', 'sqs:SendMessage', 's3:List*']),
    element('Resource', [
      '*',
      'arn:aws:s3:::b/*',
      'arn:aws:s3:::b/logs/*',
      'arn:aws:s3:::b/home/${aws:username}/*',
      'arn:aws:s3:::prod/*',
      `arn:aws:sqs:*:${A}:*`,
      `arn:aws:sqs:eu-*:${A}:orders-*`,
    ]),
    fc.constantFrom(
      {},
      {},
      { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } },
      { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
      { Condition: { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } } },
    ),
  )
  .map(([Effect, action, resource, condition]) => ({ Effect, ...action, ...resource, ...condition }));
const documents = fc.tuple(
  fc.constantFrom('2012-10-17', '2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17'),
  fc.array(statement, { minLength: 1, maxLength: 3 }),
);

function prepared(id: string, text: string): PreparedPolicy {
  const read = preparePolicyText({ id, type: 'identity', name: id, origin: { kind: 'direct' } }, text);
  if (!read.ok) throw new Error(`${read.issues[0]?.message} ${text}`);
  return read.prepared;
}

function requestOf(
  principal: Principal,
  [action, resource]: readonly [string, string],
  region: string,
  mfa: string,
): AuthorizationRequest {
  const context = { ...principalContext(principal), 'aws:RequestedRegion': region, 'aws:MultiFactorAuthPresent': mfa };
  return { principal, action, resource, resourceAccount: A, context };
}

const history = fc.array(fc.tuple(fc.constantFrom(...ASKED), fc.constantFrom(...REGIONS), fc.constantFrom('true', 'false')), {
  minLength: 1,
  maxLength: 60,
});
const time = new Date('2026-11-20T10:00:00Z');

describe('a policy generated from random calls', () => {
  it('allows every recorded call and nothing beyond the existing policies', () => {
    const options = fc.record({ strict: fc.boolean(), compact: fc.boolean(), quota: fc.constantFrom(700, 6144) });
    const examples = fc.array(
      fc.tuple(fc.constantFrom(...ASKED), fc.constantFrom(...REGIONS), fc.constantFrom('true', 'false')),
      { maxLength: 20 },
    );
    let generated = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...PRINCIPALS),
        fc.array(documents, { minLength: 1, maxLength: 2 }),
        history,
        options,
        examples,
        (principal, texts, asked, given, others) => {
          const identity = texts.map(([Version, Statement], i) => prepared(`p${i}`, JSON.stringify({ Version, Statement })));
          const isAllowed = (request: AuthorizationRequest, by: readonly PreparedPolicy[]) =>
            authorize(request, { identity: by }).decision === 'Allowed';
          const requests = asked.map(([what, region, mfa]) => requestOf(principal, what, region, mfa));
          const calls = requests
            .filter((request) => isAllowed(request, identity))
            .map((request) => ({ request, count: 1, first: time, last: time, events: [] }));
          const made = takeAll(generatePolicySteps(calls, identity, catalog, index, given));
          const after = made.documents.map(({ text }, i) => prepared(`made${i}`, text));
          expect(made.leftOut).toEqual([]);
          for (const { request } of calls)
            expect(isAllowed(request, after), JSON.stringify([request, made.documents])).toBe(true);
          for (const [what, region, mfa] of others) {
            const request = requestOf(principal, what, region, mfa);
            if (isAllowed(request, after)) expect(isAllowed(request, identity), JSON.stringify(request)).toBe(true);
          }
          for (const { size } of made.documents) expect(size).toBeLessThanOrEqual(given.quota);
          if (given.strict) for (const { cause } of made.tolerance) expect(['asked', 'random', 'today']).toContain(cause);
          if (calls.length === 0 || texts.some(([version]) => version !== '2012-10-17')) return;
          generated++;
          const all = (bodies: readonly string[]) => {
            const Statement = bodies.flatMap((body) => JSON.parse(body).Statement).map(({ Sid: _, ...rest }) => rest);
            const read = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement }), 'identity');
            if (!read.ok) throw new Error(read.issues[0]?.message);
            return read.policy;
          };
          const before = all(texts.map(([, Statement]) => JSON.stringify({ Statement })));
          const check = checkNoNewAccess(before, all(made.documents.map(({ text }) => text)), { index });
          // Statements without proof are copies of existing ones.
          if (made.statements.every(({ proof, calls: of }) => proof === 'checked' || of.length === 0))
            expect(check).toEqual({ result: 'PASS' });
          else expect(check.result).not.toBe('FAIL');
        },
      ),
      runs(300),
    );
    expect(generated).toBeGreaterThan(20);
  });
});
