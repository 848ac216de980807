import { isOpen } from '@gatehouse/policy/evaluate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreateRole } from '../../iam/role/operations';
import { CreateUser } from '../../iam/user/operations';
import { AttachPolicy, DetachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { createOrganizationWorld, type OrganizationWorld, policyText, userWith } from '../../organizations/test-organization';
import { ExplainAccess, GetSubject } from '../operations';
import type { ExplainAccessInput } from '../schema';
import { SimulateAccess } from '../simulate/operations';
import { ANONYMOUS, OUTSIDER } from '../subject-arn';
import { WhoCan } from '../who-can/operations';

// Callers that are not principals of the viewer's account: principals of other accounts, and callers without an account.

type Asked = Omit<typeof ExplainAccessInput._input, 'PrincipalArn'>;
const NOWHERE = '999999999999';
const SERVICE = 'logs.amazonaws.com';
const bucket = (Principal: unknown, more: object = {}) =>
  policyText({ Effect: 'Allow', Principal, Action: 's3:GetObject', Resource: '*', ...more });
const PERIMETER = policyText({
  Effect: 'Deny',
  Principal: '*',
  Action: 's3:*',
  Resource: '*',
  Condition: {
    StringNotEqualsIfExists: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
  },
});

let world: OrganizationWorld;
let one: Actor;
let two: Actor;
let elsewhere: Actor;
beforeAll(async () => {
  world = await createOrganizationWorld();
  one = await world.member('one');
  two = await world.member('two');
  elsewhere = await world.account('elsewhere');
  for (const account of [world.management, two, elsewhere]) {
    await account.run(CreateUser, { UserName: 'eve', Tags: [{ Key: 'plan', Value: 'secret-plan' }] });
    const PolicyDocument = policyText({
      Effect: 'Allow',
      Action: ['s3:*', 'sts:*'],
      Resource: ['*', 'arn:aws:s3:::secret-plan'],
    });
    await account.run(PutUserPolicy, { UserName: 'eve', PolicyName: 'own', PolicyDocument });
  }
});
afterAll(() => world.close());

const eveOf = (accountId: string) => `arn:aws:iam::${accountId}:user/eve`;
const asked = (ResourcePolicy: string, more: Partial<Asked> = {}): Asked => ({
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::reports/2026',
  ResourcePolicy,
  ...more,
});

/** Asks the simulator too, which has to agree. */
async function ask(actor: Actor, PrincipalArn: string, question: Asked) {
  const answer = await actor.run(ExplainAccess, { PrincipalArn, ...question });
  const { Action, Resource, ...more } = question;
  const { Results } = await actor.run(SimulateAccess, { PrincipalArn, Actions: [Action], Resources: [Resource], ...more });
  expect(Results[0]?.BlockedBy).toEqual(answer.explanation.blockedBy);
  expect(Results[0]?.Decision).toBe(answer.explanation.decision);
  return answer;
}
const decision = async (...of: Parameters<typeof ask>) => (await ask(...of)).explanation.decision;

describe('a caller without an account in Gatehouse', () => {
  it('has access to a resource of the account if the resource policy names it or everyone', async () => {
    for (const caller of [ANONYMOUS, OUTSIDER]) {
      expect([caller, await decision(one, caller, asked(bucket('*')))]).toEqual([caller, 'Allowed']);
      expect([caller, await decision(one, caller, asked(bucket({ AWS: two.accountId })))]).toEqual([caller, 'ImplicitDeny']);
    }
    expect(await decision(one, SERVICE, asked(bucket({ Service: SERVICE })))).toBe('Allowed');
    expect(await decision(one, 'ec2.amazonaws.com', asked(bucket({ Service: SERVICE })))).toBe('ImplicitDeny');
    const answer = await ask(one, ANONYMOUS, asked(bucket('*')));
    expect(answer).toMatchObject({ AssumedOwner: one.accountId, Credential: 'unsigned', Subject: { Known: 'nothing' } });
  });

  it('has access that depends on an unknown resource policy', async () => {
    const { explanation } = await ask(one, OUTSIDER, { ...asked(''), ResourcePolicy: undefined });
    expect(explanation.blockedBy).toEqual([{ type: 'resource', kind: 'unknown' }]);
  });

  it('can be asked about with iam:SimulateCustomPolicy alone', async () => {
    const may = await userWith(world, one, 'asks', [{ Effect: 'Allow', Action: 'iam:SimulateCustomPolicy', Resource: '*' }]);
    expect(await decision(may, ANONYMOUS, asked(bucket('*')))).toBe('Allowed');
    const nobody = await userWith(world, one, 'nobody');
    const error = await nobody.fails(ExplainAccess, { PrincipalArn: ANONYMOUS, ...asked(bucket('*')) });
    expect(error.message).toContain('iam:SimulateCustomPolicy');
    for (const PrincipalArn of ['somebody', 'example.com'])
      expect((await one.fails(ExplainAccess, { PrincipalArn, ...asked('') })).shape).toBe('ValidationError');
  });
});

describe('a draft RCP', () => {
  const drafted = { Drafts: [{ kind: 'add' as const, type: 'rcp' as const, name: 'perimeter', document: PERIMETER }] };

  it('denies outside callers access to resources of a member and allows the organization', async () => {
    const open = asked(bucket('*'), drafted);
    for (const caller of [ANONYMOUS, OUTSIDER, eveOf(NOWHERE)]) {
      const { explanation, documents } = await ask(one, caller, open);
      expect([caller, explanation.blockedBy]).toMatchObject([
        caller,
        [{ type: 'rcp', kind: 'explicit', policy: { name: 'perimeter' } }],
      ]);
      expect(Object.values(documents)).toContain(PERIMETER);
    }
    expect(await decision(one, SERVICE, asked(bucket({ Service: SERVICE }), drafted))).toBe('Allowed');
    expect(await decision(world.management, eveOf(two.accountId), { ...open, ResourceAccount: one.accountId })).toBe('Allowed');
  });

  it('does not apply to the management account or to accounts unknown to the caller', async () => {
    expect(await decision(world.management, OUTSIDER, asked(bucket('*'), drafted))).toBe('Allowed');
    const { explanation } = await ask(one, OUTSIDER, asked(bucket('*'), { ...drafted, ResourceAccount: elsewhere.accountId }));
    expect(explanation.steps).toContainEqual(expect.objectContaining({ step: 'rcp', reason: 'notKnownHere' }));
  });

  it('replaces the stored RCP, and GetSubject lists the RCPs on the owner of the resource', async () => {
    const { management, rootId } = world;
    await management.run(EnablePolicyType, { RootId: rootId, PolicyType: 'RESOURCE_CONTROL_POLICY' });
    const given = { Name: 'perimeter', Description: '', Type: 'RESOURCE_CONTROL_POLICY', Content: PERIMETER } as const;
    const { Policy } = await management.run(CreatePolicy, given);
    const policyId = Policy.PolicySummary.Id;
    await management.run(AttachPolicy, { PolicyId: policyId, TargetId: rootId });
    const question = asked(bucket('*'), { ResourceAccount: one.accountId });
    expect(await decision(management, ANONYMOUS, question)).toBe('ExplicitDeny');
    expect(await decision(management, ANONYMOUS, { ...question, Drafts: [{ kind: 'remove', policyId }] })).toBe('Allowed');
    const document = bucket('*', { Effect: 'Deny', Action: 'sqs:*' });
    expect(await decision(management, ANONYMOUS, { ...question, Drafts: [{ kind: 'replace', policyId, document }] })).toBe(
      'Allowed',
    );

    const over = (actor: Actor, ResourceAccount?: string) => actor.run(GetSubject, { PrincipalArn: ANONYMOUS, ResourceAccount });
    const { Controls, Documents } = await over(management, one.accountId);
    expect(Controls?.Owner).toEqual({ Id: one.accountId, Name: 'one' });
    expect(Controls?.Levels.map(({ Kind, Policies }) => [Kind, Policies.map(({ Name }) => Name).sort()])).toEqual([
      ['root', ['RCPFullAWSAccess', 'perimeter']],
      ['account', ['RCPFullAWSAccess']],
    ]);
    expect(Object.values(Documents)).toContain(PERIMETER);
    // A member account knows that the RCP exists but may not read it.
    const own = await over(one);
    expect(own.Controls?.Levels[0]?.Policies).toHaveLength(2);
    expect(Object.values(own.Documents)).not.toContain(PERIMETER);
    expect((await over(one, two.accountId)).Controls).toBeUndefined();
    const told = await ask(one, ANONYMOUS, asked(bucket('*')));
    expect(JSON.stringify([told.documents, told.explanation.rcpLevels, told.fixes])).not.toContain('aws:ResourceOrgID');
    await management.run(DetachPolicy, { PolicyId: policyId, TargetId: rootId });
  });
});

describe('a principal of an account that the caller cannot read', () => {
  it('has access that depends on its own policies until they are given as drafts', async () => {
    const caller = eveOf(NOWHERE);
    const { explanation, Subject } = await ask(one, caller, asked(bucket({ AWS: caller })));
    expect(Subject).toMatchObject({ Known: 'nothing', Identity: [], Levels: [] });
    expect(isOpen(explanation)).toBe(true);
    expect(explanation.blockedBy).toEqual([{ type: 'identity', kind: 'unknown' }]);
    const identity = (document: string) => ({
      Drafts: [{ kind: 'add' as const, type: 'identity' as const, name: 'own', document }],
    });
    const allow = policyText({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
    const given = await ask(one, caller, asked(bucket({ AWS: caller }), identity(allow)));
    expect(given.explanation.decision).toBe('Allowed');
    // Unknown SCPs and a boundary could still deny it.
    const supposed = given.explanation.steps.filter(({ reason }) => reason === 'notKnownHere').map(({ step }) => step);
    expect(supposed).toEqual(['scp', 'boundary']);
    const other = policyText({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' });
    expect(await decision(one, caller, asked(bucket({ AWS: caller }), identity(other)))).toBe('ImplicitDeny');
    expect(await decision(one, caller, asked(bucket({ AWS: two.accountId })))).toBe('ImplicitDeny');
    expect(await decision(one, `arn:aws:iam::${NOWHERE}:root`, asked(bucket({ AWS: NOWHERE })))).toBe('Allowed');
    expect((await one.fails(ExplainAccess, { PrincipalArn: `arn:aws:iam::${NOWHERE}:group/g`, ...asked('') })).shape).toBe(
      'NoSuchEntityException',
    );
  });

  it('may still be denied by its own policies when the resource policy alone would allow it', async () => {
    const caller = eveOf(NOWHERE);
    const { explanation } = await ask(one, caller, asked(bucket({ AWS: caller }), { ResourceAccount: NOWHERE }));
    expect(explanation.decision).toBe('Allowed');
    const supposed = explanation.steps.filter(({ reason }) => reason === 'notKnownHere').map(({ step }) => step);
    expect(supposed).toEqual(['rcp', 'scp', 'identity', 'boundary']);
  });

  it('gets the same answer whether or not it exists', async () => {
    const trust = policyText({ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' });
    const { Role } = await one.run(CreateRole, { RoleName: 'for-others', AssumeRolePolicyDocument: trust });
    for (const question of [
      asked(bucket('*')),
      { Action: 'sts:AssumeRole', Resource: Role.Arn },
      { Action: 's3:ListAllMyBuckets', Resource: '*' },
    ]) {
      const here = JSON.stringify(await ask(one, eveOf(elsewhere.accountId), question));
      const nowhere = JSON.stringify(await ask(one, eveOf(NOWHERE), question));
      const plain = (text: string) => text.replaceAll(elsewhere.accountId, NOWHERE);
      expect(plain(here)).toBe(plain(nowhere));
      expect(here).not.toContain('secret-plan');
    }
  });

  it('counts as part of the organization, and its tags and path are reported as unknown', async () => {
    const inside = { StringEquals: { 'aws:PrincipalOrgID': world.organizationId } };
    const policy = (Condition: object) => bucket('*', { Condition });
    expect(isOpen((await ask(one, eveOf(two.accountId), asked(policy(inside)))).explanation)).toBe(true);
    expect(isOpen((await ask(one, eveOf(NOWHERE), asked(policy(inside)))).explanation)).toBe(false);
    const tagged = policy({ StringEquals: { 'aws:PrincipalTag/plan': 'x' }, StringLike: { 'aws:PrincipalOrgPaths': '*' } });
    expect((await ask(one, eveOf(two.accountId), asked(tagged))).UnknownKeys).toEqual([
      'aws:PrincipalTag/plan',
      'aws:PrincipalOrgPaths',
    ]);
    const Context = [{ Key: 'aws:PrincipalTag/plan', Values: ['x'] }];
    const given = policy({ StringEquals: { 'aws:PrincipalTag/plan': 'x' } });
    expect(isOpen((await ask(one, eveOf(two.accountId), asked(given, { Context }))).explanation)).toBe(true);
    expect((await ask(one, OUTSIDER, asked(tagged))).UnknownKeys).toEqual([]);
  });
});

describe('a principal of a member account, asked about from the management account,', () => {
  it('is evaluated with its policies, whose texts and tags stay hidden', async () => {
    const question = asked(bucket({ AWS: two.accountId }), { ResourceAccount: one.accountId });
    const answer = await ask(world.management, eveOf(two.accountId), question);
    expect(answer.explanation.decision).toBe('Allowed');
    expect(answer.Subject).toMatchObject({
      Known: 'organization',
      Account: { Id: two.accountId, Name: 'two' },
      Identity: [{ Name: 'own' }],
    });
    const { Documents } = await world.management.run(GetSubject, { PrincipalArn: eveOf(two.accountId) });
    // The management account has a user and a policy with the same names.
    expect(JSON.stringify([answer, Documents])).not.toContain('secret-plan');
    expect(answer.explanation.policies.find(({ policy }) => policy.name === 'own')).toMatchObject({
      outcome: 'Allow',
      statements: [],
    });
    const denied = await ask(world.management, eveOf(two.accountId), { ...question, Action: 'sqs:SendMessage' });
    expect(JSON.stringify(denied)).not.toContain('secret-plan');
    expect((await world.management.fails(GetSubject, { PrincipalArn: `arn:aws:iam::${two.accountId}:user/nobody` })).shape).toBe(
      'NoSuchEntityException',
    );
  });

  it('is unknown to a caller without organizations:ListAccounts', async () => {
    const may = await userWith(world, world.management, 'simulates', [
      { Effect: 'Allow', Action: 'iam:Simulate*', Resource: '*' },
    ]);
    const { Subject } = await may.run(GetSubject, { PrincipalArn: eveOf(two.accountId) });
    expect(Subject).toMatchObject({ Known: 'nothing', Identity: [] });
  });
});

describe('"Who can" and Ask', () => {
  it('agree about outside principals that a resource policy admits', async () => {
    for (const Principal of ['*', { AWS: NOWHERE }, { AWS: eveOf(NOWHERE) }, { Service: SERVICE }, { AWS: two.accountId }]) {
      const question = asked(bucket(Principal));
      const { Anonymous, Outside } = await one.run(WhoCan, question);
      expect(await decision(one, ANONYMOUS, question)).toBe(Anonymous === 'never' ? 'ImplicitDeny' : 'Allowed');
      for (const { Principal: name } of Outside) {
        const caller = /^\d+$/.test(name) ? `arn:aws:iam::${name}:root` : name;
        const { explanation } = await ask(one, caller, question);
        expect([caller, explanation.decision === 'Allowed' || isOpen(explanation)]).toEqual([caller, true]);
      }
    }
  });
});
