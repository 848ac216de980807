import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld, TEST_NOW } from '../../core/test-world';
import { lastEvent, limitByScp, policyDocument, userWith } from '../test-accounts';
import { CreateUser, DeleteUser } from '../user/operations';
import {
  CreateServiceSpecificCredential,
  DeleteServiceSpecificCredential,
  ListServiceSpecificCredentials,
  ResetServiceSpecificCredential,
  UpdateServiceSpecificCredential,
} from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const CODE_COMMIT = { UserName: 'ana', ServiceName: 'codecommit.amazonaws.com' };
const BEDROCK = { UserName: 'ana', ServiceName: 'bedrock.amazonaws.com' };

describe('a service-specific credential', () => {
  it('returns its password only on creation and reset, and can be deactivated and deleted', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    const { ServiceSpecificCredential: created } = await root.run(CreateServiceSpecificCredential, CODE_COMMIT);
    const { ServiceSpecificCredentialId, ServicePassword = '' } = created;
    expect(ServiceSpecificCredentialId).toMatch(/^ACCA[A-Z2-7]{17}$/);
    expect(created).toMatchObject({ UserName: 'ana', ServiceUserName: `ana-at-${root.accountId}`, Status: 'Active' });
    expect(ServicePassword).toMatch(/^[\w+/]{44}$/);
    const mine = { UserName: 'ana', ServiceSpecificCredentialId };
    const { ServiceSpecificCredential: reset } = await root.run(ResetServiceSpecificCredential, mine);
    expect(reset.ServicePassword).not.toBe(ServicePassword);
    await root.run(UpdateServiceSpecificCredential, { ...mine, Status: 'Inactive' });
    const { ServiceSpecificCredentials } = await root.run(ListServiceSpecificCredentials, { UserName: 'ana' });
    expect(ServiceSpecificCredentials).toMatchObject([{ ServiceSpecificCredentialId, Status: 'Inactive' }]);
    expect(JSON.stringify(ServiceSpecificCredentials)).not.toContain('Password');
    await root.run(DeleteServiceSpecificCredential, mine);
    expect((await root.run(ListServiceSpecificCredentials, { AllUsers: true })).ServiceSpecificCredentials).toEqual([]);
  });

  it('is stored as a digest, and its secret is not recorded in events', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    const password = (await root.run(CreateServiceSpecificCredential, CODE_COMMIT)).ServiceSpecificCredential.ServicePassword;
    const key = (await root.run(CreateServiceSpecificCredential, BEDROCK)).ServiceSpecificCredential.ServiceCredentialSecret;
    const where = { where: { accountId: root.accountId } };
    const { reader } = world.database;
    const kept = JSON.stringify([await reader.serviceSpecificCredential.findMany(where), await reader.event.findMany(where)]);
    for (const secret of [password, key]) expect(kept).not.toContain(secret);
  });

  it('is an API key with optional expiration for services with API keys', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    const { ServiceSpecificCredential: key } = await root.run(CreateServiceSpecificCredential, {
      ...BEDROCK,
      CredentialAgeDays: 1,
    });
    expect(key).toMatchObject({ ServiceUserName: undefined, ServicePassword: undefined, Status: 'Active' });
    expect(key.ServiceCredentialSecret).toMatch(/^ABSK/);
    expect(key.ExpirationDate).toEqual(new Date('2026-03-02T12:00:00Z'));
    const later = root.with({ now: new Date(TEST_NOW.getTime() + 86_400_000) });
    const { ServiceSpecificCredentials } = await later.run(ListServiceSpecificCredentials, { UserName: 'ana' });
    expect(ServiceSpecificCredentials).toMatchObject([{ Status: 'Expired' }]);
    expect((await root.fails(CreateServiceSpecificCredential, { ...CODE_COMMIT, CredentialAgeDays: 1 })).shape).toBe(
      'ValidationError',
    );
  });

  it('is limited to two per service and user, and blocks DeleteUser', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    const names: unknown[] = [];
    for (const _ of [1, 2])
      names.push((await root.run(CreateServiceSpecificCredential, CODE_COMMIT)).ServiceSpecificCredential.ServiceUserName);
    expect(names).toEqual([`ana-at-${root.accountId}`, `ana+1-at-${root.accountId}`]);
    expect((await root.fails(CreateServiceSpecificCredential, CODE_COMMIT)).shape).toBe('LimitExceededException');
    await root.run(CreateServiceSpecificCredential, BEDROCK);
    expect(await root.fails(DeleteUser, { UserName: 'ana' })).toMatchObject({
      shape: 'DeleteConflictException',
      message: 'Cannot delete entity, must remove referenced objects first.',
    });
  });

  it('can be managed by its user with a policy for own credentials, but not by other users', async () => {
    const root = await world.account();
    const own = {
      Effect: 'Allow',
      Action: 'iam:*ServiceSpecificCredential',
      Resource: `arn:aws:iam::${root.accountId}:user/\${aws:username}`,
    };
    const [ana, ben] = [await userWith(world, root, 'ana', own), await userWith(world, root, 'ben', own)];
    const { ServiceSpecificCredential: created } = await ana.run(CreateServiceSpecificCredential, CODE_COMMIT);
    const { ServiceSpecificCredentialId } = created;
    expect((await ben.fails(ResetServiceSpecificCredential, { ServiceSpecificCredentialId })).shape).toBe(
      'NoSuchEntityException',
    );
    const { message } = await ben.fails(ResetServiceSpecificCredential, { UserName: 'ana', ServiceSpecificCredentialId });
    expect(message).toContain(`iam:ResetServiceSpecificCredential on resource: arn:aws:iam::${root.accountId}:user/ana because`);
    await ana.run(ResetServiceSpecificCredential, { ServiceSpecificCredentialId });
  });
});

describe('ListServiceSpecificCredentials', () => {
  it('returns an empty list for users, the caller and the root user without credentials', async () => {
    const root = await world.account();
    const ana = await userWith(world, root, 'ana', {
      Effect: 'Allow',
      Action: 'iam:ListServiceSpecificCredentials',
      Resource: `arn:aws:iam::${root.accountId}:user/\${aws:username}`,
    });
    const empty = { ServiceSpecificCredentials: [], IsTruncated: false };
    expect(await root.run(ListServiceSpecificCredentials, { UserName: 'ANA' })).toEqual(empty);
    expect(await ana.run(ListServiceSpecificCredentials, {})).toEqual(empty);
    expect(await root.run(ListServiceSpecificCredentials, {})).toEqual(empty);
    expect(await lastEvent(world, root.accountId)).toMatchObject({
      eventName: 'ListServiceSpecificCredentials',
      outcome: 'Success',
    });
  });

  it('fails for a missing user and an invalid Marker', async () => {
    const root = await world.account();
    expect(await root.fails(ListServiceSpecificCredentials, { UserName: 'ana' })).toMatchObject({
      shape: 'NoSuchEntityException',
      message: 'The user with name ana cannot be found.',
    });
    await root.run(CreateUser, { UserName: 'ana' });
    expect((await root.fails(ListServiceSpecificCredentials, { UserName: 'ana', Marker: 'made-up' })).message).toBe(
      'Invalid Marker.',
    );
  });

  it('denies access without an Allow or with a Deny in an SCP', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    const arn = `arn:aws:iam::${root.accountId}:user/nobody`;
    expect((await nobody.fails(ListServiceSpecificCredentials, {})).message).toContain(
      `not authorized to perform: iam:ListServiceSpecificCredentials on resource: ${arn} because`,
    );
    expect(await lastEvent(world, root.accountId)).toMatchObject({
      eventName: 'ListServiceSpecificCredentials',
      outcome: 'Denied',
    });
    const denied = policyDocument({ Effect: 'Deny', Action: 'iam:ListServiceSpecificCredentials', Resource: '*' });
    await limitByScp(world, root.accountId, denied);
    const { message } = await root.fails(ListServiceSpecificCredentials, { UserName: 'nobody' });
    expect(message).toContain('with an explicit deny in a service control policy');
  });

  it('filters by service, and AllUsers requires permission on all users', async () => {
    const root = await world.account();
    const empty = { ServiceSpecificCredentials: [], IsTruncated: false };
    expect(await root.run(ListServiceSpecificCredentials, { ServiceName: 'codecommit.amazonaws.com' })).toEqual(empty);
    expect(await root.run(ListServiceSpecificCredentials, { AllUsers: true })).toEqual(empty);
    expect(await root.fails(ListServiceSpecificCredentials, { ServiceName: 's3.amazonaws.com' })).toMatchObject({
      shape: 'NoSuchEntityException',
      message: 'No such service s3.amazonaws.com is supported for Service Specific Credentials',
    });
    const ana = await userWith(world, root, 'ana', {
      Effect: 'Allow',
      Action: 'iam:ListServiceSpecificCredentials',
      Resource: `arn:aws:iam::${root.accountId}:user/ana`,
    });
    expect((await ana.fails(ListServiceSpecificCredentials, { AllUsers: true })).message).toContain(
      `on resource: arn:aws:iam::${root.accountId}:user/* because`,
    );
    const both = await root.fails(ListServiceSpecificCredentials, { AllUsers: true, UserName: 'ana' });
    expect(both).toMatchObject({ shape: 'ValidationError' });
  });
});
