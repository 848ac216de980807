import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize } from '../evaluate/authorize';
import { principalContext } from '../evaluate/principal-context';
import type { RequestContext } from '../evaluate/types';
import { matchCodes } from '../match/glob';
import { type AccessAccount, type AccessModel, type AccessPrincipal, anySessionOf } from './access-model';
import { askedResource, askKnown } from './ask-known';
import { knownContextOf } from './known-context';
import { type Member, modelIndexOf } from './model-index';
import {
  contextFor,
  OPEN_CONTEXT,
  OTHER,
  OWN,
  PRINCIPAL_FACTS,
  PRINCIPALS,
  policy,
  RESOURCES,
  rare,
  sets,
} from './testing/arbitrary-access';
import { FULL_ACCESS, sampleIndex, sampleLevel, samplePolicy } from './testing/sample-policies';
import { whatCan } from './what-can';
import { whoCan } from './who-can';

const ARNS = [
  'arn:aws:s3:::b1',
  'arn:aws:s3:::b1/x',
  'arn:aws:s3:::home-maria/a/x',
  `arn:aws:iam::${OWN}:user/maria`,
  `arn:aws:iam::${OWN}:role/Ops`,
  `arn:aws:iam::${OTHER}:role/x`,
  `arn:aws:sqs:eu-north-1:${OWN}:q1`,
  `arn:aws:kms:eu-north-1:${OWN}:key/1`,
  `arn:aws:dynamodb:eu-north-1:${OWN}:table/x`,
  '*',
];
const NAMED_ACTIONS = [
  's3:GetObject',
  's3:ListBucket',
  'iam:GetUser',
  'iam:PassRole',
  'sts:AssumeRole',
  'kms:Decrypt',
  'sqs:SendMessage',
];

describe('one question with open context', () => {
  it('is answered always or never only where authorize agrees in every context and on every resource of the pattern', () => {
    const cases = fc.record({
      principal: fc.constantFrom(...PRINCIPALS),
      set: sets,
      resource: rare(policy('resource')),
      facts: fc.constantFrom(...PRINCIPAL_FACTS),
      contexts: fc.array(OPEN_CONTEXT, { minLength: 4, maxLength: 4 }),
      asked: fc.constantFrom(...RESOURCES.filter((text) => !text.includes('$')), ...ARNS),
    });
    const seen = { always: 0, sometimes: 0, never: 0 };
    fc.assert(
      fc.property(cases, ({ principal, set: own, resource, facts, contexts, asked: text }) => {
        const set = resource === undefined ? own : { ...own, resource };
        const asked = askedResource(text);
        const known = knownContextOf(principal, facts);
        const within = ARNS.filter((arn) => (asked.pattern === null ? arn === text : matchCodes(asked.pattern, arn)));
        for (const action of NAMED_ACTIONS) {
          const { access } = askKnown({ principal, action, resourceAccount: OWN }, asked, set, known);
          seen[access] += 1;
          for (const arn of within) {
            for (const open of contexts) {
              const context = contextFor(principal, facts, open);
              const { decision } = authorize({ principal, action, resource: arn, resourceAccount: OWN, context }, set);
              if (access === 'always') expect(decision).toBe('Allowed');
              if (access === 'never') expect(decision).not.toBe('Allowed');
            }
          }
        }
      }),
      { numRuns: 400 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(50);
  });
});

const roleIdOf = (name: string, accountId: string) => `AROA${name.repeat(16)}${accountId === OWN ? '1' : '2'}`;
const CONTEXT: RequestContext = { 'aws:PrincipalTag/team': 'red' };
const FACTS = { knownContext: CONTEXT, absentKeys: ['aws:MultiFactorAuthPresent'] };
const ROLES = ['A', 'B', 'C'].flatMap((name) =>
  [OWN, OTHER].map((accountId) => ({ name, accountId, arn: `arn:aws:iam::${accountId}:role/${name}` })),
);
const USERS = ['u', 'v'].flatMap((name) =>
  [OWN, OTHER].map((accountId) => ({ name, accountId, arn: `arn:aws:iam::${accountId}:user/${name}` })),
);
const CONDITION = fc.constantFrom(
  {},
  {},
  { StringEquals: { 'aws:PrincipalTag/team': 'red' } },
  { StringEquals: { 'aws:PrincipalTag/team': 'blue' } },
  { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
);

/** Statements about few things, so that ways through several roles are frequent. Every key they name is known. */
const identity = fc
  .array(
    fc.record({
      Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
      Action: fc.constantFrom('sts:AssumeRole', 'sts:*', 'sts:AssumeRole', 's3:GetObject'),
      Resource: fc.constantFrom('*', '*', '*', '*', ...ROLES.map(({ arn }) => arn), 'arn:aws:iam::*:role/A', 'arn:aws:s3:::b1/*'),
      Condition: CONDITION,
    }),
    { minLength: 1, maxLength: 2 },
  )
  .map((list) => (list.length === 0 ? [] : [samplePolicy('identity', 'own', list)]));
const trust = fc
  .array(
    fc.record({
      Effect: fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny'),
      Principal: fc.constantFrom<unknown>(
        '*',
        '*',
        '*',
        ...[...ROLES, ...USERS].map(({ arn }) => ({ AWS: arn })),
        { AWS: OWN },
        { AWS: [OTHER, roleIdOf('A', OWN)] },
      ),
      Action: fc.constant('sts:AssumeRole'),
      Condition: CONDITION,
    }),
    { minLength: 1, maxLength: 2 },
  )
  .map((list) => samplePolicy('trust', 'trust', list));
const bucket = fc
  .array(
    fc.record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      Principal: fc.constantFrom<unknown>('*', ...[...ROLES, ...USERS].map(({ arn }) => ({ AWS: arn })), { AWS: OTHER }),
      Action: fc.constant('s3:GetObject'),
      Resource: fc.constant('arn:aws:s3:::b1/*'),
      Condition: CONDITION,
    }),
    { minLength: 1, maxLength: 2 },
  )
  .map((list) => samplePolicy('resource', 'bucket', list));

const noAssume = samplePolicy('scp', 'NoAssume', { Effect: 'Deny', Action: 'sts:AssumeRole', Resource: ROLES[0]?.arn ?? '' });

const models: fc.Arbitrary<AccessModel> = fc
  .record({
    identities: fc.array(identity, { minLength: 10, maxLength: 10 }),
    trusts: fc.array(trust, { minLength: 6, maxLength: 6 }),
    policy: rare(bucket),
    limited: fc.boolean(),
  })
  .map(({ identities, trusts, policy: bucketPolicy, limited }) => {
    const users: AccessPrincipal[] = USERS.map(({ name, accountId, arn }, i) => ({
      arn,
      principal: { type: 'User', accountId, arn, userId: `AIDA${name}${accountId}`, userName: name },
      identity: identities[i] ?? [],
      facts: FACTS,
    }));
    const roles: AccessPrincipal[] = ROLES.map(({ name, accountId, arn }, i) => {
      const role = trusts[i];
      const principal = anySessionOf({ arn, roleId: roleIdOf(name, accountId), accountId });
      return {
        arn,
        principal,
        identity: identities[USERS.length + i] ?? [],
        facts: FACTS,
        ...(role === undefined ? {} : { trust: role }),
      };
    });
    const account = (accountId: string): AccessAccount => ({
      accountId,
      name: accountId,
      management: false,
      scp: [sampleLevel('account', accountId, FULL_ACCESS, ...(limited ? [noAssume] : []))],
      principals: [...users, ...roles].filter(({ principal }) => 'accountId' in principal && principal.accountId === accountId),
      groups: [],
    });
    const resources = bucketPolicy === undefined ? [] : [{ arn: 'arn:aws:s3:::b1', accountId: OWN, policy: bucketPolicy }];
    return { accounts: [account(OWN), account(OTHER)], resources };
  });

/** The plain answer: everybody tries everything, one authorize at a time. */
function canDo(model: AccessModel, member: Member, action: string, resource: string): boolean {
  const index = modelIndexOf(model);
  const guarded = index.guarded(action, resource);
  const { principal } = member.entry;
  const context = { ...principalContext(principal), ...CONTEXT };
  const resourceAccount = guarded.accountId ?? member.account.accountId;
  const request = { principal, action, resource, resourceAccount, context };
  return authorize(request, index.policySet(member, guarded)).decision === 'Allowed';
}

function reachable(model: AccessModel, start: Member): Set<Member> {
  const { members } = modelIndexOf(model);
  const reached = new Set([start]);
  for (const from of reached) {
    for (const role of members) {
      if (role.entry.trust !== undefined && role !== from && canDo(model, from, 'sts:AssumeRole', role.entry.arn))
        reached.add(role);
    }
  }
  return reached;
}

describe('who can and what can', () => {
  it('equal trying every principal through every chain of roles, and every step of a path can be taken', () => {
    let chained = 0;
    fc.assert(
      fc.property(models, (model) => {
        const index = modelIndexOf(model);
        const { principals } = whoCan(model, 's3:GetObject', 'arn:aws:s3:::b1/x');
        expect(principals.every(({ access }) => access === 'always')).toBe(true);
        const expected = index.members.filter((member) =>
          [...reachable(model, member)].some((reached) => canDo(model, reached, 's3:GetObject', 'arn:aws:s3:::b1/x')),
        );
        expect(principals.map(({ arn }) => arn)).toEqual(expected.map(({ entry }) => entry.arn));
        for (const { arn, path, direct } of principals) {
          chained += path.length;
          expect(direct === 'always').toBe(path.length === 0);
          let at = index.member(arn);
          for (const { role } of path) {
            expect(at !== undefined && canDo(model, at, 'sts:AssumeRole', role)).toBe(true);
            at = index.member(role);
          }
          expect(at !== undefined && canDo(model, at, 's3:GetObject', 'arn:aws:s3:::b1/x')).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
    expect(chained).toBeGreaterThan(50);
  });

  it('agree with each other: a principal is among those who can exactly when the action is among what it can', () => {
    const actions = sampleIndex('s3');
    fc.assert(
      fc.property(models, (model) => {
        const who = new Set(whoCan(model, 's3:GetObject', 'arn:aws:s3:::b1/x').principals.map(({ arn }) => arn));
        for (const { entry } of modelIndexOf(model).members) {
          const what = whatCan(model, entry.arn, 'arn:aws:s3:::b1/x', actions).map(({ action }) => action);
          expect(what.includes('s3:GetObject')).toBe(who.has(entry.arn));
        }
      }),
      { numRuns: 60 },
    );
  });
});
