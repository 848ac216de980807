import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runCase } from './cases/run-case';
import { authorize } from './evaluate/authorize';
import { explain } from './evaluate/explain';
import { smallestFix } from './evaluate/fix/smallest-fix';
import { preparePolicyText } from './evaluate/prepare-policy';
import type { PreparedPolicy } from './evaluate/record';
import type { AuthorizationRequest, PolicyType } from './evaluate/types';
import { parsePolicy } from './policy/parse-policy';
import { policyDocument } from './test-arbitraries';
import { runs } from './test-runs';

const KINDS: readonly PolicyType[] = ['identity', 'boundary', 'session', 'trust', 'resource', 'scp', 'rcp', 'vpcEndpoint'];
const kind = fc.constantFrom(...KINDS);

/** Valid text with parts removed, repeated or inserted. Most of it still resembles a policy. */
const damaged = fc
  .tuple(
    kind.chain((one) => policyDocument(one)),
    fc.array(
      fc.tuple(fc.nat(), fc.nat(12), fc.constantFrom('', '"', '[', '}', '${', '*', ':', '\\u0000', 'null', '{"AWS":', 'é')),
      { maxLength: 4 },
    ),
  )
  .map(([document, edits]) => {
    let text = JSON.stringify(document);
    for (const [at, cut, insert] of edits) {
      const place = at % (text.length + 1);
      text = text.slice(0, place) + insert + text.slice(place + cut);
    }
    return text;
  });

/** JSON values with the wrong types: structures where strings belong, and strings where structures belong. */
const shapeless = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<unknown>(
      'Allow',
      'Deny',
      '*',
      's3:*',
      'arn:aws:s3:::b',
      '2012-10-17',
      null,
      true,
      0,
      '',
      '${',
      '__proto__',
      'constructor',
    ),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        'Version',
        'Statement',
        'Effect',
        'Action',
        'NotAction',
        'Resource',
        'Principal',
        'NotPrincipal',
        'Condition',
        'StringLike',
        'Bool',
        'k:v',
        'AWS',
        'Sid',
        'Id',
        '__proto__',
      ),
      tie('value'),
      { maxKeys: 5 },
    ),
  ),
}));

const weird = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', ':', '*', 's3:', ':::::', 'arn:', 'arn:aws:iam::1:root', '__proto__', 'a'.repeat(500)),
);

function prepare(type: PolicyType, text: string): PreparedPolicy | undefined {
  const result = preparePolicyText({ id: type, type, name: type, origin: { kind: 'inline' } }, text, { author: 'aws' });
  return result.ok ? result.prepared : undefined;
}

describe('the engine', () => {
  it('never throws and is deterministic for damaged policies', () => {
    fc.assert(
      fc.property(kind, damaged, (one, text) => {
        const result = parsePolicy(text, one);
        expect(parsePolicy(text, one)).toEqual(result);
        if (!result.ok) expect(result.issues.length).toBeGreaterThan(0);
      }),
      runs(1500),
    );
  });

  it('never throws and is deterministic for JSON values that are not policies', () => {
    fc.assert(
      fc.property(kind, shapeless.value, (one, value) => {
        const text = JSON.stringify(value);
        expect(parsePolicy(text, one)).toEqual(parsePolicy(text, one));
      }),
      runs(1500),
    );
  });

  it('never throws and is deterministic for invalid requests with valid policies', () => {
    const request: fc.Arbitrary<AuthorizationRequest> = fc.record({
      principal: fc.constantFrom<AuthorizationRequest['principal']>(
        { type: 'User', accountId: '', arn: '', userId: '', userName: '' },
        { type: 'AssumedRole', accountId: 'x', arn: ':', roleArn: '*', roleId: '', sessionName: '', serviceLinked: false },
        { type: 'Service', serviceName: '' },
        { type: 'WebIdentity', provider: '' },
        { type: 'Anonymous' },
      ),
      action: weird,
      resource: weird,
      context: fc.dictionary(weird, fc.oneof(weird, fc.array(weird, { maxLength: 2 })), { maxKeys: 3 }),
    });
    fc.assert(
      fc.property(request, policyDocument('identity'), policyDocument('resource'), (question, identity, resource) => {
        const own = prepare('identity', JSON.stringify(identity));
        const set = { identity: own ? [own] : [], resource: prepare('resource', JSON.stringify(resource)) };
        const explanation = explain(question, set);
        expect(explain(question, set)).toEqual(explanation);
        expect(authorize(question, set).decision).toBe(explanation.decision);
        expect(smallestFix(question, set)).toEqual(smallestFix(question, set));
      }),
      runs(800),
    );
  });

  it('never throws and is deterministic for values that are not cases', () => {
    const parts = fc.dictionary(
      fc.constantFrom(
        'name',
        'principal',
        'action',
        'resource',
        'context',
        'identity',
        'boundary',
        'session',
        'scp',
        'rcp',
        'organization',
        'trustPolicy',
      ),
      fc.oneof(
        shapeless.value,
        fc.constantFrom<unknown>('s3:GetObject', 'arn:aws:iam::111122223333:user/a', ['FullAWSAccess'], [['FullAWSAccess']]),
      ),
    );
    fc.assert(
      fc.property(fc.oneof(parts, shapeless.value), (value) => {
        expect(runCase(value)).toEqual(runCase(value));
      }),
      runs(1500),
    );
  });
});
