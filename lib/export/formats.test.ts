import { describe, expect, it, test } from 'vitest';
import { cloudFormation } from './cloudformation';
import { leftOutOf } from './left-out';
import { organizationInOrder } from './organization-state';
import { partOf } from './part';
import { linkedRole } from './service-roles';
import { terraform } from './terraform';
import { OWN_FOLDER, testResources, testState, trusting } from './test-state';
import { writeExport } from './write-export';
import { writeOrganizationExport } from './write-organization';

const state = testState();

describe('a Terraform configuration', () => {
  const text = terraform(state, ['Of an account.']);

  it('contains the exact documents, except for computed values and the account ID', () => {
    const [, written] = /resource "aws_iam_user_policy" "ana_Own" \{\n[^<]*<<JSON\n([\s\S]*?)\nJSON\n/.exec(text) ?? [];
    expect(written).toContain('home-${local.account_id}/$${aws:username}/*');
    expect(written?.replaceAll('${local.account_id}', state.accountId).replaceAll('$${', '${').replaceAll('%%{', '%{')).toBe(
      OWN_FOLDER,
    );
    expect(text).toContain('tags = { "team" = "a $${b}" }');
    expect(text).toContain('description = "The \\"own\\" folder"');
  });

  it('refers to a created role even if its name contains the account ID', () => {
    const arn = (what: string) => `arn:aws:iam::${state.accountId}:${what}`;
    const [role] = state.roles;
    const deploys = { ...role, name: `deploy-${state.accountId}`, trust: trusting(arn('user/ana')) };
    const deployed = { ...role, name: 'deployed', trust: trusting(arn(`role/${deploys.name}`), arn('root')) };
    const made = terraform({ ...state, roles: [deploys, deployed] as typeof state.roles, instanceProfiles: [] }, []);
    expect(made).toContain(`["\${aws_iam_role.deploy_${state.accountId}.arn}","arn:aws:iam::\${local.account_id}:root"]`);
  });

  it('refers to the resources that it creates, and notes roles that trust each other', () => {
    expect(text).toContain('permissions_boundary = aws_iam_policy.Own_Folder.arn');
    expect(text).toContain('groups = [aws_iam_group.Readers.name]');
    expect(text).toContain('"${aws_iam_user.ana.arn}"');
    expect(text.match(/^# It .*$/gm)).toEqual([
      `# It names arn:aws:iam::${state.accountId}:role/first, which trusts this one: add it to the trust policy once both are there.`,
      `# It named AIDAEXAMPLEGONE00000, deleted by then, which is left out.`,
    ]);
    expect(text).toContain(
      'resource "aws_iam_service_linked_role" "AWSServiceRoleForECS" {\n  aws_service_name = "ecs.amazonaws.com"\n}',
    );
  });
});

describe('a CloudFormation template', () => {
  type Resources = Record<string, { Type: string; DependsOn?: string[]; Properties: Record<string, unknown> }>;
  const resourcesOf = (text: string) => (JSON.parse(text) as { Resources: Resources }).Resources;

  it('contains documents that are equivalent in every account', () => {
    const resources = resourcesOf(cloudFormation(state, ['Of an account.'])[0] ?? '');
    const resolved = JSON.stringify(
      resources.PolicyOwnFolder?.Properties.PolicyDocument ?? resources.ManagedPolicyOwnFolder?.Properties.PolicyDocument,
      (_, value) =>
        typeof value === 'object' && value !== null && 'Fn::Sub' in value
          ? String(value['Fn::Sub']).replaceAll('${AWS::AccountId}', state.accountId).replaceAll('${!', '${')
          : value,
    );
    expect(JSON.parse(resolved)).toEqual(JSON.parse(OWN_FOLDER));
    expect(resources.Userana?.DependsOn).toEqual(['GroupReaders', 'ManagedPolicyOwnFolder']);
    expect(resources.InstanceProfilemachines?.DependsOn).toEqual(['Rolesecond']);
  });

  it('notes omitted tags where CloudFormation does not support them', () => {
    const sentence = 'Tags of managed policies and instance profiles are left out: CloudFormation does not support them.';
    expect(leftOutOf(state, 'cloudformation')).toContain(sentence);
    expect(leftOutOf(state, 'terraform')).not.toContain(sentence);
  });

  it('is divided into several if there are too many resources for one', () => {
    const users = Array.from({ length: 1100 }, (_, index) => ({ ...state.users[0], name: `user${index}` })) as typeof state.users;
    const parts = cloudFormation({ ...state, users }, []).map(resourcesOf);
    expect(parts.map((part) => Object.keys(part).length)).toEqual([500, 500, 106]);
    expect(parts[2]?.Useruser1090?.DependsOn).toBeUndefined();
  });
});

describe('exported resources', () => {
  const whole = { ...testState(), resources: testResources() };

  it('are in a CloudFormation template for their Region, with policies that refer to them', () => {
    const { files = [], leftOut = [] } = writeExport(whole, 'account', 'cloudformation') ?? {};
    expect(files.map(({ name }) => name.slice(12))).toEqual([
      '.template.json',
      '-eu-central-1.template.json',
      '-us-east-1.template.json',
    ]);
    const { Resources } = JSON.parse(files[1]?.text ?? '') as { Resources: Record<string, { Type: string; Properties: object }> };
    expect(Object.values(Resources).map(({ Type }) => Type.replace('AWS::', ''))).toEqual([
      ...[
        'S3::Bucket',
        'S3::BucketPolicy',
        'EC2::SnapshotBlockPublicAccess',
        'Lambda::Function',
        'Lambda::Permission',
        'KMS::Key',
        'KMS::Alias',
        'SQS::Queue',
      ],
      ...['SQS::QueuePolicy', 'SecretsManager::Secret', 'SecretsManager::ResourcePolicy', 'DynamoDB::Table', 'SNS::Topic'],
      'SNS::TopicPolicy',
    ]);
    expect(Resources.Aliasaaliasa).toMatchObject({ Properties: { TargetKeyId: { Ref: 'Keya' } } });
    expect(
      Object.values(Resources).flatMap(({ Properties }) => JSON.stringify(Properties).match(/.{9}111122223333/g) ?? []),
    ).toEqual(['Bucketlogs111122223333'.slice(1)]);
    expect(leftOut).toContain('Instances that are stopped here will be running.');
  });

  it('are in the Terraform configuration with their Region, with a list of omissions', () => {
    const { files = [], leftOut = [] } = writeExport(whole, 'account', 'terraform') ?? {};
    const text = files[0]?.text ?? '';
    expect(text).toContain(
      'resource "aws_s3_bucket" "logs_111122223333" {\n  region = "eu-central-1"\n  bucket = "logs-${local.account_id}"',
    );
    expect(text).toContain('  attribute {\n    name = "order"\n    type = "S"\n  }');
    expect(text).toContain('role = aws_iam_role.first.arn');
    expect(text).toMatch(/resource "aws_lambda_permission" "ship_one" \{[^}]*principal = "sns\.amazonaws\.com"/);
    expect(leftOut.join()).toContain('The values of secrets are left out');
    expect(text).toContain(
      [
        'resource "aws_ec2_allowed_images_settings" "eu_central_1" {',
        '  region = "eu-central-1"',
        '  state = "audit-mode"',
        '  image_criterion {',
        '    image_providers = ["amazon", "${local.account_id}"]',
        '    image_names = ["x $${y}"]',
        '  }',
        '  image_criterion {',
        '    creation_date_condition {',
        '      maximum_days_since_created = 300',
        '    }',
        '  }',
        '}',
      ].join('\n'),
    );
    expect(text).toMatch(/resource "aws_ec2_serial_console_access" "eu_central_1" \{\n[^}]*enabled = false/);
    expect(text).toMatch(/resource "aws_ebs_snapshot_block_public_access" "eu_west_1" \{\n[^}]*state = "unblocked"/);
    expect(text).not.toContain('resource "aws_ec2_allowed_images_settings" "eu_west_1"');
    expect(leftOut.join()).toContain('The criteria of Allowed AMIs are left out where it is disabled.');
  });
});

test.each([
  ['AWSServiceRoleForAutoScaling_blue', 'autoscaling', 'blue'],
  ['AWSServiceRoleForAutoScaling', 'autoscaling', undefined],
  ['AWSServiceRoleForApplicationAutoScaling_DynamoDBTable', 'dynamodb.application-autoscaling', undefined],
  ['AWSServiceRoleForHealth_Organizations', 'health', undefined],
])('the role %s belongs to the service %s and has the suffix %s', (name, service, suffix) => {
  const path = `/aws-service-role/${service}.amazonaws.com/`;
  expect(linkedRole({ name, path })).toEqual({ service: `${service}.amazonaws.com`, ...(suffix && { suffix }) });
});

test('exports of the same state are identical', () => {
  expect(terraform(testState(), [])).toBe(terraform(testState(), []));
  expect(cloudFormation(testState(), [])).toEqual(cloudFormation(testState(), []));
});

test('a partial export contains everything that one principal consists of', () => {
  expect(partOf(state, { kind: 'user', name: 'ana' })).toMatchObject({
    ...{
      users: [{ name: 'ana' }],
      groups: [{ name: 'Readers' }],
      policies: [{ name: 'Own-Folder' }],
      roles: [],
      instanceProfiles: [],
    },
  });
  expect(partOf(state, { kind: 'role', name: 'second' })).toMatchObject({
    roles: [{}],
    instanceProfiles: [{ name: 'machines' }],
  });
  expect(partOf(state, { kind: 'group', name: 'nobody' })).toBeNull();
});

describe('an organization with several tag policies at one OU', () => {
  const policy = (id: string) => ({ id, name: id, description: '', type: 'TAG_POLICY', content: '{"tags":{}}', tags: [] });
  const state = organizationInOrder({
    ...{ id: 'o-1', partition: 'aws', featureSet: 'ALL', rootId: 'r-1', rootTags: [], managementAccountId: '111122223333' },
    ...{ managementParentId: 'r-1', managementTags: [], members: [], policyTypes: ['TAG_POLICY'], services: [], delegated: [] },
    ...{ rootFeatures: [], leftOut: [], accounts: [] },
    units: [{ id: 'ou-1', name: 'Team', parentId: 'r-1', tags: [] }],
    policies: [policy('p-a'), policy('p-b')],
    attachments: [
      { policyId: 'p-b', targetId: 'ou-1' },
      { policyId: 'p-a', targetId: 'ou-1' },
    ],
  });

  it('attaches them in their order with Terraform', () => {
    expect(state.attachments.map(({ policyId }) => policyId)).toEqual(['p-b', 'p-a']);
    const text = writeOrganizationExport(state, 'terraform').files[0]?.text;
    const later = 'depends_on = [aws_organizations_policy_attachment.TAG_POLICY_p_b_Team_]';
    expect(text?.split('resource "aws_organizations_policy_attachment"')[2]).toContain(later);
  });

  it('CloudFormation leaves the order out and says so', () => {
    const { leftOut } = writeOrganizationExport(state, 'cloudformation');
    expect(leftOut).toContainEqual(expect.stringContaining('in no stated order'));
  });
});
