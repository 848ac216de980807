import { describe, expect, it } from 'vitest';
import { planImport } from './plan-import';

const ACCOUNT = '111122223333';
const arn = (what: string) => `arn:aws:iam::${ACCOUNT}:${what}`;
const document = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::logs-${ACCOUNT}` }],
};
const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: arn('user/ana') }, Action: 'sts:AssumeRole' }],
};

/** An answer as the AWS CLI prints it: documents are JSON, and some members are unused. */
const details = {
  UserDetailList: [
    {
      ...{ Path: '/', UserName: 'ana', UserId: 'AIDAEXAMPLE', Arn: arn('user/ana'), CreateDate: '2024-01-01T00:00:00+00:00' },
      ...{
        GroupList: ['Readers', 'Gone'],
        AttachedManagedPolicies: [{ PolicyName: 'Lost', PolicyArn: arn('policy/Lost') }],
        Tags: [],
      },
      UserPolicyList: [{ PolicyName: 'Own', PolicyDocument: document }],
    },
  ],
  GroupDetailList: [{ Path: '/', GroupName: 'Readers', GroupId: 'AGPAEXAMPLE', Arn: arn('group/Readers'), GroupPolicyList: [] }],
  RoleDetailList: [
    { Path: '/', RoleName: 'deploy', Arn: arn('role/deploy'), AssumeRolePolicyDocument: trust, InstanceProfileList: [] },
  ],
  Policies: [
    {
      ...{ PolicyName: 'Limit', Arn: arn('policy/Limit'), Path: '/', DefaultVersionId: 'v10' },
      PolicyVersionList: [
        { Document: document, VersionId: 'v10', IsDefaultVersion: true },
        { Document: encodeURIComponent(JSON.stringify(document)), VersionId: 'v9', IsDefaultVersion: false },
      ],
    },
    { PolicyName: 'ReadOnlyAccess', Arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', Path: '/', PolicyVersionList: [] },
  ],
  CredentialReport: {},
};

const planOf = (text: string, accountId = ACCOUNT) => planImport([{ name: 'account.json', text }], accountId);

describe('the plan of an import', () => {
  it('contains the calls for the file, with the ID of the importing account', () => {
    const plan = planOf(JSON.stringify(details), '444455556666');
    if (!plan.ok) throw new Error(plan.problem);
    expect(plan.calls.map(({ operation, about }) => `${operation} ${about}`)).toEqual([
      ...['CreatePolicy policy Limit', 'CreatePolicyVersion policy Limit', 'CreateGroup group Readers', 'CreateUser user ana'],
      ...['CreateRole role deploy', 'UpdateAssumeRolePolicy role deploy', 'PutUserPolicy user ana', 'AttachUserPolicy user ana'],
      ...['AddUserToGroup user ana', 'AddUserToGroup user ana'],
    ]);
    // Nobody can assume the role before the principals that it trusts exist.
    expect(plan.calls[4]?.input.AssumeRolePolicyDocument).toContain('"Effect":"Deny"');
    expect(plan.calls[1]?.input).toEqual({
      PolicyArn: 'arn:aws:iam::444455556666:policy/Limit',
      PolicyDocument: expect.not.stringContaining('\n'),
    });
    expect(JSON.stringify(plan.calls)).not.toContain(ACCOUNT);
  });

  it('names what the file does not contain', () => {
    const plan = planOf(JSON.stringify([{ ...details, IsTruncated: true }]));
    const notes = plan.ok ? plan.notes : [];
    expect(notes).toEqual(
      expect.arrayContaining([
        'The file ends before the details do: it says that there are more pages.',
        'Not read: CredentialReport.',
        `Used and not in the file: ${arn('policy/Lost')}.`,
        'Groups with members that are not in the file: Gone.',
      ]),
    );
  });

  it('names the principals that it omits from trust policies', () => {
    const gone = { ...trust, Statement: [{ ...trust.Statement[0], Principal: { AWS: 'AIDAEXAMPLEGONE00000' } }] };
    const [role] = details.RoleDetailList;
    const plan = planOf(JSON.stringify({ RoleDetailList: [{ ...role, AssumeRolePolicyDocument: gone }] }));
    expect(plan.ok && plan.notes).toContain(
      'The trust policy of the role deploy: It named AIDAEXAMPLEGONE00000, deleted by then, which is left out.',
    );
  });

  it.each([
    ['nothing', '', /^account.json is no JSON: /],
    ['another file', '{"Users":[]}', /^The file names no user, group, role or policy of an account\.$/],
    ['another form', '{"UserDetailList":[{"Arn":1}]}', /^UserDetailList\.0\.Arn: .* It should be the output of/],
    ['a number', '7', /should be the output of/],
  ])('is refused for %s', (_what, text, problem) => {
    expect(planOf(text)).toEqual({ ok: false, problem: expect.stringMatching(problem) });
  });
});

describe('the plan of an import of an organization', () => {
  const answers = {
    'describe-organization.json': { Organization: { Id: 'o-exampleorg', FeatureSet: 'ALL', MasterAccountId: ACCOUNT } },
    'list-roots.json': { Roots: [{ Id: 'r-ab12', PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }] }] },
    'units-r-ab12.json': { OrganizationalUnits: [{ Id: 'ou-ab12-11111111', Name: 'Work' }] },
    'accounts-ou-ab12-11111111.json': {
      Accounts: [{ Id: '444455556666', Name: 'shop', Email: 'shop@example.com', Status: 'ACTIVE' }],
    },
    'policies.json': { Policies: [{ Id: 'p-11111111', Name: 'Limit', Type: 'SERVICE_CONTROL_POLICY' }] },
    'targets.json': { Targets: [{ TargetId: 'r-ab12' }] },
    'ous.json': { HandshakesOfSomeday: [] },
  };
  const files = Object.entries(answers).map(([name, value]) => ({ name, text: JSON.stringify(value) }));

  it('is read from CLI output by file name, with notes on missing information', () => {
    const plan = planImport(files, '777788889999');
    if (!plan.ok) throw new Error(plan.problem);
    expect(plan.organization?.members).toMatchObject([{ name: 'shop', parentId: 'ou-ab12-11111111' }]);
    expect(plan.organization?.units).toMatchObject([{ name: 'Work', parentId: 'r-ab12' }]);
    expect(plan.notes.slice(0, -1)).toEqual([
      'Not read: HandshakesOfSomeday.',
      'One part Targets could not be placed: neither the answer nor the name of its file says what it is about.',
      'Policies without their text, of which describe-policy is missing: Limit.',
      'The files say nothing of trusted access, delegated administrators, tags, IAM Identity Center.',
    ]);
  });

  it('is the same from one file with all output, and requires describe-organization', () => {
    const [text] = [files.map((file) => file.text).join('\n')];
    const plan = planImport([{ name: 'all.json', text: text }], '777788889999');
    expect(plan).toMatchObject({ ok: true, organization: { members: [{ parentId: 'r-ab12' }] } });
    expect(planImport(files.slice(1), ACCOUNT)).toEqual({
      ok: false,
      problem: 'The answer of describe-organization is missing.',
    });
  });
});
