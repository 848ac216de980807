import fc from 'fast-check';
import { authorize } from '../../evaluate/authorize';
import { principalContext } from '../../evaluate/principal-context';
import type { RequestContext } from '../../evaluate/types';
import type { AccessAccount, AccessModel, AccessPrincipal } from '../model/access-model';
import { anySessionOf } from '../model/any-session';
import { type Member, modelIndexOf } from '../model/model-index';
import { OTHER, OWN, rare } from './arbitrary-access';
import { FULL_ACCESS, sampleLevel, samplePolicy } from './sample-policies';

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

/** Generates statements about few things, so that paths through several roles are frequent. All keys that they name are known. */
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

/** Generates two accounts with users and roles that trust each other in various ways. All keys in their policies are known. */
export const models: fc.Arbitrary<AccessModel> = fc
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

/** Answers by brute force: every principal tries everything, with one decision at a time. */
export function canDo(model: AccessModel, member: Member, action: string, resource: string): boolean {
  const index = modelIndexOf(model);
  const guarded = index.guarded(action, resource);
  const { principal } = member.entry;
  const context = { ...principalContext(principal), ...CONTEXT };
  const resourceAccount = guarded.accountId ?? member.account.accountId;
  const request = { principal, action, resource, resourceAccount, context };
  return authorize(request, index.policySet(member, guarded)).decision === 'Allowed';
}

export function reachable(model: AccessModel, start: Member): Set<Member> {
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
