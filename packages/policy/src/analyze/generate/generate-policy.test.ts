import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { describe, expect, it } from 'vitest';
import { preparePolicyText } from '../../evaluate/prepare-policy';
import { principalContext } from '../../evaluate/principal-context';
import type { PreparedPolicy } from '../../evaluate/record';
import type { Principal } from '../../evaluate/types';
import { createActionIndex } from '../actions/action-index';
import { takeAll } from '../steps';
import { type GenerateOptions, generatePolicySteps, type RecordedCall } from './generate-policy';

const catalog = loadCatalog();
const services = ['s3', 'iam', 'sqs', 'ec2', 'dynamodb'];
const index = createActionIndex({
  actions: services.flatMap((service) => catalog.actionsOf(service)),
  resourceTypes: services.flatMap((service) => catalog.resourceTypesOf(service)),
});
const A = '111122223333';
const ANA: Principal = { type: 'User', accountId: A, arn: `arn:aws:iam::${A}:user/ana`, userId: 'AIDAANA', userName: 'ana' };
const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };

function today(...statements: object[]): PreparedPolicy[] {
  const ref = { id: 'p', type: 'identity', name: 'p', origin: { kind: 'direct' } } as const;
  const read = preparePolicyText(ref, JSON.stringify({ Version: '2012-10-17', Statement: statements }));
  if (!read.ok) throw new Error(read.issues[0]?.message);
  return [read.prepared];
}

function call(action: string, resource: string, context: Record<string, string> = {}): RecordedCall {
  const time = new Date('2026-11-20T10:00:00Z');
  const request = { principal: ANA, action, resource, context: { ...principalContext(ANA), ...context } };
  return { request, count: 1, first: time, last: time, events: ['e1'] };
}

function generate(calls: readonly RecordedCall[], policies: readonly PreparedPolicy[], options: Partial<GenerateOptions> = {}) {
  const made = takeAll(generatePolicySteps(calls, policies, catalog, index, { quota: 6144, ...options }));
  return { ...made, json: made.statements.map(({ json }) => json) };
}

describe('a generated policy', () => {
  it('groups actions on the same resources and names statements by service and access level', () => {
    const objects = ['b/a', 'b/c'].map((name) => `arn:aws:s3:::${name}`);
    const calls = objects.flatMap((object) => [call('s3:GetObject', object), call('s3:PutObject', object)]);
    const { json, tolerance } = generate([...calls, call('s3:ListAllMyBuckets', '*')], today(EVERYTHING));
    expect(json).toEqual([
      { Sid: 'S3ReadWrite', Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: objects },
      { Sid: 'S3List', Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
    ]);
    expect(tolerance).toEqual([]);
  });

  it('merges more than five objects of a bucket by folder and reports the additional access', () => {
    const names = ['1', '2', '3', '4', '5', '6'].map((n) => `arn:aws:s3:::b/logs/${n}`);
    const calls = [...names, 'arn:aws:s3:::b/readme'].map((object) => call('s3:GetObject', object));
    const { json, tolerance } = generate(calls, today(EVERYTHING));
    expect(json[0]?.Resource).toEqual(['arn:aws:s3:::b/logs/*', 'arn:aws:s3:::b/readme']);
    expect(tolerance).toEqual([{ statement: 0, entry: 'arn:aws:s3:::b/logs/*', cause: 'prefix', actions: 1, seen: 6 }]);
    const strict = generate(calls, today(EVERYTHING), { strict: true });
    expect(strict.json[0]?.Resource).toHaveLength(7);
    expect(strict.tolerance).toEqual([]);
  });

  it('merges names by prefix or else into a wildcard, and more than two Regions into a wildcard', () => {
    const named = (names: string[], region = 'eu-west-1') => names.map((name) => `arn:aws:sqs:${region}:${A}:${name}`);
    const resourceOf = (arns: string[]) =>
      generate(
        arns.map((arn) => call('sqs:SendMessage', arn)),
        today(EVERYTHING),
      ).json[0]?.Resource;
    expect(resourceOf(named(['orders-1', 'orders-2', 'orders-3', 'orders-4', 'orders-5', 'mail']))).toEqual(
      named(['mail', 'orders-*']),
    );
    expect(resourceOf(named(['a', 'b', 'c', 'd', 'e', 'f']))).toEqual(named(['*'])[0]);
    expect(resourceOf(['eu-west-1', 'eu-west-2', 'us-east-1'].flatMap((region) => named(['q'], region)))).toEqual(
      named(['q'], '*')[0],
    );
  });

  it('uses a variable for the user name when all calls contain it and access does not become wider', () => {
    const own = [call('iam:CreateAccessKey', `arn:aws:iam::${A}:user/ana`), call('s3:GetObject', 'arn:aws:s3:::b/home/ana/x')];
    expect(generate(own, today(EVERYTHING)).json.map(({ Resource }) => Resource)).toEqual([
      `arn:aws:iam::${A}:user/\${aws:username}`,
      'arn:aws:s3:::b/home/${aws:username}/x',
    ]);
    const narrow = today({ Effect: 'Allow', Action: 'iam:*', Resource: `arn:aws:iam::${A}:user/ana` });
    expect(generate(own.slice(0, 1), narrow).json[0]?.Resource).toBe(`arn:aws:iam::${A}:user/ana`);
  });

  it('lists ARNs or repeats the resources of the existing statement when a pattern would grant more', () => {
    const names = (count: number) => Array.from({ length: count }, (_, i) => `arn:aws:s3:::b/logs/2026-${i}`);
    const narrow = today({ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::b/logs/2026-*' });
    const made = (count: number) =>
      generate(
        names(count).map((name) => call('s3:GetObject', name)),
        narrow,
      ).statements[0];
    expect(made(8)).toMatchObject({ form: 'literal', proof: 'checked' });
    expect(made(30)).toMatchObject({ form: 'today', proof: 'checked', json: { Resource: 'arn:aws:s3:::b/logs/2026-*' } });
  });

  it('copies conditions unchanged and keeps Deny statements for the same service', () => {
    const Condition = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    const Deny = { Sid: 'NoProd', Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::prod/*' };
    const policies = today({ ...EVERYTHING, Action: 's3:*', Condition }, Deny, { ...Deny, Sid: 'NoQueues', Action: 'sqs:*' });
    const { json } = generate([call('s3:GetObject', 'arn:aws:s3:::b/x', { 'aws:MultiFactorAuthPresent': 'true' })], policies);
    expect(json).toEqual([
      { Sid: 'S3Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/x', Condition },
      Deny,
    ]);
  });

  it('omits calls that no existing statement allows or that one denies', () => {
    const policies = today(
      { Effect: 'Allow', Action: 's3:*', Resource: '*' },
      { Effect: 'Deny', Action: 's3:DeleteObject', Resource: '*' },
    );
    const { leftOut, documents } = generate(
      [call('sqs:SendMessage', `arn:aws:sqs:eu-west-1:${A}:q`), call('s3:DeleteObject', 'arn:aws:s3:::b/x')],
      policies,
    );
    expect(leftOut.map(({ reason }) => reason)).toEqual(['noStatement', 'denied']);
    expect(documents).toEqual([]);
  });

  it('uses an action wildcard only on request and if all matching actions were used', () => {
    const all = catalog.actionsOf('sqs').map(({ name }) => call(`sqs:${name}`, `arn:aws:sqs:eu-west-1:${A}:q`));
    expect(generate(all, today(EVERYTHING), { compact: true }).json[0]?.Action).toBe('sqs:*');
    expect(generate(all, today(EVERYTHING)).json[0]?.Action).toHaveLength(all.length);
    const some = all.filter(({ request }) => request.action !== 'sqs:SendMessage');
    expect(generate(some, today(EVERYTHING), { compact: true }).json[0]?.Action).not.toContain('sqs:*');
  });

  it('is divided into several documents when it exceeds the quota', () => {
    const calls = Array.from({ length: 300 }, (_, i) => call('s3:GetObject', `arn:aws:s3:::bucket-${i}/${'x'.repeat(40)}`));
    const { documents, statements } = generate(calls, today(EVERYTHING), { strict: true });
    expect(documents.length).toBeGreaterThan(2);
    expect(documents.every(({ size }) => size <= 6144)).toBe(true);
    const listed = documents.flatMap(({ text }) =>
      JSON.parse(text).Statement.flatMap(({ Resource }: { Resource: string[] }) => Resource),
    );
    expect(new Set(listed).size).toBe(300);
    expect(statements).toHaveLength(1);
  });

  it('escapes pattern characters in resource names', () => {
    const { json } = generate([call('s3:GetObject', 'arn:aws:s3:::b/what?*${x}')], today(EVERYTHING));
    expect(json[0]?.Resource).toBe('arn:aws:s3:::b/what${?}${*}${$}{x}');
  });
});
