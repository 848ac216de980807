import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { PutRolePolicy } from '../../iam/inline-policy/operations';
import { ListRoles } from '../../iam/role/operations';
import { ListUsers } from '../../iam/user/operations';
import { GetCallerIdentity } from '../caller/operations';
import { AssumeRole } from '../session/operations';
import { allow, callerOf, policy, roleOf, trust, userWith } from '../test-actors';
import { GetFederationToken, GetSessionToken } from '../token/operations';
import { GetScopedCredentials } from './operations';

let world: TestWorld;
let account: Actor;
let admin: Actor & { arn: string };
beforeAll(async () => {
  world = await createTestWorld();
});
beforeEach(async () => {
  account = await world.account();
  admin = await userWith(world, account, 'admin', allow('*'));
});
afterAll(() => world.close());

const LISTS = policy(allow('iam:ListUsers'));
const READS = policy(allow('s3:GetObject'));

/** Starts a session of a role with a policy. */
async function roleSession(DurationSeconds = 3600): Promise<Actor> {
  const RoleName = `worker-${DurationSeconds}`;
  const RoleArn = await roleOf(account, RoleName, trust(account.accountId, ['sts:AssumeRole', 'sts:SetSourceIdentity']));
  await account.run(PutRolePolicy, { RoleName, PolicyName: 'own', PolicyDocument: policy(allow(['iam:*', 'sts:*'])) });
  return sessionOf(await admin.run(AssumeRole, { RoleArn, RoleSessionName: 'run', DurationSeconds, SourceIdentity: 'ana' }));
}

type Issued = { Credentials?: { AccessKeyId?: string | undefined } | undefined };
const sessionOf = async ({ Credentials }: Issued): Promise<Actor> => world.as(await callerOf(world, Credentials));

describe('GetScopedCredentials', () => {
  it('returns credentials of the same session with the permissions that both it and the policy have', async () => {
    const session = await roleSession();
    const answer = await session.run(GetScopedCredentials, { Policy: LISTS });
    const { Credentials, SessionInfo, ScopedPoliciesCount, SourceIdentity } = answer;
    expect(Credentials.Expiration).toEqual(new Date(TEST_NOW.getTime() + 3_600_000));
    expect({ ScopedPoliciesCount, SourceIdentity }).toEqual({ ScopedPoliciesCount: 1, SourceIdentity: 'ana' });
    const { Arn, UserId } = await session.run(GetCallerIdentity, {});
    expect(SessionInfo).toEqual({ Arn, ScopedSessionId: UserId });
    const scoped = await sessionOf(answer);
    expect(await scoped.run(GetCallerIdentity, {})).toMatchObject({ Arn });
    await scoped.run(ListUsers, {});
    const denied = await scoped.fails(ListRoles, {});
    expect(denied.message).toMatch(/iam:ListRoles .* because no session policy allows the iam:ListRoles action$/);
    const reading = await sessionOf(await session.run(GetScopedCredentials, { Policy: READS }));
    expect((await reading.fails(ListUsers, {})).shape).toBe('AccessDenied');
  });

  it('narrows again, up to three times, and only shortens the life', async () => {
    const session = await roleSession(900);
    const lists = await sessionOf(await session.run(GetScopedCredentials, { Policy: LISTS }));
    const reads = await lists.run(GetScopedCredentials, { Policy: READS, DurationSeconds: 60 });
    expect(reads).toMatchObject({ ScopedPoliciesCount: 2 });
    expect(reads.Credentials.Expiration).toEqual(new Date(TEST_NOW.getTime() + 60_000));
    const nothing = await sessionOf(reads);
    expect((await nothing.fails(ListUsers, {})).shape).toBe('AccessDenied');
    expect((await nothing.fails(GetScopedCredentials, { DurationSeconds: 61 })).shape).toBe(
      'InsufficientSessionLifetimeException',
    );
    const third = await sessionOf(await nothing.run(GetScopedCredentials, { Policy: LISTS }));
    expect((await third.fails(GetScopedCredentials, { Policy: LISTS })).shape).toBe('AccessDenied');
    expect(await third.run(GetScopedCredentials, { DurationSeconds: 1 })).toMatchObject({ ScopedPoliciesCount: 3 });
  });

  it('accepts every kind of temporary credentials, and no others', async () => {
    const token = await sessionOf(await admin.run(GetSessionToken, {}));
    const federated = await sessionOf(await admin.run(GetFederationToken, { Name: 'guest', Policy: policy(allow('*')) }));
    for (const session of [token, federated]) await session.run(GetScopedCredentials, { Policy: READS });
    for (const actor of [admin, account])
      expect((await actor.fails(GetScopedCredentials, { DurationSeconds: 60 })).shape).toBe('InvalidSubjectCredentialsException');
    expect((await token.fails(GetScopedCredentials, {})).shape).toBe('ValidationError');
  });

  it('never allows more than the calling session and every policy allow', async () => {
    const session = await roleSession();
    const actions = ['iam:ListUsers', 'iam:ListRoles', 'iam:*', 's3:GetObject', '*'];
    const list = fc.array(fc.constantFrom(...actions), { minLength: 1, maxLength: 3 });
    const calls = [
      ['iam:ListUsers', ListUsers],
      ['iam:ListRoles', ListRoles],
    ] as const;
    const allows = (listed: readonly string[], action: string) =>
      listed.some((one) => one === '*' || one === 'iam:*' || one === action);
    await fc.assert(
      fc.asyncProperty(fc.array(list, { minLength: 1, maxLength: 3 }), async (policies) => {
        let scoped = session;
        for (const Action of policies)
          scoped = await sessionOf(await scoped.run(GetScopedCredentials, { Policy: policy(allow(Action)) }));
        for (const [action, operation] of calls) {
          const answer = await scoped.run(operation, {}).then(
            () => true,
            () => false,
          );
          expect(answer).toBe(policies.every((listed) => allows(listed, action)));
        }
      }),
      { numRuns: 20 },
    );
  });

  it('is recorded with its description and without the credentials', async () => {
    const session = await roleSession();
    const { Credentials } = await session.run(GetScopedCredentials, { Policy: READS, ScopedSessionDescription: 'nightly reads' });
    const where = { accountId: account.accountId, eventName: 'GetScopedCredentials' };
    const event = JSON.stringify(await world.database.reader.event.findFirstOrThrow({ where }));
    expect(event).toContain('nightly reads');
    expect(event).not.toContain(Credentials.SecretAccessKey);
    expect(event).not.toContain(Credentials.SessionToken);
  });
});
