import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { recordedEvents } from '../../core/testing/recorded-events';
import { lastEvent, limitByScp, policyDocument, userWith } from '../test-accounts';
import { CreateUser, DeleteUser } from '../user/operations';
import { newSshKey } from './contract';
import { parseSshKey } from './documents';
import { DeleteSSHPublicKey, GetSSHPublicKey, ListSSHPublicKeys, UpdateSSHPublicKey, UploadSSHPublicKey } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

// The output of `ssh-keygen -t rsa -b 2048`, then of `ssh-keygen -l -E md5` and `ssh-keygen -e -m PKCS8` for that key.
const LINE =
  'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC2NyVKmyUwkeKdoufZNpstgQJ1HynQfClveIr8s24Jzi6O3nytweS7hKI+7mVmEyGqGysbC/hMTTHo/lQw8L3JBVORyy62Ih51U3WbHUyReyUZcsB3N5lu7Bbq0yjkCBN/DVJ/s4RhBeBoZpP5NptJ+SYrQ/Al/Y9heJe9j1zTCpZMR//697+Xp4VmeGS5F0/WrG4rLONgkSW+UTuPwDS5DVKQ8j8MjiGpTMBluQjiKyE3RAp0RMWxSwaJIurPFIzh4JlGNsViAQlRNMhY09makfDq13XgJDch6ya4tCJNvUKldrzwh/3jhv/E2uSc/xlo3x1g8IMsSp6wWz2mUsNp somebody@example.com';
const FINGERPRINT = '73:9e:43:2c:b1:e4:04:35:53:e0:c4:76:f4:48:fc:69';
const PEM = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtjclSpslMJHinaLn2Tab
LYECdR8p0Hwpb3iK/LNuCc4ujt58rcHku4SiPu5lZhMhqhsrGwv4TE0x6P5UMPC9
yQVTkcsutiIedVN1mx1MkXslGXLAdzeZbuwW6tMo5AgTfw1Sf7OEYQXgaGaT+Tab
SfkmK0PwJf2PYXiXvY9c0wqWTEf/+ve/l6eFZnhkuRdP1qxuKyzjYJElvlE7j8A0
uQ1SkPI/DI4hqUzAZbkI4ishN0QKdETFsUsGiSLqzxSM4eCZRjbFYgEJUTTIWNPZ
mpHw6td14CQ3IesmuLQiTb1CpXa88If944b/xNrknP8ZaN8dYPCDLEqesFs9plLD
aQIDAQAB
-----END PUBLIC KEY-----`;

describe('an SSH public key', () => {
  it('has the same body and fingerprint in both encodings', () => {
    const [body] = LINE.split(' somebody');
    expect(parseSshKey(LINE)).toEqual({ body, fingerprint: FINGERPRINT });
    expect(parseSshKey(PEM)).toEqual({ body, fingerprint: FINGERPRINT });
    expect(parseSshKey(`  ${LINE}\n`)).toEqual({ body, fingerprint: FINGERPRINT });
  });

  it.each([
    ['of another type', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGNrcm9zc2luZ3N0cmVhbXNhcmVmb3JiaWRkZW4', 'unrecognized'],
    ['that is a private key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', 'unrecognized'],
    ['without key data', 'ssh-rsa', 'unrecognized'],
    ['that is truncated', LINE.slice(0, 200), 'invalid'],
    ['with trailing data', `${LINE.split(' ').slice(0, 2).join(' ')}AAAA`, 'invalid'],
    ['that is too short', newSshKey(1024).pem, 'invalid'],
    ['in PEM without a valid key', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----', 'invalid'],
  ])('%s is refused', (_what, material, problem) => expect(parseSshKey(material)).toBe(problem));

  it('can be uploaded, read in both encodings, deactivated and deleted, and each change is recorded as an event', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'Ana' });
    const { SSHPublicKey } = await root.run(UploadSSHPublicKey, { UserName: 'ana', SSHPublicKeyBody: LINE });
    const { SSHPublicKeyId } = SSHPublicKey;
    expect(SSHPublicKey).toMatchObject({ UserName: 'Ana', Status: 'Active', Fingerprint: FINGERPRINT, SSHPublicKeyBody: LINE });
    expect(SSHPublicKeyId).toMatch(/^APKA[A-Z2-7]{17}$/);
    const shown = async (Encoding: string) =>
      (await root.run(GetSSHPublicKey, { UserName: 'Ana', SSHPublicKeyId, Encoding })).SSHPublicKey.SSHPublicKeyBody;
    expect(LINE).toContain(await shown('SSH'));
    expect(await shown('PEM')).toBe(PEM);
    await root.run(UpdateSSHPublicKey, { UserName: 'Ana', SSHPublicKeyId, Status: 'Inactive' });
    expect((await root.run(ListSSHPublicKeys, { UserName: 'Ana' })).SSHPublicKeys).toMatchObject([
      { SSHPublicKeyId, Status: 'Inactive', UserName: 'Ana' },
    ]);
    await root.run(DeleteSSHPublicKey, { UserName: 'Ana', SSHPublicKeyId });
    const changes = await recordedEvents(world.database.reader, {
      accountId: root.accountId,
      readOnly: false,
      outcome: 'Success',
    });
    expect(changes.map(({ eventName }) => eventName)).toEqual([
      'CreateUser',
      'UploadSSHPublicKey',
      'UpdateSSHPublicKey',
      'DeleteSSHPublicKey',
    ]);
    expect((await root.run(ListSSHPublicKeys, { UserName: 'Ana' })).SSHPublicKeys).toEqual([]);
  });

  it('can be uploaded once per user, and for several users', async () => {
    const root = await world.account();
    for (const UserName of ['ana', 'ben']) {
      await root.run(CreateUser, { UserName });
      await root.run(UploadSSHPublicKey, { UserName, SSHPublicKeyBody: LINE });
    }
    expect((await root.fails(UploadSSHPublicKey, { UserName: 'ana', SSHPublicKeyBody: PEM })).shape).toBe(
      'DuplicateSSHPublicKeyException',
    );
  });

  it('blocks DeleteUser', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    const { SSHPublicKey } = await root.run(UploadSSHPublicKey, { UserName: 'ana', SSHPublicKeyBody: LINE });
    expect(await root.fails(DeleteUser, { UserName: 'ana' })).toMatchObject({
      shape: 'DeleteConflictException',
      message: 'Cannot delete entity, must remove referenced objects first.',
    });
    await root.run(DeleteSSHPublicKey, { UserName: 'ana', SSHPublicKeyId: SSHPublicKey.SSHPublicKeyId });
    await root.run(DeleteUser, { UserName: 'ana' });
  });

  it('can be managed by its user with a policy for own keys, but not for other users', async () => {
    const root = await world.account();
    const own = {
      Effect: 'Allow',
      Action: 'iam:*SSHPublicKey*',
      Resource: `arn:aws:iam::${root.accountId}:user/\${aws:username}`,
    };
    const ana = await userWith(world, root, 'ana', own);
    await root.run(CreateUser, { UserName: 'ben' });
    await ana.run(UploadSSHPublicKey, { UserName: 'ana', SSHPublicKeyBody: LINE });
    const { message } = await ana.fails(UploadSSHPublicKey, { UserName: 'ben', SSHPublicKeyBody: LINE });
    expect(message).toContain(`iam:UploadSSHPublicKey on resource: arn:aws:iam::${root.accountId}:user/ben because`);
  });
});

describe('ListSSHPublicKeys', () => {
  it('returns an empty list for users, the caller and the root user without keys', async () => {
    const root = await world.account();
    const ana = await userWith(world, root, 'ana', {
      Effect: 'Allow',
      Action: 'iam:ListSSHPublicKeys',
      Resource: `arn:aws:iam::${root.accountId}:user/\${aws:username}`,
    });
    const empty = { SSHPublicKeys: [], IsTruncated: false };
    expect(await root.run(ListSSHPublicKeys, { UserName: 'ANA' })).toEqual(empty);
    expect(await ana.run(ListSSHPublicKeys, {})).toEqual(empty);
    expect(await root.run(ListSSHPublicKeys, {})).toEqual(empty);
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: 'ListSSHPublicKeys', outcome: 'Success' });
  });

  it('fails for a missing user and an invalid Marker', async () => {
    const root = await world.account();
    expect(await root.fails(ListSSHPublicKeys, { UserName: 'ana' })).toMatchObject({
      shape: 'NoSuchEntityException',
      message: 'The user with name ana cannot be found.',
    });
    await root.run(CreateUser, { UserName: 'ana' });
    expect((await root.fails(ListSSHPublicKeys, { UserName: 'ana', Marker: 'made-up' })).message).toBe('Invalid Marker.');
  });

  it('denies access without an Allow or with a Deny in an SCP', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    const arn = `arn:aws:iam::${root.accountId}:user/nobody`;
    expect((await nobody.fails(ListSSHPublicKeys, {})).message).toContain(
      `not authorized to perform: iam:ListSSHPublicKeys on resource: ${arn} because`,
    );
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: 'ListSSHPublicKeys', outcome: 'Denied' });
    const denied = policyDocument({ Effect: 'Deny', Action: 'iam:ListSSHPublicKeys', Resource: '*' });
    await limitByScp(world, root.accountId, denied);
    const { message } = await root.fails(ListSSHPublicKeys, { UserName: 'nobody' });
    expect(message).toContain('with an explicit deny in a service control policy');
  });
});
