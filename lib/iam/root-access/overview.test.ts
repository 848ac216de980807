import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GetRootUse } from '../../account/root-use-operations';
import { type Actor, TEST_NOW } from '../../core/test-world';
import { CloseAccount } from '../../organizations/account/operations';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { RegisterDelegatedAdministrator } from '../../organizations/delegated-administrator/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { DisableAWSServiceAccess, EnableAWSServiceAccess } from '../../organizations/service-access/operations';
import {
  createOrganizationWorld,
  type OrganizationWorld,
  organizationOf,
  policyText,
  userWith,
} from '../../organizations/test-organization';
import { AssumeRoot } from '../../sts/root-session/operations';
import { CreateAccessKey } from '../access-key/operations';
import { DisableOrganizationsRootCredentialsManagement, EnableOrganizationsRootCredentialsManagement } from './operations';
import { ListMemberRootCredentials } from './overview';
import { IAM_PRINCIPAL } from './schema';

const IAM = { ServicePrincipal: IAM_PRINCIPAL };
const ALL = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
const NONE = { Password: 'None', AccessKeys: 0, MfaDevices: 0, LastUsed: undefined };

let world: OrganizationWorld;
let web: Actor;
let admin: Actor;
beforeEach(async () => {
  world = await createOrganizationWorld();
  await world.management.run(EnableAWSServiceAccess, IAM);
  await world.management.run(EnableOrganizationsRootCredentialsManagement, {});
  web = await world.member('web');
  admin = await userWith(world, world.management, 'admin', ALL);
});
afterEach(() => world.close());

const seenBy = async (actor: Actor) => {
  const { Accounts, Unknown } = await actor.run(ListMemberRootCredentials, {});
  return { Unknown, credentials: Object.fromEntries(Accounts.map((account) => [account.AccountName, account.Credentials])) };
};

describe('ListMemberRootCredentials', () => {
  it('lists the root credentials of member accounts without the management account', async () => {
    const { database } = world;
    await world.member('empty');
    await web.run(CreateAccessKey, {});
    const used = new Date(TEST_NOW.getTime() - 1000);
    await database.writer.account.update({
      where: { id: web.accountId },
      data: { rootPasswordHash: '$a-hash', rootPasswordLastUsed: used },
    });
    const elsewhere = await organizationOf(world, await world.account('elsewhere'));
    await elsewhere.member('not-ours');
    expect(await seenBy(admin)).toEqual({
      Unknown: null,
      credentials: {
        empty: NONE,
        web: {
          Password: 'Present',
          PasswordSince: TEST_NOW,
          AccessKeys: 1,
          AccessKeysSince: TEST_NOW,
          MfaDevices: 0,
          LastUsed: used,
        },
      },
    });
    const { Accounts } = await admin.run(ListMemberRootCredentials, {});
    expect(Accounts[1]).toMatchObject({ AccountId: web.accountId, State: 'ACTIVE', DelegatedAdministrator: false });
  });

  it('returns the last root session and its caller only with permission to read the event history', async () => {
    const task = (name: string) => ({
      TargetPrincipal: web.accountId,
      TaskPolicyArn: { arn: `arn:aws:iam::aws:policy/root-task/${name}` },
    });
    await admin.run(AssumeRoot, task('IAMDeleteRootUserCredentials'));
    const later = new Date(TEST_NOW.getTime() + 1000);
    await admin.with({ now: later }).run(AssumeRoot, task('IAMAuditRootUserCredentials'));
    const seen = await admin.with({ now: later }).run(ListMemberRootCredentials, {});
    const By = `arn:aws:iam::${world.management.accountId}:user/admin`;
    expect(seen).toMatchObject({
      SessionsKnown: true,
      Accounts: [{ LastSession: { At: later, By, Task: 'IAMAuditRootUserCredentials' } }],
    });
    const lister = await userWith(world, world.management, 'lister', [
      { Effect: 'Allow', Action: 'organizations:ListAccounts', Resource: '*' },
    ]);
    const less = await lister.run(ListMemberRootCredentials, {});
    expect(less.SessionsKnown).toBe(false);
    expect(less.Accounts[0]?.LastSession).toBeUndefined();
    const use = await admin.with({ now: later }).run(GetRootUse, { Reach: 'organization' });
    expect(use).toMatchObject({
      SignIns: 0,
      Sessions: 2,
      Accounts: { Count: 1, First: [{ AccountId: web.accountId, AccountName: 'web', Sessions: 2, LastAt: later }] },
    });
    expect((await web.with({ now: later }).run(GetRootUse, { Reach: 'account' })).Sessions).toBe(2);
    expect((await lister.fails(GetRootUse, { Reach: 'account' })).action).toBe('cloudtrail:LookupEvents');
    expect((await web.fails(GetRootUse, { Reach: 'organization' })).message).toContain('Only the management account');
  });

  it('returns no credentials without the feature, without trusted access and to root users', async () => {
    expect(await seenBy(world.management)).toEqual({ Unknown: 'RootUser', credentials: { web: null } });
    await world.management.run(DisableOrganizationsRootCredentialsManagement, {});
    expect(await seenBy(admin)).toEqual({ Unknown: 'FeatureDisabled', credentials: { web: null } });
    await world.management.run(EnableOrganizationsRootCredentialsManagement, {});
    await world.management.run(DisableAWSServiceAccess, IAM);
    expect(await seenBy(admin)).toEqual({ Unknown: 'FeatureDisabled', credentials: { web: null } });
  });

  it('returns no credentials of accounts for which the caller cannot start an auditing root session', async () => {
    const other = await world.member('other');
    const auditor = await userWith(world, world.management, 'auditor', [
      { Effect: 'Allow', Action: 'organizations:ListAccounts', Resource: '*' },
      { Effect: 'Allow', Action: 'sts:AssumeRoot', Resource: `arn:aws:iam::${other.accountId}:root` },
    ]);
    expect((await seenBy(auditor)).credentials).toEqual({ other: NONE, web: null });
    const deleter = await userWith(world, world.management, 'deleter', [
      { Effect: 'Allow', Action: 'organizations:ListAccounts', Resource: '*' },
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRoot',
        Resource: '*',
        Condition: { StringLike: { 'sts:TaskPolicyArn': '*/IAMDeleteRootUserCredentials' } },
      },
    ]);
    expect((await seenBy(deleter)).credentials).toEqual({ other: null, web: null });
  });

  it('returns no credentials of closed accounts and accounts where an SCP denies the audit', async () => {
    const closed = await world.member('closed');
    await world.management.run(CloseAccount, { AccountId: closed.accountId });
    const Type = 'SERVICE_CONTROL_POLICY';
    await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: Type });
    const Content = policyText({ Effect: 'Deny', Action: 'iam:GetAccountSummary', Resource: '*' });
    const { Policy } = await world.management.run(CreatePolicy, { Name: 'blind', Description: '', Type, Content });
    await world.management.run(AttachPolicy, { PolicyId: Policy.PolicySummary.Id, TargetId: web.accountId });
    expect((await seenBy(admin)).credentials).toEqual({ closed: null, web: null });
  });

  it('is allowed for the delegated administrator for IAM and refused to other members', async () => {
    const delegate = await world.member('security');
    const user = await userWith(world, delegate, 'maria', ALL);
    expect((await user.fails(ListMemberRootCredentials, {})).shape).toBe('AccountNotManagementOrDelegatedAdministratorException');
    await world.management.run(RegisterDelegatedAdministrator, { AccountId: delegate.accountId, ...IAM });
    const { Accounts } = await user.run(ListMemberRootCredentials, {});
    expect(Accounts.map(({ AccountName, DelegatedAdministrator }) => [AccountName, DelegatedAdministrator])).toEqual([
      ['security', true],
      ['web', false],
    ]);
    const standalone = await world.account();
    expect((await standalone.fails(ListMemberRootCredentials, {})).shape).toBe('OrganizationNotFoundException');
  });

  it('requires permission to list accounts', async () => {
    const nobody = await userWith(world, world.management, 'nobody');
    expect((await nobody.fails(ListMemberRootCredentials, {})).message).toContain('organizations:ListAccounts');
  });
});
