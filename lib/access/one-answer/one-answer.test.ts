import { isOpen } from '@gatehouse/policy/evaluate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '../../../prisma/seed';
import { type Actor, createTestWorld, rootCaller, type TestWorld } from '../../core/test-world';
import { PutUserPermissionsBoundary } from '../../iam/boundary/operations';
import { callerOfRole, callerOfUser } from '../../iam/callers';
import { PutRolePolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreatePolicy, DeletePolicy } from '../../iam/policy/operations';
import { CreateRole, TagRole } from '../../iam/role/operations';
import { roleArn } from '../../iam/role/rows';
import { SimulatePrincipalPolicy } from '../../iam/simulation/operations';
import { CreateUser } from '../../iam/user/operations';
import { userArn } from '../../iam/user/rows';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy as CreateGuardrail } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { createOrganizationWorld, userWith } from '../../organizations/test-organization';
import { AssumeRole } from '../../sts/session/operations';
import { ExplainAccess, GetSubject } from '../operations';
import type { QuestionCircumstances } from '../schema';
import { SimulateAccess } from '../simulate/operations';
import { isRealCallAllowed } from '../testing/real-calls';
import { WhatCan, WhoCan } from '../who-can/operations';

const ACTION = 'sts:AssumeRole';

let world: TestWorld;
let management: Actor;
let roles: string[];
beforeAll(async () => {
  world = await createTestWorld();
  await seedDemo(world.database);
  const { managementAccountId } = await world.database.reader.organization.findFirstOrThrow();
  management = world.as(rootCaller(managementAccountId));
  roles = (await world.database.reader.role.findMany()).map((role) => roleArn('aws', role));
});
afterAll(() => world.close());

/** Returns clients for every user and role of an account. */
async function principalsOf(accountId: string) {
  const users = await world.database.reader.user.findMany({ where: { accountId } });
  const own = await world.database.reader.role.findMany({ where: { accountId } });
  return [
    ...users.map((user) => ({ arn: userArn('aws', user), actor: world.as(callerOfUser('aws', user)) })),
    ...own.map((role) => ({ arn: roleArn('aws', role), actor: world.as(callerOfRole('aws', role)) })),
  ];
}

/** Tests whether the real call succeeds. */
const assumes = (actor: Actor, RoleArn: string) => isRealCallAllowed(actor, AssumeRole, { RoleArn, RoleSessionName: 'session' });

const explained = async (asker: Actor, PrincipalArn: string, Resource: string) =>
  (await asker.run(ExplainAccess, { PrincipalArn, Action: ACTION, Resource })).explanation;

describe('a question about assuming any role of the demo organization', () => {
  it('has the same answer in Ask, the simulator, "Who can" and the real call for the management account', async () => {
    const principals = await principalsOf(management.accountId);
    const answers = new Set<string>();
    for (const Resource of roles) {
      const { Principals } = await management.run(WhoCan, { Action: ACTION, Resource, Reach: 'organization' });
      const own = await management.run(WhoCan, { Action: ACTION, Resource });
      for (const { arn, actor } of principals) {
        const real = await assumes(actor, Resource);
        const { decision } = await explained(management, arn, Resource);
        const { Results } = await management.run(SimulateAccess, { PrincipalArn: arn, Actions: [ACTION], Resources: [Resource] });
        const direct = Principals.find(({ Arn }) => Arn === arn)?.Direct ?? 'never';
        const alone = own.Principals.find(({ Arn }) => Arn === arn)?.Direct ?? 'never';
        const question = `${arn} ${Resource}`;
        expect([question, decision === 'Allowed', Results[0]?.Decision]).toEqual([question, real, decision]);
        // "Depends" agrees with either decision: it covers all circumstances, and this call is one of them.
        if (direct !== 'sometimes') expect([question, direct]).toEqual([question, real ? 'always' : 'never']);
        expect([question, alone]).toEqual([question, direct]);
        answers.add(`${direct} ${real}`);
      }
    }
    // The demo must contain each kind, or the test would prove little.
    expect(answers).toContain('always true');
    expect(answers).toContain('never false');
  });

  it('is never "not allowed" in a member account because of a trust policy that it cannot read', async () => {
    const members = await world.database.reader.account.findMany({ where: { id: { not: management.accountId } } });
    let open = 0;
    for (const { id } of members) {
      const asker = world.as(rootCaller(id));
      for (const { arn, actor } of await principalsOf(id)) {
        for (const Resource of roles.filter((role) => !role.includes(id))) {
          const explanation = await explained(asker, arn, Resource);
          const own = explanation.blockedBy.filter(({ kind }) => kind !== 'unknown').map(({ type }) => type);
          expect(own.filter((type) => type === 'trust' || type === 'rcp')).toEqual([]);
          // A denial that the member account knows also denies the real call. Everything else stays unknown.
          if (isOpen(explanation)) open += 1;
          else expect(await assumes(actor, Resource)).toBe(false);
        }
      }
    }
    expect(open).toBeGreaterThan(0);
  });

  it('does not show the trust policy of a member account to the management account', async () => {
    const members = await world.database.reader.role.findMany({ where: { accountId: { not: management.accountId } } });
    const [principal] = await principalsOf(management.accountId);
    for (const role of members) {
      const answer = await management.run(ExplainAccess, {
        PrincipalArn: principal?.arn ?? '',
        Action: ACTION,
        Resource: roleArn('aws', role),
      });
      expect(Object.values(answer.documents)).not.toContain(role.assumeRolePolicyDocument);
      expect(
        answer.explanation.policies.filter(({ policy }) => policy.type === 'trust').flatMap(({ statements }) => statements),
      ).toEqual([]);
    }
  });
});

describe('a denial by a permissions boundary', () => {
  it('names the boundary, and no suggested fix changes the trust policy', async () => {
    const member = await world.database.reader.role.findFirstOrThrow({ where: { name: 'OrganizationAccountAccessRole' } });
    const Resource = roleArn('aws', member);
    const { User } = await management.run(CreateUser, { UserName: 'bounded' });
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: ACTION, Resource: '*' },
    });
    await management.run(PutUserPolicy, { UserName: 'bounded', PolicyName: 'assume', PolicyDocument });
    const { Policy } = await management.run(CreatePolicy, {
      PolicyName: 'only-s3',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } }),
    });
    await management.run(PutUserPermissionsBoundary, { UserName: 'bounded', PermissionsBoundary: Policy.Arn });
    const answer = await management.run(ExplainAccess, { PrincipalArn: User.Arn, Action: ACTION, Resource });
    expect(answer.explanation.blockedBy).toMatchObject([{ type: 'boundary', kind: 'implicit' }]);
    expect(answer.fixes.length).toBeGreaterThan(0);
    for (const { sentence } of answer.fixes) expect(sentence).not.toContain('trust policy');
  });
});

describe('a path that "Who can" lists', () => {
  const OBJECT = 'arn:aws:s3:::acme-reports/2026.csv';
  const bucketPolicy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

  it('gives the same answers step by step, with the same owner, resource policy and context', async () => {
    const owner = await world.database.reader.account.findFirstOrThrow({ where: { name: 'sandbox' } });
    const ResourcePolicy = bucketPolicy(
      { Effect: 'Allow', Principal: { AWS: [management.accountId, owner.id] }, Action: 's3:*', Resource: '*' },
      { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    );
    const region = { Key: 'aws:RequestedRegion', Values: ['us-east-1'] };
    const Context = [{ Key: 'aws:SecureTransport', Values: ['true'] }, region];
    const circumstances = [
      { ResourceAccount: owner.id, ResourcePolicy, Context },
      { ResourceAccount: owner.id, ResourcePolicy },
      { ResourceAccount: owner.id, Context: [region] },
      {},
    ];
    const seen = new Set<string>();
    for (const given of circumstances) {
      for (const Action of ['s3:GetObject', 's3:DeleteObject']) {
        const question = { Action, Resource: OBJECT, ...given };
        const { Principals } = await management.run(WhoCan, { ...question, Reach: 'organization' });
        for (const { Arn, AccountId, Steps, Access, Direct } of Principals) {
          if (AccountId !== management.accountId || Arn.endsWith(':root')) continue;
          const [first] = Steps;
          const asked = first ? { Action: ACTION, Resource: first.RoleArn } : question;
          const { explanation } = await management.run(ExplainAccess, { PrincipalArn: Arn, ...asked });
          const said = first ? first.Access : Direct;
          if (said === 'always') expect([Arn, asked, explanation.decision]).toEqual([Arn, asked, 'Allowed']);
          seen.add(`${Access} ${Steps.length > 0}`);
        }
      }
    }
    expect(seen).toContain('always false');
    expect(seen).toContain('always true');
  });

  it('agrees with Ask about access that depends on an unknown policy', async () => {
    const outsider = '999999999999';
    const question = { Action: 's3:GetObject', Resource: OBJECT, ResourceAccount: outsider };
    const { Principals, Owner } = await management.run(WhoCan, question);
    expect(Owner).toEqual({ Id: outsider, Assumed: false, UnknownPolicy: true });
    const listed = new Set(Principals.map(({ Arn }) => Arn));
    for (const { arn } of await principalsOf(management.accountId)) {
      const { explanation } = await management.run(ExplainAccess, { PrincipalArn: arn, ...question });
      expect([arn, isOpen(explanation)]).toEqual([arn, listed.has(arn)]);
    }
  });
});

describe('the owner of a resource', () => {
  it('decides whether a resource policy suffices, since both accounts must allow access across accounts', async () => {
    const { User } = await management.run(CreateUser, { UserName: 'without-policies' });
    const PrincipalArn = User.Arn;
    const Resource = 'arn:aws:s3:::shared/a';
    const ResourcePolicy = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: PrincipalArn }, Action: 's3:GetObject', Resource: '*' },
    });
    const question = { PrincipalArn, Action: 's3:GetObject', Resource, ResourcePolicy };
    const own = await management.run(ExplainAccess, question);
    expect([own.explanation.decision, own.AssumedOwner]).toEqual(['Allowed', management.accountId]);
    const foreign = await management.run(ExplainAccess, { ...question, ResourceAccount: '999999999999' });
    expect([foreign.explanation.decision, foreign.AssumedOwner]).toEqual(['ImplicitDeny', undefined]);
    expect(foreign.explanation.blockedBy).toMatchObject([{ type: 'identity', kind: 'implicit' }]);
  });

  it('leaves the answer about a KMS key open without its key policy', async () => {
    const principal = (await principalsOf(management.accountId)).find(({ arn }) => arn.includes(':user/'));
    const Resource = `arn:aws:kms:us-east-1:${management.accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
    const question = { PrincipalArn: principal?.arn ?? '', Action: 'kms:Decrypt', Resource };
    const { explanation } = await management.run(ExplainAccess, question);
    expect(isOpen(explanation)).toBe(true);
    expect(explanation.steps.find(({ step }) => step === 'resource')?.reason).toBe('notKnownHere');
  });
});

describe('a question asked in a member account', () => {
  it('reads no trust policy of another account, even if ResourceAccount names the member account', async () => {
    const sandbox = await world.database.reader.account.findFirstOrThrow({ where: { name: 'sandbox' } });
    const asker = world.as(rootCaller(sandbox.id));
    const [principal] = await principalsOf(sandbox.id);
    const foreign = await world.database.reader.role.findMany({ where: { accountId: { not: sandbox.id } } });
    for (const role of foreign) {
      const Resource = roleArn('aws', role);
      const question = { Action: ACTION, Resource, ResourceAccount: sandbox.id };
      const answer = await asker.run(ExplainAccess, { PrincipalArn: principal?.arn ?? '', ...question });
      expect(answer.explanation.resourceAccount).toBe(role.accountId);
      expect(Object.values(answer.documents)).not.toContain(role.assumeRolePolicyDocument);
      expect(answer.explanation.policies.map(({ policy }) => policy.type)).not.toContain('trust');
      const { Owner } = await asker.run(WhoCan, question);
      expect(Owner).toEqual({ Id: role.accountId, Assumed: false, UnknownPolicy: true });
    }
  });
});

describe('the answer of "What can"', () => {
  it('includes access by a given resource policy, as in "Who can"', async () => {
    const { User } = await management.run(CreateUser, { UserName: 'named-by-a-bucket' });
    const PrincipalArn = User.Arn;
    const Resource = 'arn:aws:s3:::shared-with-one/a';
    const ResourcePolicy = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: PrincipalArn }, Action: 's3:GetObject', Resource: '*' },
    });
    const { Actions } = await management.run(WhatCan, { PrincipalArn, Resource, ResourcePolicy });
    expect(Actions.map(({ Service, Name, Access }) => `${Service}:${Name} ${Access}`)).toEqual(['s3:GetObject always']);
  });

  it('leaves access that depends on an unknown key policy open', async () => {
    const Resource = `arn:aws:kms:us-east-1:${management.accountId}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
    const principal = (await principalsOf(management.accountId)).find(({ arn }) => arn.endsWith(':user/admin'));
    const { Actions } = await management.run(WhatCan, { PrincipalArn: principal?.arn ?? '', Resource });
    expect(Actions.find(({ Name }) => Name === 'Decrypt')).toMatchObject({ Access: 'sometimes', UnknownPolicy: true });
  });
});

describe('a role of a member account, asked about from the management account,', () => {
  it('is evaluated with its tags, which the answer does not show', async () => {
    const sandbox = await world.database.reader.account.findFirstOrThrow({ where: { name: 'sandbox' } });
    const role = await world.database.reader.role.findFirstOrThrow({
      where: { accountId: sandbox.id, name: 'OrganizationAccountAccessRole' },
    });
    await world.as(rootCaller(sandbox.id)).run(TagRole, { RoleName: role.name, Tags: [{ Key: 'team', Value: 'secret-tag' }] });
    const Resource = roleArn('aws', role);
    const { User } = await management.run(CreateUser, { UserName: 'by-tag' });
    const Condition = { StringEquals: { 'aws:ResourceTag/team': 'secret-tag' } };
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Action: ACTION, Resource: '*', Condition },
    });
    await management.run(PutUserPolicy, { UserName: 'by-tag', PolicyName: 'assume', PolicyDocument });
    const { decision, request } = await explained(management, User.Arn, Resource);
    expect(decision).toBe('Allowed');
    expect(JSON.stringify(request.context)).not.toContain('secret-tag');
  });
});

describe('an AWS managed policy', () => {
  const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  const everywhere = async (Action: string) => {
    const admin = (await principalsOf(management.accountId)).find(({ arn }) => arn.endsWith(':user/admin'));
    const PrincipalArn = admin?.arn ?? '';
    const { explanation, fixes } = await management.run(ExplainAccess, { PrincipalArn, Action, Resource: READ_ONLY });
    const { Results } = await management.run(SimulateAccess, { PrincipalArn, Actions: [Action], Resources: [READ_ONLY] });
    const simulated = await management.run(SimulatePrincipalPolicy, {
      PolicySourceArn: PrincipalArn,
      ActionNames: [Action],
      ResourceArns: [READ_ONLY],
    });
    const { Principals } = await management.run(WhoCan, { Action, Resource: READ_ONLY, Reach: 'organization' });
    const decisions = [explanation.decision, Results[0]?.Decision, simulated.EvaluationResults[0]?.EvalDecision];
    return { decisions, fixes, can: Principals.map(({ Arn }) => Arn).includes(PrincipalArn), root: Principals.length > 0 };
  };

  it('cannot be changed by anyone in any tool, and no policy change is suggested', async () => {
    for (const name of ['DeletePolicy', 'CreatePolicyVersion', 'TagPolicy']) {
      const answer = await everywhere(`iam:${name}`);
      expect([name, answer]).toEqual([
        name,
        { decisions: ['ImplicitDeny', 'ImplicitDeny', 'implicitDeny'], fixes: [], can: false, root: false },
      ]);
    }
    expect(await management.fails(DeletePolicy, { PolicyArn: READ_ONLY })).toMatchObject({ shape: 'AccessDenied' });
  });

  it('can be read by a principal with read permission', async () => {
    const answer = await everywhere('iam:GetPolicy');
    expect(answer).toMatchObject({ decisions: ['Allowed', 'Allowed', 'allowed'], can: true });
  });
});

describe('an action without a resource', () => {
  const Action = 's3:ListAllMyBuckets';
  const BUCKET = 'arn:aws:s3:::somewhere';
  const allowedOn = async (UserName: string, Resource: string) => {
    const { User } = await management.run(CreateUser, { UserName });
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource } });
    await management.run(PutUserPolicy, { UserName, PolicyName: 'list', PolicyDocument });
    return User.Arn;
  };

  it.each([
    ['a statement about the ARN that is asked about', BUCKET, 'ImplicitDeny'],
    ['a statement about everything', '*', 'Allowed'],
  ])('is evaluated on *: %s', async (_, Resource, decision) => {
    const PrincipalArn = await allowedOn(`lists-${decision}`, Resource);
    // The owner and the resource policy have no effect here.
    const ResourcePolicy = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: PrincipalArn }, Action: '*', Resource: '*' },
    });
    const circumstances: QuestionCircumstances = { ResourceAccount: '999999999999', ResourcePolicy };
    const nothing: QuestionCircumstances = {};
    for (const given of [nothing, circumstances]) {
      const asked = { Action, Resource: BUCKET, ...given };
      const { explanation, AssumedOwner } = await management.run(ExplainAccess, { PrincipalArn, ...asked });
      expect([explanation.decision, explanation.request.resource, AssumedOwner]).toEqual([decision, '*', undefined]);
      const simulation = { PrincipalArn, Actions: [Action], Resources: [BUCKET], ...given };
      const { Results } = await management.run(SimulateAccess, simulation);
      expect(Results).toMatchObject([{ Resource: BUCKET, DecidedResource: '*', Decision: decision }]);
      const { Principals, DecidedResource, Owner } = await management.run(WhoCan, asked);
      expect([DecidedResource, Owner.Id]).toEqual(['*', management.accountId]);
      expect(Principals.some(({ Arn }) => Arn === PrincipalArn)).toBe(decision === 'Allowed');
      const { EvaluationResults } = await management.run(SimulatePrincipalPolicy, {
        PolicySourceArn: PrincipalArn,
        ActionNames: [Action],
        ResourceArns: [BUCKET],
        ResourcePolicy: given.ResourcePolicy,
      });
      expect(EvaluationResults).toMatchObject([
        { EvalResourceName: '*', EvalDecision: decision === 'Allowed' ? 'allowed' : 'implicitDeny' },
      ]);
    }
  });
});

describe('the credential type of the caller', () => {
  const Action = 's3:GetObject';
  const Resource = 'arn:aws:s3:::anything/a';
  const allowed = { Effect: 'Allow', Action, Resource: '*' };
  const policyOf = (Operator: string) => {
    const Condition = { [Operator]: { 'aws:MultiFactorAuthPresent': 'false' } };
    return JSON.stringify({ Version: '2012-10-17', Statement: [allowed, { ...allowed, Effect: 'Deny', Condition }] });
  };
  const answers = async (PrincipalArn: string) => {
    const { Subject } = await management.run(GetSubject, { PrincipalArn });
    const found: [string, string][] = [];
    for (const Credential of Subject.Credentials) {
      const { explanation } = await management.run(ExplainAccess, { PrincipalArn, Action, Resource, Credential });
      const { Results } = await management.run(SimulateAccess, {
        PrincipalArn,
        Actions: [Action],
        Resources: [Resource],
        Credential,
      });
      expect(Results[0]?.Decision).toBe(explanation.decision);
      found.push([Credential, explanation.decision]);
    }
    // Without a choice, the first credentials are used.
    const silent = await management.run(ExplainAccess, { PrincipalArn, Action, Resource });
    expect([silent.Credential, silent.explanation.decision]).toEqual(found[0]);
    return found;
  };

  it('decides whether a Deny without MFA applies to a user', async () => {
    const { User } = await management.run(CreateUser, { UserName: 'with-mfa' });
    await management.run(PutUserPolicy, { UserName: 'with-mfa', PolicyName: 'p', PolicyDocument: policyOf('Bool') });
    expect(await answers(User.Arn)).toEqual([
      ['accessKey', 'Allowed'],
      ['console', 'ExplicitDeny'],
      ['consoleWithMfa', 'Allowed'],
      ['sessionToken', 'ExplicitDeny'],
      ['sessionTokenWithMfa', 'Allowed'],
    ]);
    await management.run(PutUserPolicy, { UserName: 'with-mfa', PolicyName: 'p', PolicyDocument: policyOf('BoolIfExists') });
    expect((await answers(User.Arn))[0]).toEqual(['accessKey', 'ExplicitDeny']);
  });

  it('is a role session for a role, which always has the MFA context key', async () => {
    const AssumeRolePolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { AWS: management.accountId }, Action: ACTION },
    });
    const { Role } = await management.run(CreateRole, { RoleName: 'with-mfa', AssumeRolePolicyDocument });
    await management.run(PutRolePolicy, { RoleName: 'with-mfa', PolicyName: 'p', PolicyDocument: policyOf('Bool') });
    const PrincipalArn = Role.Arn;
    expect(await answers(PrincipalArn)).toEqual([
      ['role', 'ExplicitDeny'],
      ['roleWithMfa', 'Allowed'],
    ]);
    const asked = { PrincipalArn, Action, Resource, Credential: 'accessKey' as const };
    expect((await management.fails(ExplainAccess, asked)).shape).toBe('InvalidInputException');
  });
});

describe('a question about a resource pattern', () => {
  it.each([
    ['a narrower pattern', { Resource: 'arn:aws:s3:::reports/public/*' }, 'arn:aws:s3:::reports/public/*'],
    ['one matching resource', { Resource: ['arn:aws:s3:::other/*', 'arn:aws:s3:::reports/a'] }, 'arn:aws:s3:::reports/a'],
    ['the overlap with another pattern', { Resource: 'arn:aws:s3:::*/x' }, 'arn:aws:s3:::reports/x'],
    ['none for an Allow with NotResource', { NotResource: 'arn:aws:s3:::reports/*e*' }, undefined],
    ['none if the patterns do not overlap', { Resource: 'arn:aws:s3:::reports' }, undefined],
  ])('returns the allowed part: %s', async (name, about, part) => {
    const { User } = await management.run(CreateUser, { UserName: `part-${name.replaceAll(' ', '-')}` });
    const Statement = { Effect: 'Allow', Action: 's3:GetObject', ...about };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await management.run(PutUserPolicy, { UserName: User.UserName, PolicyName: 'p', PolicyDocument });
    const question = { PrincipalArn: User.Arn, Action: 's3:GetObject', Resource: 'arn:aws:s3:::reports/*' };
    const answer = await management.run(ExplainAccess, question);
    expect(answer.AllowedPart).toBe(part);
    expect(answer.explanation.decision).toBe('NotResource' in about ? 'Allowed' : 'ImplicitDeny');
    if (part === undefined) return;
    const { explanation } = await management.run(ExplainAccess, { ...question, Resource: part });
    expect(explanation.decision).toBe('Allowed');
  });
});

describe('the Region of a question', () => {
  const Resource = 'arn:aws:sqs:ap-south-1:123456789012:jobs';

  it('comes from the context, the resource or the SCPs, or is global', async () => {
    const other = await createOrganizationWorld();
    const member = await other.member('regional');
    await other.management.run(EnablePolicyType, { RootId: other.rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
    const Content = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Deny',
        NotAction: 'iam:*',
        Resource: '*',
        Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } },
      },
    });
    const scp = { Name: 'regions', Description: '', Type: 'SERVICE_CONTROL_POLICY', Content } as const;
    const { Policy } = await other.management.run(CreateGuardrail, scp);
    await other.management.run(AttachPolicy, { PolicyId: Policy.PolicySummary.Id, TargetId: other.rootId });
    const user = await userWith(other, member, 'u', [{ Effect: 'Allow', Action: ['sqs:*', 'iam:*'], Resource: '*' }]);
    const PrincipalArn = 'arn' in user.caller.principal ? user.caller.principal.arn : '';
    const ask = async (question: { Action: string; Resource: string; Context?: { Key: string; Values: string[] }[] }) => {
      const { Region, explanation } = await member.run(ExplainAccess, { PrincipalArn, ...question });
      expect(explanation.request.context['aws:RequestedRegion']).toBe(Region?.Code);
      const { Action: one, Resource: on, Context } = question;
      const { Results } = await member.run(SimulateAccess, { PrincipalArn, Actions: [one], Resources: [on], Context });
      expect(Results[0]?.Decision).toBe(explanation.decision);
      return [Region?.Code, Region?.Chosen, explanation.blockedBy[0]?.type];
    };
    const own = Resource.replace('123456789012', member.accountId);
    expect(await ask({ Action: 'sqs:SendMessage', Resource: own })).toEqual(['ap-south-1', 'resource', 'scp']);
    expect(await ask({ Action: 'sqs:ListQueues', Resource: '*' })).toEqual(['eu-central-1', 'guardrails', undefined]);
    // The answer shows the other reason besides the SCP.
    expect(await ask({ Action: 's3:GetObject', Resource: OBJECT_OF_NOBODY })).toEqual(['eu-central-1', 'guardrails', 'identity']);
    expect(await ask({ Action: 'iam:GetUser', Resource: PrincipalArn })).toEqual(['us-east-1', 'global', undefined]);
    const Context = [{ Key: 'aws:RequestedRegion', Values: ['us-west-2'] }];
    expect(await ask({ Action: 'sqs:ListQueues', Resource: '*', Context })).toEqual(['us-west-2', 'given', 'scp']);
    await other.close();
  });
});

const OBJECT_OF_NOBODY = 'arn:aws:s3:::anything/a';

describe('a question with a fixed Region', () => {
  const inRegion = (Code: string) => ({ StringEquals: { 'aws:RequestedRegion': Code } });
  const RESOURCES = [
    ['sqs:SendMessage', (account: string) => `arn:aws:sqs:eu-north-1:${account}:orders`, 'eu-north-1'],
    ['dynamodb:GetItem', (account: string) => `arn:aws:dynamodb:eu-north-1:${account}:table/*`, 'eu-north-1'],
    ['iam:CreateUser', (account: string) => `arn:aws:iam::${account}:user/new`, 'us-east-1'],
    ['organizations:DescribeOrganization', () => '*', 'us-east-1'],
  ] as const;

  it.each(RESOURCES)('has the same definite answer for %s in Ask and "Who can"', async (Action, arnIn, fixed) => {
    const Resource = arnIn(management.accountId);
    for (const Code of ['us-east-1', 'eu-north-1']) {
      const UserName = `only-${Code}-${Action.replace(':', '-')}`;
      const { User } = await management.run(CreateUser, { UserName });
      const PolicyDocument = JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action, Resource: '*', Condition: inRegion(Code) },
      });
      await management.run(PutUserPolicy, { UserName, PolicyName: 'own', PolicyDocument });
      for (const asker of [management, management.with({ region: 'ap-south-1' })]) {
        const { explanation } = await asker.run(ExplainAccess, { PrincipalArn: User.Arn, Action, Resource });
        const { Principals } = await asker.run(WhoCan, { Action, Resource });
        const can = Principals.find(({ Arn }) => Arn === User.Arn)?.Access ?? 'never';
        const [decision, known] = Code === fixed ? ['Allowed', 'always'] : ['ImplicitDeny', 'never'];
        expect([Code, explanation.decision, can]).toEqual([Code, decision, known]);
      }
    }
  });
});
