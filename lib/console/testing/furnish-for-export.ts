import type { Actor } from '../../core/test-world';
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

const document = (Sid: string, Resource = '*') =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid, Effect: 'Allow', Action: 's3:GetObject', Resource }] }, null, 2);
const trusting = (AWS: string | string[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' }] });

/** Creates resources whose order matters to an export: versions, a boundary, roles that trust each other, and a deleted principal. */
export async function furnishForExport(root: Actor): Promise<void> {
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
}
