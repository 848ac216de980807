import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { CreateGroup } from '../group/operations';
import { GetUserPolicy, PutGroupPolicy, PutRolePolicy, PutUserPolicy } from '../inline-policy/operations';
import { CreateRole, GetRole, UpdateAssumeRolePolicy } from '../role/operations';
import { SimulatePrincipalPolicy } from '../simulation/operations';
import { ALLOW_ALL, policyDocument, trustPolicy } from '../test-accounts';
import { CreateUser } from '../user/operations';
import { decodeDocument } from './documents';
import { CreatePolicy } from './operations';
import { CreatePolicyVersion, GetPolicyVersion } from './version-operations';

const world = await createTestWorld();
afterAll(() => world.close());

const root = await world.account();
await root.run(CreateUser, { UserName: 'ana' });
await root.run(CreateGroup, { GroupName: 'g' });
await root.run(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: trustPolicy() });
const { Policy } = await root.run(CreatePolicy, { PolicyName: 'p', PolicyDocument: ALLOW_ALL });
const PolicyArn = Policy.Arn;

const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const OLD = 'Policy document must be version 2012-10-17 or greater.';
let made = 0;

/** Calls that save a permissions policy. Each returns the error message, or undefined if it saves the document. */
const CALLS = {
  CreatePolicy: (PolicyDocument: string) => attempt(root.run(CreatePolicy, { PolicyName: `p${++made}`, PolicyDocument })),
  CreatePolicyVersion: async (PolicyDocument: string) => {
    const target = await root.run(CreatePolicy, { PolicyName: `p${++made}`, PolicyDocument: ALLOW_ALL });
    return attempt(root.run(CreatePolicyVersion, { PolicyArn: target.Policy.Arn, PolicyDocument }));
  },
  PutUserPolicy: (PolicyDocument: string) =>
    attempt(root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'p', PolicyDocument })),
  PutGroupPolicy: (PolicyDocument: string) =>
    attempt(root.run(PutGroupPolicy, { GroupName: 'g', PolicyName: 'p', PolicyDocument })),
  PutRolePolicy: (PolicyDocument: string) => attempt(root.run(PutRolePolicy, { RoleName: 'r', PolicyName: 'p', PolicyDocument })),
};
const MANAGED = ['CreatePolicy', 'CreatePolicyVersion'];

async function attempt(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    expect(error).toMatchObject({ shape: 'MalformedPolicyDocumentException', member: 'PolicyDocument' });
    return error instanceof Error ? error.message : String(error);
  }
}

describe.each(Object.entries(CALLS))('%s', (name, save) => {
  it.each<readonly [string, string]>([
    [policyDocument({ ...ALLOW, Action: 'ec*:Describe*' }), 'Action vendors (e.g., aws, ec2, etc.) must not contain wildcards.'],
    [
      policyDocument({ ...ALLOW, Condition: { DateLessThan: { 'aws:CurrentTime': 'soon' } } }),
      'The policy failed legacy parsing',
    ],
    [
      policyDocument({ ...ALLOW, Resource: 'arn:aws:s3:eu-west-1::b' }),
      'Resource arn:aws:s3:eu-west-1::b can not contain region information.',
    ],
    [
      policyDocument({ ...ALLOW, Resource: 'arn:aws:iam::111122223333:users/ana' }),
      'IAM resource path must either be "*", root, or start with user/, federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.',
    ],
    [policyDocument({ ...ALLOW, Effect: 'allow' }), 'The policy failed legacy parsing'],
    ['{', 'Syntax errors in policy.'],
  ])('refuses the document %s', async (document, message) => {
    expect(await save(document)).toBe(message);
  });

  it.each([
    policyDocument({ ...ALLOW, Action: '*:*' }),
    policyDocument({ ...ALLOW, Condition: { StringEquals: { mfa: [] }, NoSuchOperator: {} } }),
    policyDocument({ ...ALLOW, Action: 'a.b:Do', Resource: 'arn:aws:sns:eu-west-1' }),
    JSON.stringify({ Version: '2012-10-17', Id: 'x', Statement: ALLOW }),
  ])('saves the document %s', async (document) => {
    expect(await save(document)).toBe(undefined);
  });

  it('requires version 2012-10-17 only for managed policies', async () => {
    const message = MANAGED.includes(name) ? OLD : undefined;
    expect(await save(JSON.stringify({ Version: '2008-10-17', Statement: ALLOW }))).toBe(message);
    expect(await save(JSON.stringify({ Statement: ALLOW }))).toBe(message);
    expect(await save(JSON.stringify({ Version: '2020-10-17', Statement: ALLOW }))).toBe('Syntax errors in policy.');
  });
});

describe('CreateRole and UpdateAssumeRolePolicy', () => {
  const trusting = (Service: string) => policyDocument({ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' });

  it.each<readonly [string, string]>([
    ['not JSON', 'This policy contains invalid Json'],
    ['{"Version":"2012-10-17"', 'This policy contains invalid Json'],
    ['[]', 'Syntax errors in policy.'],
    [trusting('ec2.example.com'), 'Invalid principal in policy: "SERVICE":"ec2.example.com"'],
    [trusting('tagging.amazonaws.com'), 'Invalid principal in policy: "SERVICE":"tagging.amazonaws.com"'],
  ])('refuse the document %s', async (document, message) => {
    const refused = { shape: 'MalformedPolicyDocumentException', message };
    expect(await root.fails(CreateRole, { RoleName: 'new', AssumeRolePolicyDocument: document })).toMatchObject(refused);
    expect(await root.fails(UpdateAssumeRolePolicy, { RoleName: 'r', PolicyDocument: document })).toMatchObject(refused);
  });

  it('save service principals with a Region or an unknown service, and any valid version', async () => {
    for (const name of ['logs.eu-west-1.amazonaws.com', 'newborn.amazonaws.com'])
      await root.run(UpdateAssumeRolePolicy, { RoleName: 'r', PolicyDocument: trusting(name) });
    const { Statement } = JSON.parse(trusting('ec2.amazonaws.com'));
    for (const Version of ['2008-10-17', undefined])
      await root.run(UpdateAssumeRolePolicy, { RoleName: 'r', PolicyDocument: JSON.stringify({ Version, Statement }) });
  });
});

describe('a policy stored before the current validation rules', () => {
  const OLD_DOCUMENT = JSON.stringify({
    Statement: [
      { Effect: 'Allow', Action: 's*:GetObject', Resource: '*' },
      {
        Effect: 'Deny',
        Action: '*',
        Resource: 'arn:aws:s3:eu-west-1::b',
        Condition: { DateLessThan: { 'aws:CurrentTime': 'x' } },
      },
    ],
  });

  it('is returned and evaluated unchanged', async () => {
    await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'old', PolicyDocument: ALLOW_ALL });
    await world.database.writer.inlinePolicy.updateMany({ where: { name: 'old' }, data: { document: OLD_DOCUMENT } });
    await world.database.writer.policyVersion.updateMany({
      where: { policy: { arn: { endsWith: 'policy/p' } } },
      data: { document: OLD_DOCUMENT },
    });
    const inline = await root.run(GetUserPolicy, { UserName: 'ana', PolicyName: 'old' });
    expect(decodeDocument(inline.PolicyDocument)).toBe(OLD_DOCUMENT);
    const version = await root.run(GetPolicyVersion, { PolicyArn, VersionId: 'v1' });
    expect(decodeDocument(version.PolicyVersion.Document)).toBe(OLD_DOCUMENT);
    const { EvaluationResults } = await root.run(SimulatePrincipalPolicy, {
      PolicySourceArn: `arn:aws:iam::${root.accountId}:user/ana`,
      ActionNames: ['s3:GetObject'],
      ResourceArns: ['arn:aws:s3:::b/o'],
    });
    expect(EvaluationResults[0]?.EvalDecision).toBe('allowed');
  });

  it('keeps a service principal that would now be refused', async () => {
    const document = policyDocument({ Effect: 'Allow', Principal: { Service: 'ec2.example.com' }, Action: 'sts:AssumeRole' });
    await world.database.writer.role.updateMany({ where: { name: 'r' }, data: { assumeRolePolicyDocument: document } });
    const { Role } = await root.run(GetRole, { RoleName: 'r' });
    expect(decodeDocument(Role.AssumeRolePolicyDocument)).toBe(document);
  });
});
