import { afterAll, describe, expect, it } from 'vitest';
import { countRows } from '../../../core/module/resource';
import { type Actor, createTestWorld, TEST_NOW } from '../../../core/test-world';
import { newCertificate, newIdentity } from '../../../core/testing/certificates';
import type { Prisma } from '../../../db/generated/sqlite/client';
import { CreateAccessKey } from '../../../iam/access-key/operations';
import { AttachUserPolicy } from '../../../iam/attachment/operations';
import { AddUserToGroup, CreateGroup, GetGroup } from '../../../iam/group/operations';
import { PutUserPolicy } from '../../../iam/inline-policy/operations';
import { CreateLoginProfile, GetLoginProfile } from '../../../iam/login-profile/operations';
import { CreateVirtualMFADevice, EnableMFADevice } from '../../../iam/mfa/operations';
import { codeOf, stepOf } from '../../../iam/mfa/totp';
import { iamResources } from '../../../iam/resources';
import { CreateServiceSpecificCredential } from '../../../iam/service-specific-credential/operations';
import { UploadSigningCertificate } from '../../../iam/signing-certificate/operations';
import { newSshKey } from '../../../iam/ssh-public-key/contract';
import { UploadSSHPublicKey } from '../../../iam/ssh-public-key/operations';
import { ALLOW_ALL, userWith } from '../../../iam/test-accounts';
import { CreateUser, GetUser, ListUsers } from '../../../iam/user/operations';
import { runAs } from '../../testing/run-as';
import { deleteUser } from './delete-user';

const world = await createTestWorld();
afterAll(() => world.close());

const CERTIFICATE = newCertificate(newIdentity('signer'));
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

/** Creates a user with one of every resource that a user can have. Returns its id. */
async function furnishedUser(root: Actor, UserName: string): Promise<string> {
  const { User } = await root.run(CreateUser, { UserName });
  await root.run(CreateLoginProfile, { UserName, Password: 'Correct-horse-1' });
  await root.run(CreateAccessKey, { UserName });
  await root.run(UploadSigningCertificate, { UserName, CertificateBody: CERTIFICATE });
  await root.run(UploadSSHPublicKey, { UserName, SSHPublicKeyBody: newSshKey().line });
  await root.run(CreateServiceSpecificCredential, { UserName, ServiceName: 'codecommit.amazonaws.com' });
  await assignDevice(root, UserName);
  await root.run(PutUserPolicy, { UserName, PolicyName: 'own', PolicyDocument: ALLOW_ALL });
  await root.run(AttachUserPolicy, { UserName, PolicyArn: READ_ONLY });
  await root.run(CreateGroup, { GroupName: `${UserName}s` });
  await root.run(AddUserToGroup, { GroupName: `${UserName}s`, UserName });
  return User.UserId;
}

async function assignDevice(root: Actor, UserName: string): Promise<void> {
  const { VirtualMFADevice } = await root.run(CreateVirtualMFADevice, { VirtualMFADeviceName: UserName });
  const seed = new TextDecoder().decode(VirtualMFADevice.Base32StringSeed);
  const step = stepOf(TEST_NOW) - 1;
  await root.run(EnableMFADevice, {
    UserName,
    SerialNumber: VirtualMFADevice.SerialNumber,
    AuthenticationCode1: codeOf(seed, step),
    AuthenticationCode2: codeOf(seed, step + 1),
  });
}

const resources: readonly { model: Prisma.ModelName; keepsUser?: string }[] = iamResources;
const KEEPERS = resources.flatMap(({ model, keepsUser }) => (keepsUser === undefined ? [] : [model]));

/** Counts the rows of each resource type that prevents a user from being deleted. */
async function keeping(userId: string) {
  const counts = KEEPERS.map(async (model) => [model, await countRows(world.database.reader, model, { userId })] as const);
  return Object.fromEntries(await Promise.all(counts));
}

describe('deleting a user', () => {
  it('removes all dependent items first', async () => {
    const root = await world.account();
    const id = await furnishedUser(root, 'ana');
    expect(await keeping(id), 'one of each type').toEqual(Object.fromEntries(KEEPERS.map((model) => [model, 1])));
    expect(await deleteUser(runAs(world, root), 'ana')).toEqual({ ok: true, data: null });
    expect(await keeping(id)).toEqual(Object.fromEntries(KEEPERS.map((model) => [model, 0])));
    expect((await root.fails(GetUser, { UserName: 'ana' })).shape).toBe('NoSuchEntityException');
    expect((await root.run(GetGroup, { GroupName: 'anas' })).Users).toEqual([]);
    expect(await world.database.reader.mfaDevice.count({ where: { accountId: root.accountId } })).toBe(0);
  });

  it('stops at a denied call, reports the completed steps, and continues from there', async () => {
    const root = await world.account();
    const id = await furnishedUser(root, 'ana');
    const admin = await userWith(
      world,
      root,
      'admin',
      { Effect: 'Allow', Action: 'iam:*', Resource: '*' },
      { Effect: 'Deny', Action: 'iam:DeleteSSHPublicKey', Resource: '*' },
    );
    const stopped = await deleteUser(runAs(world, admin), 'ana');
    expect(stopped).toMatchObject({ ok: false, error: { code: 'AccessDenied', action: 'iam:DeleteSSHPublicKey' } });
    expect(stopped.ok ? [] : stopped.error.done).toEqual([
      'Delete the password of ana',
      expect.stringMatching(/^Delete access key AKIA/),
      expect.stringMatching(/^Delete signing certificate /),
    ]);
    expect((await root.fails(GetLoginProfile, { UserName: 'ana' })).shape).toBe('NoSuchEntityException');
    expect(await keeping(id)).toMatchObject({ AccessKey: 0, SigningCertificate: 0, SshPublicKey: 1, MfaDevice: 1 });

    expect(await deleteUser(runAs(world, root), 'ana')).toEqual({ ok: true, data: null });
    expect((await root.run(ListUsers, {})).Users.map(({ UserName }) => UserName)).toEqual(['admin']);
  });

  it('succeeds for a user who does not exist', async () => {
    const root = await world.account();
    expect(await deleteUser(runAs(world, root), 'nobody')).toEqual({ ok: true, data: null });
  });
});
