import { afterAll, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { stateForAccount } from '../../export/for-account';
import { rebuildCalls } from '../../export/rebuild-calls';
import { iamOperations } from '../../iam';
import { AttachGroupPolicy, AttachUserPolicy } from '../../iam/attachment/operations';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { AddRoleToInstanceProfile, CreateInstanceProfile } from '../../iam/instance-profile/operations';
import { CreateOpenIDConnectProvider } from '../../iam/oidc-provider/operations';
import { UpdateAccountPasswordPolicy } from '../../iam/password-policy/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { CreatePolicyVersion } from '../../iam/policy/version-operations';
import { CreateRole, UpdateAssumeRolePolicy } from '../../iam/role/operations';
import { CreateServiceLinkedRole } from '../../iam/service-linked-role/operations';
import { CreateUser, DeleteUser } from '../../iam/user/operations';
import { runAs } from '../testing/run-as';
import { readAccount } from './export-account';

const world = await createTestWorld();
afterAll(() => world.close());

const document = (Sid: string, Resource = '*') =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid, Effect: 'Allow', Action: 's3:GetObject', Resource }] }, null, 2);
const trusting = (AWS: string | string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }] });

async function readOf(root: Awaited<ReturnType<typeof world.account>>) {
  const read = await readAccount(runAs(world, root));
  if (!read.ok) throw new Error(read.error.message);
  return read.data;
}

it('writes down an account so that the calls make another one equal to it, however its roles trust each other', async () => {
  const root = await world.account();
  const { run } = root;
  const own = (what: string) => `arn:aws:iam::${root.accountId}:${what}`;
  await run(CreatePolicy, {
    PolicyName: 'Limit',
    Path: '/limits/',
    PolicyDocument: document('One'),
    Tags: [{ Key: 'team', Value: 'a b' }],
  });
  const PolicyArn = own('policy/limits/Limit');
  await run(CreatePolicyVersion, { PolicyArn, PolicyDocument: document('Two'), SetAsDefault: true });
  await run(CreatePolicyVersion, { PolicyArn, PolicyDocument: document('Three', `arn:aws:s3:::logs-${root.accountId}/*`) });
  await run(CreateGroup, { GroupName: 'Readers', Path: '/teams/' });
  await run(AttachGroupPolicy, { GroupName: 'Readers', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
  await run(CreateUser, { UserName: 'ana', PermissionsBoundary: PolicyArn, Tags: [{ Key: 'cost', Value: '1' }] });
  await run(CreateUser, { UserName: 'gone' });
  await run(AddUserToGroup, { GroupName: 'Readers', UserName: 'ana' });
  await run(AttachUserPolicy, { UserName: 'ana', PolicyArn });
  await run(PutUserPolicy, { UserName: 'ana', PolicyName: 'Own', PolicyDocument: document('Own') });
  await run(CreateRole, {
    ...{ RoleName: 'first', Description: 'The first', MaxSessionDuration: 7200 },
    AssumeRolePolicyDocument: trusting([own('user/ana'), own('user/gone')]),
  });
  await run(CreateRole, { RoleName: 'second', AssumeRolePolicyDocument: trusting(own('role/first')) });
  await run(UpdateAssumeRolePolicy, { RoleName: 'first', PolicyDocument: trusting([own('role/second'), own('user/gone')]) });
  await run(DeleteUser, { UserName: 'gone' });
  await run(CreateServiceLinkedRole, { AWSServiceName: 'ecs.amazonaws.com' });
  await run(CreateInstanceProfile, { InstanceProfileName: 'machines', Path: '/m/' });
  await run(AddRoleToInstanceProfile, { InstanceProfileName: 'machines', RoleName: 'second' });
  await run(CreateOpenIDConnectProvider, { Url: 'https://token.example.com/x', ClientIDList: ['sts.amazonaws.com'] });
  await run(UpdateAccountPasswordPolicy, { MinimumPasswordLength: 14, RequireSymbols: true });

  const state = await readOf(root);
  const other = await world.account();
  const calls = rebuildCalls(stateForAccount(state, other.accountId)).flatMap((part) => part.calls);
  for (const { operation, input } of calls) {
    const made = await runAs(world, other)(Reflect.get(iamOperations, operation), input);
    expect(made, `${operation} ${JSON.stringify(input)}`).toMatchObject({ ok: true });
  }

  const [before, after] = [stateForAccount(state, other.accountId), await readOf(other)];
  // Versions are numbered anew, with the default one last; nothing has the id of who is gone.
  const same = (all: typeof state) => ({
    ...all,
    policies: all.policies.map((policy) => ({
      ...policy,
      versions: policy.versions.toSorted((a, b) => Number(a.isDefault) - Number(b.isDefault)),
    })),
    roles: all.roles.map((role) => ({ ...role, trust: role.name === 'first' ? undefined : JSON.parse(role.trust) })),
  });
  expect(same(after)).toEqual(same(before));
  const trustOf = (all: typeof state) => all.roles.find(({ name }) => name === 'first')?.trust ?? '';
  expect(trustOf(before)).toMatch(/AIDA/);
  expect(JSON.parse(trustOf(after)).Statement[0].Principal).toEqual({ AWS: `arn:aws:iam::${other.accountId}:role/second` });
  expect(calls.find(({ note }) => note)).toMatchObject({ operation: 'UpdateAssumeRolePolicy', input: { RoleName: 'first' } });
});
