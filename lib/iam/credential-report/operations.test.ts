import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rootProfileColumns } from '../../account/root-profile';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { parseCsv } from '../../core/text/csv';
import { CreateAccessKey, UpdateAccessKey } from '../access-key/operations';
import { CreateLoginProfile } from '../login-profile/operations';
import { CreateVirtualMFADevice, EnableMFADevice } from '../mfa/operations';
import { codeOf, stepOf } from '../mfa/totp';
import { UpdateAccountPasswordPolicy } from '../password-policy/operations';
import { userWith } from '../test-accounts';
import { CreateUser, DeleteUser } from '../user/operations';
import { GenerateCredentialReport, GetCredentialReport } from './operations';

const PASSWORD = 'Correct-horse-1';
const COLUMNS =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated';
const NOW = '2026-03-01T12:00:00+00:00';
const NO_KEYS = 'false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A';
const NO_CERTIFICATES = 'false,N/A,false,N/A';
const secondsOn = (seconds: number) => ({ now: new Date(TEST_NOW.getTime() + seconds * 1000) });
const HOURS_4 = 4 * 3600;

let world: TestWorld;
let root: Actor;
beforeEach(async () => {
  world = await createTestWorld();
  root = await world.account();
});
afterEach(() => world.close());

async function reportOf(actor: Actor): Promise<string> {
  await actor.run(GenerateCredentialReport, {});
  const { Content } = await actor.with(secondsOn(1)).run(GetCredentialReport, {});
  return new TextDecoder().decode(Content);
}
const rowOf = async (user: string) => parseCsv(await reportOf(root)).find((row) => row.user === user);

async function enableDevice(UserName?: string): Promise<void> {
  const { VirtualMFADevice } = await root.run(CreateVirtualMFADevice, { VirtualMFADeviceName: UserName ?? 'root' });
  const { SerialNumber, Base32StringSeed } = VirtualMFADevice;
  const [seed, step] = [new TextDecoder().decode(Base32StringSeed), stepOf(TEST_NOW)];
  const codes = { AuthenticationCode1: codeOf(seed, step), AuthenticationCode2: codeOf(seed, step + 1) };
  await root.run(EnableMFADevice, { UserName, SerialNumber, ...codes });
}

describe('GenerateCredentialReport', () => {
  it('starts a report, completes it after one second and starts a new one after four hours', async () => {
    const generate = (seconds: number) => root.with(secondsOn(seconds)).run(GenerateCredentialReport, {});
    expect(await generate(0)).toEqual({
      State: 'STARTED',
      Description: 'No report exists. Starting a new report generation task',
    });
    expect(await generate(0.5)).toEqual({ State: 'INPROGRESS' });
    expect(await generate(1)).toEqual({ State: 'COMPLETE' });
    expect(await generate(HOURS_4 - 1)).toEqual({ State: 'COMPLETE' });
    expect(await generate(HOURS_4)).toEqual({
      State: 'STARTED',
      Description: 'The most recent report has expired. Starting a new report generation task',
    });
    expect(await generate(HOURS_4)).toEqual({ State: 'INPROGRESS' });
  });

  it('keeps the same report for four hours when users change', async () => {
    await root.run(CreateUser, { UserName: 'ana' });
    const before = await reportOf(root);
    await root.run(DeleteUser, { UserName: 'ana' });
    await root.run(CreateUser, { UserName: 'ben' });
    const later = root.with(secondsOn(HOURS_4 - 1));
    await later.run(GenerateCredentialReport, {});
    expect(new TextDecoder().decode((await later.run(GetCredentialReport, {})).Content)).toBe(before);
    await root.with(secondsOn(HOURS_4)).run(GenerateCredentialReport, {});
    const { Content, GeneratedTime } = await root.with(secondsOn(HOURS_4 + 1)).run(GetCredentialReport, {});
    expect(GeneratedTime).toEqual(secondsOn(HOURS_4).now);
    expect(parseCsv(new TextDecoder().decode(Content)).map(({ user }) => user)).toEqual(['<root_account>', 'ben']);
  });

  it('denies access without an Allow, as does GetCredentialReport', async () => {
    const nobody = await userWith(world, root, 'nobody');
    for (const operation of [GenerateCredentialReport, GetCredentialReport])
      expect((await nobody.fails(operation, {})).message).toContain(`is not authorized to perform: iam:${operation.name}`);
    const reader = await userWith(world, root, 'reader', {
      Effect: 'Allow',
      Action: ['iam:GenerateCredentialReport', 'iam:GetCredentialReport'],
      Resource: '*',
    });
    expect(await reportOf(reader)).toContain('reader,');
  });

  it('is recorded in the event history without the report content', async () => {
    await reportOf(root);
    const events = await world.database.reader.event.findMany({ where: { accountId: root.accountId }, orderBy: { id: 'asc' } });
    expect(events.map(({ eventName, outcome }) => [eventName, outcome])).toEqual([
      ['GenerateCredentialReport', 'Success'],
      ['GetCredentialReport', 'Success'],
    ]);
    expect(JSON.stringify(events)).not.toContain('root_account');
  });
});

describe('GetCredentialReport', () => {
  it('fails before a report exists, before it is complete and after four hours', async () => {
    const get = (seconds: number) => root.with(secondsOn(seconds)).fails(GetCredentialReport, {});
    expect(await get(0)).toMatchObject({
      shape: 'CredentialReportNotPresentException',
      message:
        'The request was rejected because the credential report does not exist. To generate a credential report, use GenerateCredentialReport.',
    });
    await root.run(GenerateCredentialReport, {});
    expect(await get(0.5)).toMatchObject({
      shape: 'CredentialReportNotReadyException',
      message: 'The request was rejected because the credential report is still being generated.',
    });
    expect(await get(HOURS_4)).toMatchObject({
      shape: 'CredentialReportExpiredException',
      message:
        'The request was rejected because the most recent credential report has expired. To generate a new credential report, use GenerateCredentialReport.',
    });
  });

  it('puts the older of two keys first in every report', async () => {
    const users = Array.from({ length: 10 }, (_, index) => `user-${index}`);
    const older = new Map<string, string>();
    for (const UserName of users) {
      await root.run(CreateUser, { UserName });
      const { AccessKey } = await root.with(secondsOn(-60)).run(CreateAccessKey, { UserName });
      await root.run(CreateAccessKey, { UserName });
      older.set(UserName, AccessKey.AccessKeyId);
    }
    for (const [UserName, AccessKeyId] of older) await root.run(UpdateAccessKey, { UserName, AccessKeyId, Status: 'Inactive' });
    const report = await reportOf(root);
    const rows = parseCsv(report).filter(({ user }) => user?.startsWith('user-'));
    expect(rows.map((row) => [row.access_key_1_active, row.access_key_2_active])).toEqual(users.map(() => ['false', 'true']));
    await root.with(secondsOn(HOURS_4 + 1)).run(GenerateCredentialReport, {});
    const { Content } = await root.with(secondsOn(HOURS_4 + 2)).run(GetCredentialReport, {});
    expect(new TextDecoder().decode(Content)).toBe(report);
  });

  it('does not return the report of another account', async () => {
    await reportOf(root);
    const other = await world.account();
    expect((await other.fails(GetCredentialReport, {})).shape).toBe('CredentialReportNotPresentException');
  });
});

describe('the credential report', () => {
  it('has the columns of AWS, the root user first and users sorted by name ignoring case', async () => {
    for (const UserName of ['zoe', 'Ben', 'ana']) await root.run(CreateUser, { UserName, Path: '/staff/' });
    const lines = (await reportOf(root)).split('\n');
    const bare = (name: string) =>
      `${name},arn:aws:iam::${root.accountId}:user/staff/${name},${NOW},false,N/A,N/A,N/A,false,${NO_KEYS},${NO_CERTIFICATES}`;
    expect(lines).toEqual([
      COLUMNS,
      `<root_account>,arn:aws:iam::${root.accountId}:root,${NOW},false,N/A,N/A,not_supported,false,${NO_KEYS},${NO_CERTIFICATES}`,
      bare('ana'),
      bare('Ben'),
      bare('zoe'),
    ]);
    expect(await root.with(secondsOn(1)).run(GetCredentialReport, {})).toMatchObject({
      ReportFormat: 'text/csv',
      GeneratedTime: TEST_NOW,
    });
  });

  it('quotes names with a comma', async () => {
    await root.run(CreateUser, { UserName: 'ana,ben' });
    expect(await reportOf(root)).toContain(`\n"ana,ben","arn:aws:iam::${root.accountId}:user/ana,ben",`);
    expect(await rowOf('ana,ben')).toMatchObject({ password_enabled: 'false' });
  });

  it('shows when a password was set and when it must be changed', async () => {
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(CreateLoginProfile, { UserName: 'ana', Password: PASSWORD });
    await root.run(UpdateAccountPasswordPolicy, { MaxPasswordAge: 90 });
    expect(await rowOf('ana')).toMatchObject({
      password_enabled: 'true',
      password_last_used: 'no_information',
      password_last_changed: NOW,
      password_next_rotation: '2026-05-30T12:00:00+00:00',
    });
  });

  it('shows when a password was last used, and N/A for the next rotation without a maximum age', async () => {
    const { User } = await root.run(CreateUser, { UserName: 'ana' });
    await root.run(CreateLoginProfile, { UserName: 'ana', Password: PASSWORD });
    const passwordLastUsed = new Date('2026-02-03T04:05:06.789Z');
    await world.database.writer.user.update({ where: { id: User.UserId }, data: { passwordLastUsed } });
    expect(await rowOf('ana')).toMatchObject({
      password_last_used: '2026-02-03T04:05:06+00:00',
      password_next_rotation: 'N/A',
    });
  });

  it('shows both keys of a user, whether used or not and active or not, sorted by ID', async () => {
    await root.run(CreateUser, { UserName: 'ana' });
    const ids: string[] = [];
    for (let count = 0; count < 2; count++)
      ids.push((await root.run(CreateAccessKey, { UserName: 'ana' })).AccessKey.AccessKeyId);
    const [used = '', unused = ''] = ids;
    await root.run(UpdateAccessKey, { UserName: 'ana', AccessKeyId: unused, Status: 'Inactive' });
    const use = { lastUsedAt: new Date('2026-02-03T04:05:06Z'), lastUsedRegion: 'eu-north-1', lastUsedService: 'iam' };
    await world.database.writer.accessKey.update({ where: { id: used }, data: use });
    const [usedAs, unusedAs] = used < unused ? [1, 2] : [2, 1];
    expect(await rowOf('ana')).toMatchObject({
      [`access_key_${usedAs}_active`]: 'true',
      [`access_key_${usedAs}_last_rotated`]: NOW,
      [`access_key_${usedAs}_last_used_date`]: '2026-02-03T04:05:06+00:00',
      [`access_key_${usedAs}_last_used_region`]: 'eu-north-1',
      [`access_key_${usedAs}_last_used_service`]: 'iam',
      [`access_key_${unusedAs}_active`]: 'false',
      [`access_key_${unusedAs}_last_rotated`]: NOW,
      [`access_key_${unusedAs}_last_used_date`]: 'N/A',
      [`access_key_${unusedAs}_last_used_region`]: 'N/A',
      [`access_key_${unusedAs}_last_used_service`]: 'N/A',
    });
  });

  it('shows MFA as active only for users with an assigned device', async () => {
    for (const UserName of ['ana', 'ben']) await root.run(CreateUser, { UserName });
    await enableDevice('ana');
    await root.run(CreateVirtualMFADevice, { VirtualMFADeviceName: 'spare' });
    const rows = parseCsv(await reportOf(root));
    expect(rows.map(({ mfa_active }) => mfa_active)).toEqual(['false', 'true', 'false']);
  });

  it('shows the password, access key and MFA device of the root user', async () => {
    const changedAt = new Date('2026-01-02T03:04:05Z');
    const data = rootProfileColumns({ state: 'password', changedAt, passwordHash: '$a-hash' });
    await world.database.writer.account.update({ where: { id: root.accountId }, data });
    await root.run(CreateAccessKey, {});
    await enableDevice();
    expect(await rowOf('<root_account>')).toMatchObject({
      password_enabled: 'true',
      password_last_used: 'no_information',
      password_last_changed: '2026-01-02T03:04:05+00:00',
      password_next_rotation: 'not_supported',
      mfa_active: 'true',
      access_key_1_active: 'true',
    });
  });
});
