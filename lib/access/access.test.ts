import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestWorld, type TestWorld, userCaller } from '../core/test-world';
import { AttachUserPolicy } from '../iam/attachment/operations';
import { PutUserPermissionsBoundary } from '../iam/boundary/operations';
import { AddUserToGroup, CreateGroup } from '../iam/group/operations';
import { PutGroupPolicy, PutUserPolicy } from '../iam/inline-policy/operations';
import { UpdateAccountPasswordPolicy } from '../iam/password-policy/operations';
import { CreatePolicy } from '../iam/policy/operations';
import { CreateRole } from '../iam/role/operations';
import { CreateUser, DeleteUser } from '../iam/user/operations';
import { GetActionPermission, GetEffectivePermissions, GetServicePermissions } from './effective/operations';
import { ExplainAccess, GetSubject } from './operations';
import { ListSubjects, SuggestActions } from './subjects';

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(() => world.close());

const document = (statement: object) => JSON.stringify({ Version: '2012-10-17', Statement: statement });
const READ_BUCKET = document({ Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::team/*' });

async function userIn(name: string) {
  const root = await world.account();
  const { User } = await root.run(CreateUser, { UserName: name });
  return { root, User, PrincipalArn: User.Arn };
}

it('GetSubject distinguishes a user’s own policies from those of groups, even of a group named “direct”', async () => {
  const { root, PrincipalArn } = await userIn('maria');
  await root.run(CreateGroup, { GroupName: 'direct' });
  await root.run(AddUserToGroup, { GroupName: 'direct', UserName: 'maria' });
  await root.run(PutGroupPolicy, { GroupName: 'direct', PolicyName: 'read', PolicyDocument: READ_BUCKET });
  await root.run(PutUserPolicy, { UserName: 'maria', PolicyName: 'own', PolicyDocument: READ_BUCKET });
  await root.run(AttachUserPolicy, { UserName: 'maria', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
  const { Subject } = await root.run(GetSubject, { PrincipalArn });
  const identity = Subject.Identity.map(({ Name, Inline, Group }) => ({ Name, Inline, Group }));
  expect(identity).toHaveLength(3);
  expect(identity).toEqual(
    expect.arrayContaining([
      { Name: 'read', Inline: true, Group: 'direct' },
      { Name: 'own', Inline: true, Group: undefined },
      { Name: 'ReadOnlyAccess', Inline: false, Group: undefined },
    ]),
  );
});

it('GetSubject distinguishes policies from the setting that lets users change their passwords', async () => {
  const { root, PrincipalArn } = await userIn('maria');
  await root.run(UpdateAccountPasswordPolicy, { AllowUsersToChangePassword: true });
  const ofSettings = async () =>
    (await root.run(GetSubject, { PrincipalArn })).Subject.Identity.map(({ Name, OfSetting = false }) => [Name, OfSetting]);
  expect(await ofSettings()).toEqual([['account password policy', true]]);
  await root.run(CreateGroup, { GroupName: 'readers' });
  await root.run(AddUserToGroup, { GroupName: 'readers', UserName: 'maria' });
  await root.run(PutGroupPolicy, { GroupName: 'readers', PolicyName: 'read', PolicyDocument: READ_BUCKET });
  await root.run(PutUserPolicy, { UserName: 'maria', PolicyName: 'account-password-policy', PolicyDocument: READ_BUCKET });
  expect((await ofSettings()).toSorted()).toEqual([
    ['account password policy', true],
    ['account-password-policy', false],
    ['read', false],
  ]);
});

describe('ExplainAccess', () => {
  it('returns the decision, the deciding statement and its document', async () => {
    const { root, PrincipalArn } = await userIn('maria');
    await root.run(CreateGroup, { GroupName: 'readers' });
    await root.run(PutGroupPolicy, { GroupName: 'readers', PolicyName: 'read', PolicyDocument: READ_BUCKET });
    await root.run(AddUserToGroup, { GroupName: 'readers', UserName: 'maria' });
    const answer = await root.run(ExplainAccess, {
      PrincipalArn,
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::team/plan.txt',
    });
    expect(answer.explanation.decision).toBe('Allowed');
    const [deciding] = answer.explanation.deciding;
    expect(answer.documents[deciding?.policyId ?? '']).toBe(READ_BUCKET);
    expect(answer.fixes).toEqual([]);
  });

  it('suggests the smallest change for a denial', async () => {
    const { root, PrincipalArn } = await userIn('maria');
    const answer = await root.run(ExplainAccess, {
      PrincipalArn,
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::team/plan.txt',
    });
    expect(answer.explanation.decision).toBe('ImplicitDeny');
    expect(answer.fixes.length).toBeGreaterThan(0);
    expect(answer.fixes[0]?.sentence).toContain('s3:GetObject');
  });

  it('evaluates a draft policy and stores nothing', async () => {
    const { root, PrincipalArn } = await userIn('maria');
    const question = { PrincipalArn, Action: 's3:GetObject', Resource: 'arn:aws:s3:::team/plan.txt' };
    const Drafts = [{ kind: 'add' as const, type: 'identity' as const, name: 'draft', document: READ_BUCKET }];
    expect((await root.run(ExplainAccess, { ...question, Drafts })).explanation.decision).toBe('Allowed');
    expect((await root.run(ExplainAccess, question)).explanation.decision).toBe('ImplicitDeny');
  });

  it('returns how to try each suggested change, as a new policy or an edited statement', async () => {
    const { root, PrincipalArn } = await userIn('maria');
    const question = { PrincipalArn, Action: 's3:GetObject', Resource: 'arn:aws:s3:::team/plan.txt' };
    const [create] = (await root.run(ExplainAccess, question)).fixes;
    expect(create?.way).toEqual({ kind: 'create', type: 'identity', levelId: undefined });
    const Drafts = [{ kind: 'add' as const, type: 'identity' as const, name: 'new policy', document: create?.document ?? '' }];
    expect((await root.run(ExplainAccess, { ...question, Drafts })).explanation.decision).toBe('Allowed');

    await root.run(PutUserPolicy, { UserName: 'maria', PolicyName: 'p', PolicyDocument: READ_BUCKET });
    const other = { ...question, Resource: 'arn:aws:s3:::other' };
    const edit = (await root.run(ExplainAccess, other)).fixes.find(({ way }) => way?.kind === 'edit');
    expect(edit?.way).toEqual({ kind: 'edit', statement: 0 });
    const replaced = [{ kind: 'replace' as const, policyId: edit?.policyId ?? '', document: edit?.document ?? '' }];
    expect((await root.run(ExplainAccess, { ...other, Drafts: replaced })).explanation.decision).toBe('Allowed');
  });

  it('evaluates as if statements, or a whole policy, were removed', async () => {
    const { root, PrincipalArn } = await userIn('maria');
    const both = [
      { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
      { Effect: 'Allow', Action: 's3:PutObject', Resource: '*' },
    ];
    await root.run(PutUserPolicy, { UserName: 'maria', PolicyName: 'p', PolicyDocument: document(both) });
    const policyId = (await root.run(GetSubject, { PrincipalArn })).Subject.Identity[0]?.Id ?? '';
    const decide = async (Action: string, statements: number[]) => {
      const Drafts = [{ kind: 'without' as const, policyId, statements }];
      return (await root.run(ExplainAccess, { PrincipalArn, Action, Resource: 'arn:aws:s3:::b/o', Drafts })).explanation.decision;
    };
    expect([await decide('s3:GetObject', [0]), await decide('s3:PutObject', [0])]).toEqual(['ImplicitDeny', 'Allowed']);
    expect([await decide('s3:GetObject', [0, 1]), await decide('s3:PutObject', [0, 1])]).toEqual([
      'ImplicitDeny',
      'ImplicitDeny',
    ]);
  });

  it('refuses a malformed draft with the line of the error', async () => {
    const { root, PrincipalArn } = await userIn('maria');
    const Drafts = [{ kind: 'add' as const, type: 'identity' as const, name: 'draft', document: '{\n "Version": ' }];
    const error = await root.fails(ExplainAccess, { PrincipalArn, Action: 's3:GetObject', Resource: '*', Drafts });
    expect(error.shape).toBe('MalformedPolicyDocumentException');
    expect(error.message).toContain('line 2');
  });

  it('reads the trust policy of a role in the account for sts:AssumeRole', async () => {
    const { root, PrincipalArn } = await userIn('maria');
    const trust = document({ Effect: 'Allow', Principal: { AWS: PrincipalArn }, Action: 'sts:AssumeRole' });
    const { Role } = await root.run(CreateRole, { RoleName: 'reader', AssumeRolePolicyDocument: trust });
    const answer = await root.run(ExplainAccess, { PrincipalArn, Action: 'sts:AssumeRole', Resource: Role.Arn });
    expect(answer.explanation.decision).toBe('Allowed');
  });

  it('shows existing principals of a trust policy by ARN and deleted ones by ID', async () => {
    const { root, PrincipalArn } = await userIn('maria');
    const trust = (AWS: string) => document({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' });
    const { Role } = await root.run(CreateRole, { RoleName: 'reader', AssumeRolePolicyDocument: trust(PrincipalArn) });
    const ask = { PrincipalArn, Action: 'sts:AssumeRole', Resource: Role.Arn };
    const { explanation, documents } = await root.run(ExplainAccess, ask);
    expect(documents[`${Role.Arn}/trust`]).toBe(trust(PrincipalArn));
    expect(explanation.policies.flatMap(({ statements }) => statements.flatMap(({ elements }) => elements))).toContainEqual(
      expect.objectContaining({ element: 'Principal', entry: PrincipalArn, matched: true }),
    );
    const other = (await root.run(CreateUser, { UserName: 'nils' })).User;
    const denied = await root.run(ExplainAccess, { ...ask, PrincipalArn: other.Arn });
    const proposed = denied.fixes.find(({ policyId }) => policyId === `${Role.Arn}/trust`)?.document ?? '';
    expect(proposed).toContain(PrincipalArn);
    expect(proposed).not.toContain('AIDA');
    await root.run(DeleteUser, { UserName: 'maria' });
    const gone = await root.run(ExplainAccess, { ...ask, PrincipalArn: other.Arn });
    expect(gone.documents[`${Role.Arn}/trust`]).toMatch(/"AIDA[A-Z0-9]+"/);
  });

  it('sets and removes condition keys', async () => {
    const { root, PrincipalArn } = await userIn('maria');
    const policy = document({
      Effect: 'Allow',
      Action: 's3:*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-north-1' } },
    });
    await root.run(PutUserPolicy, { UserName: 'maria', PolicyName: 'p', PolicyDocument: policy });
    const question = { PrincipalArn, Action: 's3:CreateBucket', Resource: 'arn:aws:s3:::b' };
    const decide = async (Values: string[]) =>
      (await root.run(ExplainAccess, { ...question, Context: [{ Key: 'AWS:requestedregion', Values }] })).explanation.decision;
    expect(await decide(['eu-north-1'])).toBe('Allowed');
    expect(await decide(['us-east-1'])).toBe('ImplicitDeny');
    expect(await decide([])).toBe('ImplicitDeny');
  });
});

describe('GetEffectivePermissions', () => {
  it('counts only actions that need no permission for a user without policies', async () => {
    const { root, PrincipalArn } = await userIn('newcomer');
    const { Counts, Services } = await root.run(GetEffectivePermissions, { PrincipalArn });
    expect(Counts.limited).toBe(0);
    // sts:GetCallerIdentity and sts:GetSessionToken need no permission.
    expect(Counts.allowed).toBe(2);
    expect(Services.find(({ Service }) => Service === 's3')?.Total).toMatchObject({ allowed: 0, limited: 0 });
  });

  it('intersects policies with the permissions boundary and names both for one action', async () => {
    const { root, PrincipalArn } = await userIn('dana');
    await root.run(AttachUserPolicy, { UserName: 'dana', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
    const { Policy } = await root.run(CreatePolicy, {
      PolicyName: 'edge',
      PolicyDocument: document({ Effect: 'Allow', Action: ['s3:*'], Resource: '*' }),
    });
    await root.run(PutUserPermissionsBoundary, { UserName: 'dana', PermissionsBoundary: Policy.Arn });
    const { Services } = await root.run(GetEffectivePermissions, { PrincipalArn });
    expect(Services.filter(({ Total }) => Total.allowed > 0).map(({ Service }) => Service)).toEqual(['s3', 'sts']);
    const { Detail, Documents } = await root.run(GetActionPermission, { PrincipalArn, Action: 's3:GetObject' });
    expect(Detail.outcome).toBe('allowed');
    expect(Object.keys(Documents)).toHaveLength(2);
    const { Actions } = await root.run(GetServicePermissions, { PrincipalArn, Service: 'ec2' });
    expect(Actions.find(({ Name }) => Name === 'RunInstances')).toMatchObject({ Outcome: 'implicitDeny', By: ['edge'] });
  });

  it('counts what a draft would change', async () => {
    const { root, PrincipalArn } = await userIn('maria');
    const Drafts = [
      {
        kind: 'add' as const,
        type: 'identity' as const,
        name: 'd',
        document: document({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }),
      },
    ];
    const { Changed } = await root.run(GetEffectivePermissions, { PrincipalArn, Drafts });
    expect(Changed).toEqual({ Gained: 1, Lost: 0, Narrowed: 0 });
  });
});

describe('the permission to view access', () => {
  it('requires iam:SimulatePrincipalPolicy on the principal', async () => {
    const { root, User, PrincipalArn } = await userIn('maria');
    const maria = world.as(userCaller(User));
    const error = await maria.fails(GetEffectivePermissions, { PrincipalArn });
    expect(error.message).toContain(`is not authorized to perform: iam:SimulatePrincipalPolicy on resource: ${PrincipalArn}`);
    await root.run(PutUserPolicy, {
      UserName: 'maria',
      PolicyName: 'self',
      PolicyDocument: document({ Effect: 'Allow', Action: 'iam:SimulatePrincipalPolicy', Resource: PrincipalArn }),
    });
    await maria.run(GetEffectivePermissions, { PrincipalArn });
  });

  it('reveals nothing about principals of another account and lists none of them', async () => {
    const { PrincipalArn } = await userIn('maria');
    const other = await world.account();
    for (const operation of [GetSubject, GetEffectivePermissions]) {
      const { Subject } = await other.run(operation, { PrincipalArn });
      expect(Subject).toMatchObject({ Known: 'nothing', Name: 'maria', Identity: [], Levels: [] });
    }
    expect((await other.fails(GetServicePermissions, { PrincipalArn, Service: 's3' })).shape).toBe('NoSuchEntityException');
    expect((await other.fails(GetActionPermission, { PrincipalArn, Action: 's3:GetObject' })).shape).toBe(
      'NoSuchEntityException',
    );
    const { Subjects } = await other.run(ListSubjects, {});
    expect(Subjects.map(({ Arn }) => Arn)).toEqual([`arn:aws:iam::${other.accountId}:root`]);
  });

  it('is not needed for suggestions of actions', async () => {
    const root = await world.account();
    expect((await root.run(SuggestActions, { Text: 's3:GetObj' })).Actions).toContain('s3:GetObject');
  });
});
