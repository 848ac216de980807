import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { GetAccountSummary } from '../../iam/account/operations';
import { ListUsers } from '../../iam/user/operations';
import { CreateAccount, DescribeCreateAccountStatus } from '../../organizations/account/operations';
import { CreateOrganization } from '../../organizations/organization/operations';
import { GetCallerIdentity } from '../caller/operations';
import { allow, callerOf, userWith } from '../test-actors';
import { AssumeRoot } from './operations';

const AUDIT = { arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials' };

let world: TestWorld;
let management: Actor;
let admin: Actor;
let memberId: string;
beforeAll(async () => {
  world = await createTestWorld();
  management = await world.account();
  await management.run(CreateOrganization, {});
  const { CreateAccountStatus } = await management.run(CreateAccount, { AccountName: 'member', Email: 'member@example.com' });
  const done = await management.run(DescribeCreateAccountStatus, { CreateAccountRequestId: CreateAccountStatus?.Id ?? '' });
  memberId = done.CreateAccountStatus?.AccountId ?? '';
  admin = await userWith(world, management, 'admin', allow('*'));
});
afterAll(() => world.close());

describe('AssumeRoot', () => {
  it('makes the management account’s user the member’s root user for a task, 15 minutes at most', async () => {
    const { Credentials } = await admin.run(AssumeRoot, { TargetPrincipal: memberId, TaskPolicyArn: AUDIT });
    expect(Credentials?.Expiration).toEqual(new Date(TEST_NOW.getTime() + 900_000));
    const session = world.as(await callerOf(world, Credentials));
    expect(await session.run(GetCallerIdentity, {})).toMatchObject({ Account: memberId, Arn: `arn:aws:iam::${memberId}:root` });
    await session.run(GetAccountSummary, {});
    const denied = await session.fails(ListUsers, {});
    expect(denied.message).toContain('is not authorized to perform: iam:ListUsers');
    const tooLong = await admin.fails(AssumeRoot, { TargetPrincipal: memberId, TaskPolicyArn: AUDIT, DurationSeconds: 901 });
    expect(tooLong).toMatchObject({ shape: 'ValidationError' });
  });

  it('takes a root user’s ARN too, and is recorded in both accounts', async () => {
    await admin.run(AssumeRoot, { TargetPrincipal: `arn:aws:iam::${memberId}:root`, TaskPolicyArn: AUDIT, DurationSeconds: 60 });
    const events = await world.database.reader.event.findMany({ where: { eventName: 'AssumeRoot', outcome: 'Success' } });
    expect(new Set(events.map((event) => event.accountId))).toEqual(new Set([management.accountId, memberId]));
  });

  it('needs the permission, for that policy', async () => {
    const onlyAudit = allow('sts:AssumeRoot', '*', { StringEquals: { 'sts:TaskPolicyArn': AUDIT.arn } });
    const auditor = await userWith(world, management, 'auditor', onlyAudit);
    await auditor.run(AssumeRoot, { TargetPrincipal: memberId, TaskPolicyArn: AUDIT });
    const other = { arn: 'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy' };
    expect((await auditor.fails(AssumeRoot, { TargetPrincipal: memberId, TaskPolicyArn: other })).message).toContain(
      'sts:AssumeRoot',
    );
  });

  it('is refused to root users, for other policies, and for accounts that are not members', async () => {
    expect(await management.fails(AssumeRoot, { TargetPrincipal: memberId, TaskPolicyArn: AUDIT })).toMatchObject({
      shape: 'AccessDenied',
    });
    const administrator = { arn: 'arn:aws:iam::aws:policy/AdministratorAccess' };
    expect(await admin.fails(AssumeRoot, { TargetPrincipal: memberId, TaskPolicyArn: administrator })).toMatchObject({
      shape: 'ValidationError',
    });
    const stranger = await world.account();
    const [elsewhere, nowhere, self] = await Promise.all(
      [stranger.accountId, '999999999999', management.accountId].map((TargetPrincipal) =>
        admin.fails(AssumeRoot, { TargetPrincipal, TaskPolicyArn: AUDIT }),
      ),
    );
    expect(elsewhere).toMatchObject({ shape: 'AccessDenied' });
    expect(nowhere?.message.replace('999999999999', stranger.accountId)).toBe(elsewhere?.message);
    expect(self).toMatchObject({ shape: 'AccessDenied' });
    const outsider = await userWith(world, stranger, 'admin', allow('*'));
    expect(await outsider.fails(AssumeRoot, { TargetPrincipal: memberId, TaskPolicyArn: AUDIT })).toMatchObject({
      shape: 'AccessDenied',
    });
  });
});
