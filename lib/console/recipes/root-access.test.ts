import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, TEST_NOW } from '../../core/test-world';
import { CreateAccessKey, ListAccessKeys } from '../../iam/access-key/operations';
import { GetLoginProfile } from '../../iam/login-profile/operations';
import { ListOrganizationsFeatures } from '../../iam/root-access/operations';
import { type RootTask, rootSession } from '../../iam/root-access/rows';
import { createOrganizationWorld, userWith } from '../../organizations/test-organization';
import { runAs } from '../testing/run-as';
import { deleteRootCredentials, disableRootAccess, enableRootAccess, recoverRootPassword } from './root-access';

const world = await createOrganizationWorld();
afterAll(() => world.close());

const TIMES = { issuedAt: TEST_NOW.toISOString(), expiresAt: TEST_NOW.toISOString() };

/** Returns the calls that a root session of a member makes. */
function inSession({ accountId }: Actor, task: RootTask) {
  const { session, ...who } = rootSession('aws', accountId, task, undefined);
  return world.as({ accountId, ...who, session: { ...session, ...TIMES } });
}

describe('centralized root access', () => {
  it('is enabled with trusted access for IAM, and disabled again', async () => {
    const run = runAs(world, world.management);
    const features = async () => (await world.management.run(ListOrganizationsFeatures, {})).EnabledFeatures;
    const wanted = { feature: 'RootSessions', trustIam: false } as const;
    expect(await enableRootAccess(run, wanted)).toMatchObject({ ok: false, error: { code: 'ServiceAccessNotEnabledException' } });
    const admin = await userWith(world, world.management, 'admin', [
      { Effect: 'Allow', Action: ['organizations:*', 'iam:CreateServiceLinkedRole'], Resource: '*' },
    ]);
    expect(await enableRootAccess(runAs(world, admin), { ...wanted, trustIam: true })).toMatchObject({
      ok: false,
      error: { action: 'iam:EnableOrganizationsRootSessions', done: ['Trust IAM'] },
    });
    expect(await enableRootAccess(run, { ...wanted, trustIam: true })).toEqual({ ok: true, data: null });
    expect(await enableRootAccess(run, { feature: 'RootCredentialsManagement', trustIam: false })).toMatchObject({ ok: true });
    expect(await features()).toEqual(['RootSessions', 'RootCredentialsManagement']);
    await disableRootAccess(run, 'RootSessions');
    await disableRootAccess(run, 'RootCredentialsManagement');
    expect(await features()).toEqual([]);
  });
});

describe('the root user of a member account', () => {
  it('loses all of its credentials', async () => {
    const member = await world.member('shop');
    await member.run(CreateAccessKey, {});
    await world.database.writer.account.update({
      where: { id: member.accountId },
      data: { rootPasswordHash: '$argon2id$in-use' },
    });
    const session = inSession(member, 'IAMDeleteRootUserCredentials');
    expect(await deleteRootCredentials(runAs(world, session), member)).toEqual({ ok: true, data: null });
    expect((await member.run(ListAccessKeys, {})).AccessKeyMetadata).toEqual([]);
    expect((await session.fails(GetLoginProfile, {})).shape).toBe('NoSuchEntityException');
    expect(await deleteRootCredentials(runAs(world, session), member), 'nothing is left to delete').toMatchObject({ ok: true });
  });

  it('keeps its credentials if the task policy does not allow the deletion', async () => {
    const member = await world.member('bank');
    await member.run(CreateAccessKey, {});
    const session = inSession(member, 'IAMAuditRootUserCredentials');
    expect(await deleteRootCredentials(runAs(world, session), member)).toMatchObject({
      ok: false,
      error: { action: 'iam:DeleteLoginProfile', done: [] },
    });
    expect((await member.run(ListAccessKeys, {})).AccessKeyMetadata).toHaveLength(1);
  });

  it('gets a password recovery link, and another one if recovery is already allowed', async () => {
    const { accountId, ...member } = await world.member('hall');
    const run = runAs(world, inSession({ accountId, ...member }, 'IAMCreateRootUserPassword'));
    const first = await recoverRootPassword(run, { accountId, allow: true });
    expect(first).toMatchObject({ ok: true, data: { RecoveryToken: expect.any(String) } });
    expect(await recoverRootPassword(run, { accountId, allow: true })).toMatchObject({
      ok: false,
      error: { code: 'EntityAlreadyExists', done: [] },
    });
    expect(await recoverRootPassword(run, { accountId, allow: false })).toMatchObject({ ok: true });
  });
});
