import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PutAccountEnforcement } from '../../account/settings-operations';
import { type Actor, TEST_NOW } from '../../core/test-world';
import { CreateAccessKey, DeleteAccessKey, GetAccessKeyLastUsed, ListAccessKeys } from '../../iam/access-key/operations';
import { GetAccountSummary } from '../../iam/account/operations';
import { AttachRolePolicy } from '../../iam/attachment/operations';
import { CreateLoginProfile, DeleteLoginProfile, GetLoginProfile } from '../../iam/login-profile/operations';
import { CreateVirtualMFADevice, DeactivateMFADevice, EnableMFADevice, ListMFADevices } from '../../iam/mfa/operations';
import { codeOf, stepOf } from '../../iam/mfa/totp';
import {
  DisableOrganizationsRootCredentialsManagement,
  EnableOrganizationsRootCredentialsManagement,
  EnableOrganizationsRootSessions,
} from '../../iam/root-access/operations';
import { IAM_PRINCIPAL } from '../../iam/root-access/schema';
import { GetUser, ListUsers } from '../../iam/user/operations';
import { CloseAccount } from '../../organizations/account/operations';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { RegisterDelegatedAdministrator } from '../../organizations/delegated-administrator/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { DisableAWSServiceAccess, EnableAWSServiceAccess } from '../../organizations/service-access/operations';
import { createOrganizationWorld, type OrganizationWorld, organizationOf } from '../../organizations/test-organization';
import { GetCallerIdentity } from '../caller/operations';
import { AssumeRole } from '../session/operations';
import { allow, callerOf, roleOf, trust, userWith } from '../test-actors';
import { AssumeRoot } from './operations';

const IAM = { ServicePrincipal: IAM_PRINCIPAL };
const task = (name: string) => ({ arn: `arn:aws:iam::aws:policy/root-task/${name}` });
const AUDIT = task('IAMAuditRootUserCredentials');
const CREDENTIAL_TASKS = ['IAMAuditRootUserCredentials', 'IAMCreateRootUserPassword', 'IAMDeleteRootUserCredentials'];
const UNLOCK_TASKS = ['S3UnlockBucketPolicy', 'SQSUnlockQueuePolicy'];

let world: OrganizationWorld;
let member: Actor;
let admin: Actor;
beforeEach(async () => {
  world = await createOrganizationWorld();
  await world.management.run(EnableAWSServiceAccess, IAM);
  await world.management.run(EnableOrganizationsRootCredentialsManagement, {});
  member = await world.member('web');
  admin = await userWith(world, world.management, 'admin', allow('*'));
});
afterEach(() => world.close());

const start = (by: Actor, TaskPolicyArn = AUDIT) => by.run(AssumeRoot, { TargetPrincipal: member.accountId, TaskPolicyArn });

async function session(name: string): Promise<Actor> {
  const { Credentials } = await start(admin, task(name));
  return world.as(await callerOf(world, Credentials));
}

const notAuthorized = (by: Actor & { arn?: string }, accountId: string) => ({
  shape: 'AccessDenied',
  message: `User: ${by.arn} is not authorized to perform: sts:AssumeRoot on resource: arn:aws:iam::${accountId}:root`,
});

describe('AssumeRoot', () => {
  it('starts a root session of a member account for one task, for at most 15 minutes', async () => {
    const { Credentials } = await start(admin);
    expect(Credentials.Expiration).toEqual(new Date(TEST_NOW.getTime() + 900_000));
    const root = world.as(await callerOf(world, Credentials));
    const identity = { Account: member.accountId, Arn: `arn:aws:iam::${member.accountId}:root` };
    expect(await root.run(GetCallerIdentity, {})).toMatchObject(identity);
    const denied = await root.fails(ListUsers, {});
    expect(denied.message).toContain('is not authorized to perform: iam:ListUsers');
    const tooLong = { TargetPrincipal: member.accountId, TaskPolicyArn: AUDIT, DurationSeconds: 901 };
    expect(await admin.fails(AssumeRoot, tooLong)).toMatchObject({
      shape: 'ValidationError',
      message:
        "1 validation error detected: Value '901' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 900",
    });
  });

  it('accepts the ARN of a root user and is recorded in both accounts', async () => {
    const TargetPrincipal = `arn:aws:iam::${member.accountId}:root`;
    await admin.run(AssumeRoot, { TargetPrincipal, TaskPolicyArn: AUDIT, DurationSeconds: 60 });
    const events = await world.database.reader.event.findMany({ where: { eventName: 'AssumeRoot', outcome: 'Success' } });
    expect(new Set(events.map((event) => event.accountId))).toEqual(new Set([world.management.accountId, member.accountId]));
  });

  it('requires permission, which sts:TaskPolicyArn can limit to one task policy', async () => {
    const onlyAudit = allow('sts:AssumeRoot', '*', { StringEquals: { 'sts:TaskPolicyArn': AUDIT.arn } });
    const auditor = await userWith(world, world.management, 'auditor', onlyAudit);
    await start(auditor);
    const other = { TargetPrincipal: member.accountId, TaskPolicyArn: task('IAMCreateRootUserPassword') };
    expect((await auditor.fails(AssumeRoot, other)).message).toContain('is not authorized to perform: sts:AssumeRoot');
  });

  it('requires permission also with enforcement off', async () => {
    const nobody = await userWith(world, world.management, 'nobody');
    await world.management.run(PutAccountEnforcement, { Enforcement: 'off' });
    const input = { TargetPrincipal: member.accountId, TaskPolicyArn: AUDIT };
    expect((await nobody.fails(AssumeRoot, input)).message).toContain('is not authorized to perform: sts:AssumeRoot');
  });

  it('requires root credentials management for credential tasks and root sessions for other tasks', async () => {
    const refused = (feature: string) => ({
      shape: 'AccessDenied',
      message: `${feature} feature is not enabled for your AWS Organization.`,
    });
    const fails = (name: string) => admin.fails(AssumeRoot, { TargetPrincipal: member.accountId, TaskPolicyArn: task(name) });
    for (const name of CREDENTIAL_TASKS) await start(admin, task(name));
    for (const name of UNLOCK_TASKS) expect(await fails(name)).toMatchObject(refused('Root sessions'));
    await world.management.run(EnableOrganizationsRootSessions, {});
    await world.management.run(DisableOrganizationsRootCredentialsManagement, {});
    for (const name of CREDENTIAL_TASKS) expect(await fails(name)).toMatchObject(refused('Root credentials management'));
    for (const name of UNLOCK_TASKS) await start(admin, task(name));
  });

  it('requires trusted access, but existing sessions continue without it', async () => {
    const auditor = await session('IAMAuditRootUserCredentials');
    await world.management.run(DisableAWSServiceAccess, IAM);
    expect(await admin.fails(AssumeRoot, { TargetPrincipal: member.accountId, TaskPolicyArn: AUDIT })).toMatchObject({
      shape: 'AccessDenied',
      message: 'Service not enabled for AWS Organizations.',
    });
    await auditor.run(GetUser, {});
  });

  it('allows the delegated administrator for IAM, but not for the management account', async () => {
    const delegate = await world.member('security');
    const AccountId = delegate.accountId;
    const user = await userWith(world, delegate, 'maria', allow('sts:AssumeRoot'));
    const input = { TargetPrincipal: member.accountId, TaskPolicyArn: AUDIT };
    expect(await user.fails(AssumeRoot, input)).toMatchObject(notAuthorized(user, member.accountId));
    await world.management.run(EnableAWSServiceAccess, { ServicePrincipal: 'config.amazonaws.com' });
    await world.management.run(RegisterDelegatedAdministrator, { AccountId, ServicePrincipal: 'config.amazonaws.com' });
    expect(await user.fails(AssumeRoot, input)).toMatchObject(notAuthorized(user, member.accountId));
    await world.management.run(RegisterDelegatedAdministrator, { AccountId, ...IAM });
    await start(user);
    const upwards = { TargetPrincipal: world.management.accountId, TaskPolicyArn: AUDIT };
    expect(await user.fails(AssumeRoot, upwards)).toMatchObject(notAuthorized(user, world.management.accountId));
  });

  it('can be called by a role session and keeps its source identity', async () => {
    const Action = ['sts:AssumeRole', 'sts:SetSourceIdentity'];
    const RoleArn = await roleOf(world.management, 'Breakglass', trust(world.management.accountId, Action));
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    await world.management.run(AttachRolePolicy, { RoleName: 'Breakglass', PolicyArn });
    const role = await admin.run(AssumeRole, { RoleArn, RoleSessionName: 'one', SourceIdentity: 'maria' });
    const { SourceIdentity } = await start(world.as(await callerOf(world, role.Credentials)));
    expect(SourceIdentity).toBe('maria');
  });

  it('refuses root users, policies other than task policies and targets other than root users', async () => {
    const input = { TargetPrincipal: member.accountId, TaskPolicyArn: AUDIT };
    expect(await world.management.fails(AssumeRoot, input)).toMatchObject({
      shape: 'AccessDenied',
      message: 'Roles may not be assumed by root accounts.',
    });
    const ReadOnly = { arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' };
    expect(await admin.fails(AssumeRoot, { ...input, TaskPolicyArn: ReadOnly })).toMatchObject({
      shape: 'ValidationError',
      message: 'Request must contain valid AWS managed task policy ARN',
    });
    const TargetPrincipal = `arn:aws:iam::${member.accountId}:user/maria`;
    expect(await admin.fails(AssumeRoot, { ...input, TargetPrincipal })).toMatchObject({
      shape: 'ValidationError',
      message: 'Request must contain a valid target principal',
    });
  });

  it('returns the same error for missing, foreign and closed accounts and for the account of the caller', async () => {
    const stranger = await world.account();
    const others = await organizationOf(world, await world.account());
    const foreign = await others.member('theirs');
    const closed = await world.member('closed');
    await world.management.run(CloseAccount, { AccountId: closed.accountId });
    const accounts = [stranger.accountId, foreign.accountId, '999999999999', world.management.accountId, closed.accountId];
    for (const TargetPrincipal of accounts) {
      const error = await admin.fails(AssumeRoot, { TargetPrincipal, TaskPolicyArn: AUDIT });
      expect(error).toMatchObject(notAuthorized(admin, TargetPrincipal));
    }
    const outsider = await userWith(world, stranger, 'admin', allow('*'));
    const input = { TargetPrincipal: member.accountId, TaskPolicyArn: AUDIT };
    expect(await outsider.fails(AssumeRoot, input)).toMatchObject(notAuthorized(outsider, member.accountId));
  });
});

describe('a root session', () => {
  async function enableRootDevice(): Promise<string> {
    const { VirtualMFADevice } = await member.run(CreateVirtualMFADevice, { VirtualMFADeviceName: 'root' });
    const { SerialNumber, Base32StringSeed } = VirtualMFADevice;
    const [seed, step] = [new TextDecoder().decode(Base32StringSeed), stepOf(TEST_NOW)];
    const codes = { AuthenticationCode1: codeOf(seed, step), AuthenticationCode2: codeOf(seed, step + 1) };
    await member.run(EnableMFADevice, { SerialNumber, ...codes });
    return SerialNumber;
  }

  it('for auditing can read all root credentials but not change them', async () => {
    const { AccessKey } = await member.run(CreateAccessKey, {});
    const SerialNumber = await enableRootDevice();
    const auditor = await session('IAMAuditRootUserCredentials');
    const { AccessKeyId } = AccessKey;
    expect((await auditor.run(ListAccessKeys, {})).AccessKeyMetadata).toMatchObject([{ AccessKeyId }]);
    await auditor.run(GetAccessKeyLastUsed, { AccessKeyId });
    expect((await auditor.run(ListMFADevices, {})).MFADevices).toMatchObject([{ SerialNumber }]);
    expect((await auditor.run(GetUser, {})).User).toMatchObject({ UserId: member.accountId });
    expect((await auditor.fails(GetLoginProfile, {})).message).toBe('Login Profile for User null cannot be found.');
    const { SummaryMap } = await auditor.run(GetAccountSummary, {});
    const found = { AccountAccessKeysPresent: 1, AccountMFAEnabled: 1, AccountPasswordPresent: 0 };
    expect(SummaryMap).toMatchObject(found);
    expect((await auditor.fails(DeleteAccessKey, { AccessKeyId })).shape).toBe('AccessDenied');
    expect((await auditor.fails(DeactivateMFADevice, { SerialNumber })).shape).toBe('AccessDenied');
    expect((await auditor.fails(CreateLoginProfile, {})).shape).toBe('AccessDenied');
  });

  it('for deleting credentials can delete all root credentials', async () => {
    const { AccessKey } = await member.run(CreateAccessKey, {});
    const SerialNumber = await enableRootDevice();
    await (await session('IAMCreateRootUserPassword')).run(CreateLoginProfile, {});
    const remover = await session('IAMDeleteRootUserCredentials');
    await remover.run(DeleteLoginProfile, {});
    await remover.run(DeleteAccessKey, { AccessKeyId: AccessKey.AccessKeyId });
    await remover.run(DeactivateMFADevice, { SerialNumber });
    expect((await remover.fails(CreateLoginProfile, {})).shape).toBe('AccessDenied');
    const { SummaryMap } = await (await session('IAMAuditRootUserCredentials')).run(GetAccountSummary, {});
    const found = { AccountAccessKeysPresent: 0, AccountMFAEnabled: 0, AccountPasswordPresent: 0 };
    expect(SummaryMap).toMatchObject(found);
  });

  it('is limited by the SCPs of the member account', async () => {
    const Content = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Action: 'iam:GetAccountSummary', Resource: '*' },
    });
    const Type = 'SERVICE_CONTROL_POLICY';
    await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: Type });
    const { Policy } = await world.management.run(CreatePolicy, { Name: 'blind', Description: '', Type, Content });
    const PolicyId = Policy.PolicySummary.Id;
    await world.management.run(AttachPolicy, { PolicyId, TargetId: member.accountId });
    const auditor = await session('IAMAuditRootUserCredentials');
    expect((await auditor.fails(GetAccountSummary, {})).message).toContain('explicit deny in a service control policy');
    await auditor.run(ListAccessKeys, {});
  });
});
