import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld } from '../../core/test-world';
import { decodeDocument } from '../policy/documents';
import { policyDocument, trustPolicy } from '../test-accounts';
import { CreateUser, DeleteUser, UpdateUser } from '../user/operations';
import { CreateRole, DeleteRole, GetRole, ListRoles, UpdateAssumeRolePolicy } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

async function storedPolicy(account: Actor, nameKey: string): Promise<string> {
  const where = { accountId_nameKey: { accountId: account.accountId, nameKey } };
  return (await world.database.reader.role.findUniqueOrThrow({ where })).assumeRolePolicyDocument;
}

async function shownPolicy(account: Actor, RoleName: string): Promise<string> {
  return decodeDocument((await account.run(GetRole, { RoleName })).Role.AssumeRolePolicyDocument);
}

describe('a trust policy', () => {
  it('stores users and roles of any account by unique ID and shows their ARNs', async () => {
    const [here, there] = [await world.account(), await world.account()];
    const { User } = await there.run(CreateUser, { UserName: 'ana', Path: '/team/' });
    const { Role } = await here.run(CreateRole, { RoleName: 'chained', AssumeRolePolicyDocument: trustPolicy() });
    const document = `{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Principal": { "AWS": [ "${User.Arn}",   "${Role.Arn}", "${there.accountId}", "arn:aws:iam::${there.accountId}:root" ], "Service": "ec2.amazonaws.com" },
    "Action": "sts:AssumeRole",
    "Condition": { "ArnLike": { "aws:PrincipalArn": "${User.Arn}" } }
  }
}`;
    await here.run(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: document });
    const stored = document.replace(`"${User.Arn}",`, `"${User.UserId}",`).replace(`"${Role.Arn}"`, `"${Role.RoleId}"`);
    expect(await storedPolicy(here, 'r')).toBe(stored);
    expect(await shownPolicy(here, 'r')).toBe(document);
  });

  it('follows a principal that is renamed or moved', async () => {
    const root = await world.account();
    const { User } = await root.run(CreateUser, { UserName: 'ana' });
    await root.run(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: trustPolicy(User.Arn) });
    await root.run(UpdateUser, { UserName: 'ana', NewUserName: 'anna', NewPath: '/x/' });
    expect(await shownPolicy(root, 'r')).toBe(trustPolicy(`arn:aws:iam::${root.accountId}:user/x/anna`));
  });

  it('shows the ID of a deleted principal, does not trust its successor and cannot be saved again', async () => {
    const root = await world.account();
    const { User } = await root.run(CreateUser, { UserName: 'ana' });
    const { Role } = await root.run(CreateRole, { RoleName: 'trusted', AssumeRolePolicyDocument: trustPolicy() });
    await root.run(CreateRole, { RoleName: 'r1', AssumeRolePolicyDocument: trustPolicy(User.Arn) });
    await root.run(CreateRole, { RoleName: 'r2', AssumeRolePolicyDocument: trustPolicy(Role.Arn) });
    await root.run(DeleteUser, { UserName: 'ana' });
    await root.run(DeleteRole, { RoleName: 'trusted' });
    await root.run(CreateUser, { UserName: 'ana' });
    expect(await shownPolicy(root, 'r1')).toBe(trustPolicy(User.UserId));
    expect(await shownPolicy(root, 'r2')).toBe(trustPolicy(Role.RoleId));
    const { Roles } = await root.run(ListRoles, {});
    expect(Roles.map((role) => decodeDocument(role.AssumeRolePolicyDocument))).toEqual([
      trustPolicy(User.UserId),
      trustPolicy(Role.RoleId),
    ]);
    expect(await root.fails(UpdateAssumeRolePolicy, { RoleName: 'r1', PolicyDocument: trustPolicy(User.UserId) })).toMatchObject({
      shape: 'MalformedPolicyDocumentException',
      message: `Invalid principal in policy: "AWS":"${User.UserId}"`,
    });
  });

  it('accepts the unique ID of a principal', async () => {
    const root = await world.account();
    const { User } = await root.run(CreateUser, { UserName: 'ana' });
    await root.run(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: trustPolicy(User.UserId) });
    expect(await shownPolicy(root, 'r')).toBe(trustPolicy(User.Arn));
  });

  it('refuses users and roles that do not exist exactly as written', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'Ana', Path: '/x/' });
    const arn = `arn:aws:iam::${root.accountId}`;
    for (const principal of [
      `${arn}:user/bob`,
      `${arn}:role/bob`,
      `${arn}:user/Ana`,
      `${arn}:user/x/ana`,
      `${arn}:role/x/Ana`,
      `arn:aws-cn:iam::${root.accountId}:user/x/Ana`,
    ]) {
      expect(await root.fails(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: trustPolicy(principal) })).toMatchObject({
        shape: 'MalformedPolicyDocumentException',
        message: `Invalid principal in policy: "AWS":"${principal}"`,
      });
    }
    await root.run(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: trustPolicy(`${arn}:user/x/Ana`) });
  });

  it('keeps identity providers as written, even those that do not exist', async () => {
    const root = await world.account();
    const principals = [
      `arn:aws:iam::${root.accountId}:oidc-provider/none.example/Path`,
      `arn:aws:iam::${root.accountId}:saml-provider/None`,
      'accounts.google.com',
      'cognito-identity.amazonaws.com',
    ];
    const document = policyDocument({
      Effect: 'Allow',
      Principal: { Federated: principals },
      Action: ['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'],
    });
    await root.run(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: document });
    expect(await storedPolicy(root, 'r')).toBe(document);
    expect(await shownPolicy(root, 'r')).toBe(document);
  });

  it('keeps wildcards, role sessions and accounts as written', async () => {
    const root = await world.account();
    const principals = [
      '*',
      root.accountId,
      `arn:aws:iam::${root.accountId}:root`,
      `arn:aws:sts::${root.accountId}:assumed-role/r/s`,
    ];
    const document = policyDocument({
      Effect: 'Deny',
      Principal: { AWS: principals },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    });
    await root.run(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: document });
    expect(await storedPolicy(root, 'r')).toBe(document);
  });
});
