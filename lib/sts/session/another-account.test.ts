import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeAuthorizationMessage } from '../../core/authorization/authorization-message';
import { AccessDeniedError } from '../../core/errors';
import type { Actor } from '../../core/test-world';
import { recordedEvents } from '../../core/testing/recorded-events';
import { GetAuthorizationDetails } from '../../events/operations';
import { TagRole } from '../../iam/role/operations';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { createOrganizationWorld, type OrganizationWorld } from '../../organizations/test-organization';
import { DecodeAuthorizationMessage } from '../authorization-message/operations';
import { allow, policy, roleOf, trust, userWith } from '../test-actors';
import { AssumeRole } from './operations';

const EXTERNAL_ID = 'secret-external-id';
const TAG = 'secret-tag-value';
const RCP = 'SecretPerimeter';

let world: OrganizationWorld;
let victim: Actor;
let attacker: Actor;
beforeAll(async () => {
  world = await createOrganizationWorld();
  victim = await world.member('victim');
  attacker = await world.account();
  await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: 'RESOURCE_CONTROL_POLICY' });
  const { Policy } = await world.management.run(CreatePolicy, {
    Name: RCP,
    Description: '',
    Type: 'RESOURCE_CONTROL_POLICY',
    Content: policy({
      Sid: RCP,
      Effect: 'Deny',
      Principal: '*',
      Action: 'sts:*',
      Resource: '*',
      Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': world.organizationId } },
    }),
  });
  const PolicyId = Policy.PolicySummary.Id;
  await world.management.run(AttachPolicy, { PolicyId, TargetId: victim.accountId });
});
afterAll(() => world.close());

let count = 0;

/** Returns everything that a denied caller can see: the answer, the event, the evaluation and the decoded message. */
async function seenOf(caller: Actor, root: Actor, RoleArn: string, more: object = {}): Promise<unknown> {
  const error = await caller.fails(AssumeRole, { RoleArn, RoleSessionName: 'session', ...more });
  if (!(error instanceof AccessDeniedError) || !error.evaluation) throw new Error(`no denial, but ${error.message}`);
  const { authorizationId: AuthorizationId } = error.evaluation;
  const details = await root.run(GetAuthorizationDetails, { AuthorizationId });
  const EncodedMessage = encodeAuthorizationMessage(error.evaluation);
  const decoded = await root.run(DecodeAuthorizationMessage, { EncodedMessage });
  const [event] = await recordedEvents(world.database.reader, { authorizationId: AuthorizationId });
  return { message: error.message, shape: error.shape, details, decoded, event: { ...event, id: 0 } };
}

/** Returns a text that does not depend on ids or on the requested role. */
function comparable(seen: unknown, roleArn: string): string {
  return JSON.stringify(seen, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
    .replaceAll(roleArn, 'ROLE')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID');
}

const trusts = (statement: object) => policy({ Action: 'sts:AssumeRole', ...statement });
const OF_VICTIM: readonly (readonly [string, () => string])[] = [
  [
    'asks for an external id',
    () => trust(attacker.accountId, 'sts:AssumeRole', { StringEquals: { 'sts:ExternalId': EXTERNAL_ID } }),
  ],
  ['denies everybody', () => trusts({ Sid: 'SecretSid', Effect: 'Deny', Principal: '*' })],
  ['trusts somebody else', () => trusts({ Effect: 'Allow', Principal: { AWS: victim.accountId } })],
];

describe('a role of another account that the caller cannot assume', () => {
  const callers = {
    'may assume every role': [allow(['sts:AssumeRole', 'sts:TagSession'])],
    'may do nothing': [],
    'may assume roles with a tag': [allow('sts:AssumeRole', '*', { StringEquals: { 'aws:ResourceTag/team': TAG } })],
    'may not leave its organization': [
      allow('sts:AssumeRole'),
      { Effect: 'Deny', Action: 'sts:*', Resource: '*', Condition: { Null: { 'aws:ResourceOrgID': 'true' } } },
    ],
  };
  for (const [who, statements] of Object.entries(callers)) {
    it.each(OF_VICTIM)(
      `whose trust policy %s is indistinguishable from a missing role to a caller who ${who}`,
      async (_how, document) => {
        const caller = await userWith(world, attacker, `caller-${++count}`, ...statements);
        const existing = await roleOf(victim, `there-${count}`, document());
        await victim.run(TagRole, {
          RoleName: `there-${count}`,
          Tags: [
            { Key: 'team', Value: 'their-team' },
            { Key: 'x', Value: TAG },
          ],
        });
        const missing = `arn:aws:iam::${victim.accountId}:role/none-${count}`;
        const seen = comparable(await seenOf(caller, attacker, existing), existing);
        expect(seen).toBe(comparable(await seenOf(caller, attacker, missing), missing));
        for (const secret of [EXTERNAL_ID, 'their-team', 'SecretSid', RCP, world.organizationId, world.rootId]) {
          expect(seen).not.toContain(secret);
        }
      },
    );
  }

  it('has only the policies of the caller in the error message and the evaluation', async () => {
    const willing = await userWith(world, attacker, `caller-${++count}`, { Sid: 'MayAssume', ...allow('sts:AssumeRole') });
    const unwilling = await userWith(world, attacker, `caller-${++count}`, { Sid: 'Unrelated', ...allow('s3:*') });
    const role = await roleOf(victim, `there-${count}`, trust(attacker.accountId));
    const denied = comparable(await seenOf(willing, attacker, role), role);
    expect(denied).toContain('MayAssume');
    expect(denied).toContain('is not authorized to perform: sts:AssumeRole on resource: ROLE"');
    const blocked = comparable(await seenOf(unwilling, attacker, role), role);
    expect(blocked).toContain('because no identity-based policy allows the sts:AssumeRole action');
    expect(blocked).toContain('Unrelated');
  });

  it('has the whole evaluation if it is in the account of the caller', async () => {
    const caller = await userWith(world, attacker, `caller-${++count}`, allow('sts:AssumeRole'));
    const own = await roleOf(
      attacker,
      `own-${count}`,
      trust(attacker.accountId, 'sts:AssumeRole', { StringEquals: { 'sts:ExternalId': 'ours' } }),
    );
    const seen = comparable(await seenOf(caller, attacker, own), own);
    expect(seen).toContain('ours');
    expect(seen).toContain('because no role trust policy allows the sts:AssumeRole action');
  });
});
