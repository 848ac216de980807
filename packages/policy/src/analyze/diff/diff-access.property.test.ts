import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize } from '../../evaluate/authorize';
import type { PreparedPolicy } from '../../evaluate/record';
import type { OrganizationLevel } from '../../evaluate/types';
import { runs } from '../../test-runs';
import { setHas } from '../actions/action-set';
import type { AccessAccount, AccessModel, AccessPrincipal } from '../model/access-model';
import { anySessionOf } from '../model/any-session';
import { modelIndexOf } from '../model/model-index';
import { takeAll } from '../steps';
import { contextFor, level, OPEN_CONTEXT, OTHER, OWN, PRINCIPAL_FACTS, policy, rare } from '../testing/arbitrary-access';
import { sampleIndex, samplePolicy } from '../testing/sample-policies';
import { diffPrincipalsSteps } from './diff-access';

const index = sampleIndex('s3', 'iam', 'sts', 'sqs', 'dynamodb');
const RESOURCES: Readonly<Record<string, readonly string[]>> = {
  's3:GetObject': ['arn:aws:s3:::b1/x', 'arn:aws:s3:::home-maria/x', 'arn:aws:s3:::b9/y'],
  's3:ListBucket': ['arn:aws:s3:::b1', 'arn:aws:s3:::other'],
  's3:ListAllMyBuckets': ['*'],
  'iam:GetUser': [`arn:aws:iam::${OWN}:user/maria`, `arn:aws:iam::${OWN}:user/x`],
  'iam:PassRole': [`arn:aws:iam::${OWN}:role/x`],
  'sqs:SendMessage': [`arn:aws:sqs:eu-north-1:${OWN}:q1`, `arn:aws:sqs:us-east-1:${OWN}:longer`],
  'dynamodb:Query': [`arn:aws:dynamodb:eu-north-1:${OWN}:table/x`],
};

const ROLE = `arn:aws:iam::${OWN}:role/Ops`;
const trust = fc
  .constantFrom<unknown>({ AWS: OWN }, { AWS: OTHER }, { AWS: `arn:aws:iam::${OWN}:user/maria` }, '*', {
    Service: 'ec2.amazonaws.com',
  })
  .map((Principal) => samplePolicy('trust', 'trust', { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }));

const POOL_SIZE = 4;
/** Generates policies from a small pool, so that two states share some and differ in others. */
const pool = fc.record({
  identity: fc.array(policy('identity'), { minLength: POOL_SIZE, maxLength: POOL_SIZE }),
  boundary: fc.array(policy('boundary'), { minLength: 2, maxLength: 2 }),
  scp: fc.array(level('scp'), { minLength: 3, maxLength: 3 }),
  trust: fc.array(trust, { minLength: 2, maxLength: 2 }),
});
type Pool = typeof pool extends fc.Arbitrary<infer T> ? T : never;
const choice = fc.record({
  identity: fc.subarray([0, 1, 2, 3]),
  boundary: rare(fc.constantFrom(0, 1)),
  scp: rare(fc.subarray([0, 1, 2])),
  trust: fc.constantFrom(0, 1),
  management: fc.constantFrom(false, false, false, true),
  facts: fc.constantFrom(...PRINCIPAL_FACTS.slice(0, 3)),
});
type Choice = typeof choice extends fc.Arbitrary<infer T> ? T : never;

function modelOf(from: Pool, chosen: Choice): AccessModel {
  const identity = chosen.identity.flatMap((i): PreparedPolicy[] => from.identity.slice(i, i + 1));
  const boundary = chosen.boundary === undefined ? undefined : from.boundary[chosen.boundary];
  const limits = boundary === undefined ? {} : { boundary };
  const arn = `arn:aws:iam::${OWN}:user/maria`;
  const user: AccessPrincipal = {
    arn,
    principal: { type: 'User', accountId: OWN, arn, userId: 'AIDAMARIA', userName: 'maria' },
    identity,
    facts: chosen.facts,
    ...limits,
  };
  const trusted = from.trust[chosen.trust];
  const role: AccessPrincipal = {
    arn: ROLE,
    principal: anySessionOf({ arn: ROLE, roleId: 'AROAOPS', accountId: OWN }),
    identity: identity.slice(1),
    facts: chosen.facts,
    ...limits,
    ...(trusted === undefined ? {} : { trust: trusted }),
  };
  const account: AccessAccount = {
    accountId: OWN,
    name: 'own',
    management: chosen.management,
    principals: [user, role],
    groups: [],
  };
  if (chosen.scp === undefined) return { accounts: [account], resources: [] };
  const scp = chosen.scp.flatMap((i): OrganizationLevel<PreparedPolicy>[] =>
    from.scp.slice(i, i + 1).map((one) => ({ ...one, id: `ou-${i}` })),
  );
  return { accounts: [{ ...account, scp }], resources: [] };
}

describe('the difference between two states', () => {
  it('covers every request with a different decision, and its exact changes hold for all requests', () => {
    const seen = { lost: 0, gained: 0, narrowed: 0, widened: 0 };
    const cases = fc.record({
      pool,
      before: choice,
      after: choice,
      contexts: fc.array(OPEN_CONTEXT, { minLength: 3, maxLength: 3 }),
    });
    fc.assert(
      fc.property(cases, ({ pool: from, before, after, contexts }) => {
        const was = modelIndexOf(modelOf(from, before));
        const model = modelOf(from, after);
        const is = modelIndexOf(model);
        const diff = takeAll(diffPrincipalsSteps(modelOf(from, before), model, index));
        for (const member of was.members) {
          const now = is.member(member.entry.arn);
          const found = diff.principals.find(({ arn }) => arn === member.entry.arn);
          if (now === undefined) throw new Error('both states have the same principals');
          for (const [action, resources] of Object.entries(RESOURCES)) {
            const position = index.position(action) ?? -1;
            const has = (kind: keyof typeof seen) => found !== undefined && setHas(found[kind], position);
            for (const kind of ['lost', 'gained', 'narrowed', 'widened'] as const) seen[kind] += has(kind) ? 1 : 0;
            for (const resource of resources) {
              for (const open of contexts) {
                const decide = (side: typeof was, one: typeof member, facts: Choice['facts']) => {
                  const context = contextFor(one.entry.principal, facts, open);
                  const set = side.policySet(one, { accountId: OWN, policy: undefined });
                  return authorize({ principal: one.entry.principal, action, resource, context }, set).decision === 'Allowed';
                };
                const could = decide(was, member, before.facts);
                const can = decide(is, now, after.facts);
                const told = `${action} ${resource}`;
                if (could && !can) expect(`${told} ${has('lost') || has('narrowed')}`).toBe(`${told} true`);
                if (can && !could) expect(`${told} ${has('gained') || has('widened')}`).toBe(`${told} true`);
                if (has('lost')) expect(can).toBe(false);
                if (has('gained')) expect(could).toBe(false);
              }
            }
          }
        }
      }),
      runs(300),
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(3);
  });

  it('is empty between equal states whose policies were prepared separately', () => {
    const statements = { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::b1/*' };
    const make = (): AccessModel => {
      const arn = `arn:aws:iam::${OWN}:user/maria`;
      const principal = { type: 'User', accountId: OWN, arn, userId: 'AIDA', userName: 'maria' } as const;
      const principals = [{ arn, principal, identity: [samplePolicy('identity', 'own', statements)] }];
      return { accounts: [{ accountId: OWN, name: 'own', management: false, principals, groups: [] }], resources: [] };
    };
    const diff = takeAll(diffPrincipalsSteps(make(), make(), index));
    expect([diff.principals, diff.accounts]).toEqual([[], []]);
  });
});
