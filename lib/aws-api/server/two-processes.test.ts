import { GetUserCommand, IAMClient, ListGroupsCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeleteAccessKey, UpdateAccessKey } from '../../iam/access-key/operations';
import { AttachUserPolicy, DetachUserPolicy } from '../../iam/attachment/operations';
import { AddUserToGroup, CreateGroup, RemoveUserFromGroup } from '../../iam/group/operations';
import { DeleteGroupPolicy, DeleteUserPolicy, PutGroupPolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { policyDocument } from '../../iam/test-accounts';
import { CreateUser, DeleteUser, TagUser, UntagUser, UpdateUser } from '../../iam/user/operations';
import { MoveAccount } from '../../organizations/account/operations';
import { AttachPolicy, DetachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { organizationOf } from '../../organizations/test-organization';
import { type AnotherProcess, startAnotherProcess } from '../testing/another-process';
import { createTestApi, type Keys, type TestApi } from '../testing/api';

// Each change happens in this process, after the other process was asked and has filled its caches.
let api: TestApi;
let other: AnotherProcess;
beforeAll(async () => {
  api = await createTestApi();
  other = await startAnotherProcess(api.database.url);
});
afterAll(async () => {
  await other.stop();
  await api.close();
});

const ReadOnlyAccess = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const all = (Effect: 'Allow' | 'Deny', more: object = {}) => policyDocument({ Effect, Action: 'iam:*', Resource: '*', ...more });

/** Asks the other process for ListGroups, or about the caller itself. */
const answer = async (keys: Keys, command: ListGroupsCommand | GetUserCommand = new ListGroupsCommand({})) => {
  const client = new IAMClient({ endpoint: other.url, region: 'us-east-1', credentials: keys, maxAttempts: 1 });
  const outcome = await client.send(command as ListGroupsCommand).then(
    () => 'answered',
    (error: Error) => error.name,
  );
  client.destroy();
  return outcome;
};

const userWithKeys = async () => {
  const { actor } = await api.rootKeys();
  const { User } = await actor.run(CreateUser, { UserName: 'ana' });
  const keys = await api.keys(actor, User.UserId);
  return { actor, keys };
};

describe('the next call to another process obeys changes of', () => {
  it('an attached policy that allows access', async () => {
    const { actor, keys } = await userWithKeys();
    expect(await answer(keys)).toBe('AccessDenied');
    await actor.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: ReadOnlyAccess });
    expect(await answer(keys)).toBe('answered');
    await actor.run(DetachUserPolicy, { UserName: 'ana', PolicyArn: ReadOnlyAccess });
    expect(await answer(keys)).toBe('AccessDenied');
  });

  it('an inline policy that denies access', async () => {
    const { actor, keys } = await userWithKeys();
    await actor.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: ReadOnlyAccess });
    expect(await answer(keys)).toBe('answered');
    await actor.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'no', PolicyDocument: all('Deny') });
    expect(await answer(keys)).toBe('AccessDenied');
    await actor.run(DeleteUserPolicy, { UserName: 'ana', PolicyName: 'no' });
    expect(await answer(keys)).toBe('answered');
  });

  it('a group’s policy and membership', async () => {
    const { actor, keys } = await userWithKeys();
    await actor.run(CreateGroup, { GroupName: 'readers' });
    await actor.run(AddUserToGroup, { GroupName: 'readers', UserName: 'ana' });
    expect(await answer(keys)).toBe('AccessDenied');
    await actor.run(PutGroupPolicy, { GroupName: 'readers', PolicyName: 'yes', PolicyDocument: all('Allow') });
    expect(await answer(keys)).toBe('answered');
    await actor.run(RemoveUserFromGroup, { GroupName: 'readers', UserName: 'ana' });
    expect(await answer(keys)).toBe('AccessDenied');
    await actor.run(AddUserToGroup, { GroupName: 'readers', UserName: 'ana' });
    expect(await answer(keys)).toBe('answered');
    await actor.run(DeleteGroupPolicy, { GroupName: 'readers', PolicyName: 'yes' });
    expect(await answer(keys)).toBe('AccessDenied');
  });

  it('the tags of the caller and of the resource', async () => {
    const { actor, keys } = await userWithKeys();
    const Condition = { StringEquals: { 'aws:PrincipalTag/team': 'red' } };
    await actor.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'red', PolicyDocument: all('Allow', { Condition }) });
    expect(await answer(keys)).toBe('AccessDenied');
    await actor.run(TagUser, { UserName: 'ana', Tags: [{ Key: 'team', Value: 'red' }] });
    expect(await answer(keys)).toBe('answered');
    await actor.run(UntagUser, { UserName: 'ana', TagKeys: ['team'] });
    expect(await answer(keys)).toBe('AccessDenied');
    const own = { StringEquals: { 'aws:ResourceTag/open': 'yes' } };
    await actor.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'red', PolicyDocument: all('Allow', { Condition: own }) });
    expect(await answer(keys, new GetUserCommand({}))).toBe('AccessDenied');
    await actor.run(TagUser, { UserName: 'ana', Tags: [{ Key: 'open', Value: 'yes' }] });
    expect(await answer(keys, new GetUserCommand({}))).toBe('answered');
  });

  it('an access key that is deactivated or deleted', async () => {
    const { actor, keys } = await userWithKeys();
    const { accessKeyId: AccessKeyId } = keys;
    await actor.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: ReadOnlyAccess });
    expect(await answer(keys)).toBe('answered');
    await actor.run(UpdateAccessKey, { UserName: 'ana', AccessKeyId, Status: 'Inactive' });
    expect(await answer(keys)).toBe('InvalidClientTokenId');
    await actor.run(UpdateAccessKey, { UserName: 'ana', AccessKeyId, Status: 'Active' });
    expect(await answer(keys)).toBe('answered');
    await actor.run(DeleteAccessKey, { UserName: 'ana', AccessKeyId });
    expect(await answer(keys)).toBe('InvalidClientTokenId');
  });

  it('the name of the caller', async () => {
    const { actor, keys } = await userWithKeys();
    const Resource = `arn:aws:iam::${actor.accountId}:user/\${aws:username}`;
    await actor.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'own', PolicyDocument: all('Allow', { Resource }) });
    expect(await answer(keys, new GetUserCommand({ UserName: 'anna' }))).toBe('AccessDenied');
    await actor.run(UpdateUser, { UserName: 'ana', NewUserName: 'anna' });
    expect(await answer(keys, new GetUserCommand({ UserName: 'anna' }))).toBe('answered');
    await actor.run(DeleteUserPolicy, { UserName: 'anna', PolicyName: 'own' });
    await actor.run(DeleteAccessKey, { UserName: 'anna', AccessKeyId: keys.accessKeyId });
    await actor.run(DeleteUser, { UserName: 'anna' });
    expect(await answer(keys, new GetUserCommand({}))).toBe('InvalidClientTokenId');
  });

  it('an SCP and the organizational unit of the account', async () => {
    const management = await api.account();
    const { rootId, member, unit } = await organizationOf(api, management);
    await management.run(EnablePolicyType, { RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
    const { Policy } = await management.run(CreatePolicy, {
      Name: 'no',
      Description: '',
      Type: 'SERVICE_CONTROL_POLICY',
      Content: all('Deny'),
    });
    const PolicyId = Policy.PolicySummary?.Id;
    const actor = await member('member');
    const { User } = await actor.run(CreateUser, { UserName: 'ana' });
    const keys = await api.keys(actor, User.UserId);
    await actor.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: ReadOnlyAccess });
    expect(await answer(keys)).toBe('answered');
    await management.run(AttachPolicy, { PolicyId, TargetId: actor.accountId });
    expect(await answer(keys)).toBe('AccessDenied');
    await management.run(DetachPolicy, { PolicyId, TargetId: actor.accountId });
    expect(await answer(keys)).toBe('answered');
    const closed = await unit('closed');
    await management.run(AttachPolicy, { PolicyId, TargetId: closed });
    expect(await answer(keys)).toBe('answered');
    const place = { AccountId: actor.accountId, SourceParentId: rootId, DestinationParentId: closed };
    await management.run(MoveAccount, place);
    expect(await answer(keys)).toBe('AccessDenied');
    await management.run(MoveAccount, { ...place, SourceParentId: closed, DestinationParentId: rootId });
    expect(await answer(keys)).toBe('answered');
  });
});
