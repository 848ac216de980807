import { describe, expect, it } from 'vitest';
import type { OrganizationState } from '../organization-state';
import { writeOrganizationExport } from '../write-organization';
import { testIdentityCenter, testOrganization } from './test-state';

const organization = testOrganization();

function textsOf(state: OrganizationState, format: 'cli' | 'terraform' | 'cloudformation'): Map<string, string> {
  const { files } = writeOrganizationExport(state, format);
  return new Map(files.flatMap(({ name, text }) => (name.includes('-identity-center') ? [[name, text] as const] : [])));
}

type Template = {
  Parameters: object;
  Outputs?: Record<string, { Value: object; Export: { Name: string } }>;
  Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
};
const templatesOf = (state: OrganizationState) =>
  [...textsOf(state, 'cloudformation').values()].map((text) => JSON.parse(text) as Template);

describe('the script of IAM Identity Center', () => {
  const script = textsOf(organization, 'cli').get('o-1-identity-center.sh') ?? '';

  it('stops without an instance, and finds accounts by their email addresses', () => {
    expect(script).toContain('[ "$ID_2" != None ] || { echo');
    expect(script).toContain(`ID_1=$(account 'dev@example.com')`);
    expect(script).not.toContain('unused@example.com');
  });

  it('waits for assignments, and says which users came from an identity provider', () => {
    expect(script).toContain('--account-assignment-creation-request-id "$REQUEST"');
    expect(script).toContain(
      '# The identity provider https://idp.example provisioned the next user. The next user was disabled.',
    );
  });
});

describe('the Terraform configuration of IAM Identity Center', () => {
  const files = textsOf(organization, 'terraform');
  const text = files.get('o-1-identity-center.tf') ?? '';
  const imports = files.get('o-1-identity-center-imports.tf') ?? '';

  it('refers to what it creates, and finds accounts by their email addresses', () => {
    expect(text).toContain('target_id = local.accounts["dev@example.com"]');
    expect(text).toContain(`target_id = data.aws_organizations_organization.organization.master_account_id`);
    expect(text).toContain('principal_id = aws_identitystore_group.Admins.group_id');
    expect(text).toContain('  emails {\n    value = "ana@example.com"\n    type = "work"\n    primary = true\n  }');
    expect(text).toContain('arn:aws:s3:::$${aws:username}/%%{x}');
  });

  it('has an import block with the provider’s id for each resource', () => {
    const addresses = [...imports.matchAll(/ {2}to = (\S+)\n {2}id = (".*")/g)];
    const made = [...text.matchAll(/^resource "(\w+)" "(\w+)"/gm)].map(([, type, name]) => `${type}.${name}`);
    expect(addresses.map(([, address]) => address)).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
    const idOf = (address: string) => JSON.parse(addresses.find(([, each]) => each === address)?.[2] ?? '""');
    const { instanceArn, storeId, permissionSets, users, groups, memberships } = testIdentityCenter();
    const set = permissionSets[0]?.arn;
    expect(idOf('aws_ssoadmin_permission_set.Admin')).toBe(`${set},${instanceArn}`);
    expect(idOf('aws_ssoadmin_permission_set_inline_policy.Admin')).toBe(`${set},${instanceArn}`);
    expect(idOf('aws_identitystore_user.ana')).toBe(`${storeId}/${users[0]?.id}`);
    expect(idOf('aws_identitystore_group_membership.Admins_ana')).toBe(`${storeId}/${memberships[0]?.id}`);
    expect(imports).toContain(`"arn:aws:iam::aws:policy/ReadOnlyAccess,${set},${instanceArn}"`);
    expect(imports).toContain(`"Own,/team/,${set},${instanceArn}"`);
    expect(imports).toContain(`"${groups[0]?.id},GROUP,222233334444,AWS_ACCOUNT,${set},${instanceArn}"`);
  });
});

describe('the CloudFormation template of IAM Identity Center', () => {
  it('has all but the users', () => {
    const [template] = templatesOf(organization);
    const types = new Set(Object.values(template?.Resources ?? {}).map(({ Type }) => Type));
    expect([...types].sort()).toEqual([
      'AWS::IdentityStore::Group',
      'AWS::IdentityStore::GroupMembership',
      'AWS::SSO::Assignment',
      'AWS::SSO::InstanceAccessControlAttributeConfiguration',
      'AWS::SSO::PermissionSet',
    ]);
    expect(template?.Resources.GroupAdmins?.Properties).toMatchObject({ IdentityStoreId: { Ref: 'IdentityStoreId' } });
    expect(writeOrganizationExport(organization, 'cloudformation').leftOut.join(' ')).toContain('Users are left out');
  });

  it('imports ids from earlier templates if there are too many resources for one', () => {
    const identityCenter = testIdentityCenter();
    const groups = Array.from({ length: 350 }, (_, index) => ({ id: `g-${index}`, displayName: `Group ${index}` }));
    const memberships = groups.map(({ id }) => ({ id: `m-${id}`, groupId: id, userId: identityCenter.users[0]?.id ?? '' }));
    const templates = templatesOf({
      ...organization,
      identityCenter: { ...identityCenter, groups, memberships, assignments: [] },
    });
    expect(templates.length).toBe(3);
    const outputs = new Set(templates.flatMap(({ Outputs = {} }) => Object.values(Outputs).map(({ Export }) => Export.Name)));
    for (const { Outputs = {}, Resources } of templates) {
      expect(Object.keys(Outputs).length).toBeLessThanOrEqual(200);
      for (const { Type, Properties } of Object.values(Resources))
        if (Type.endsWith('Membership')) expect(outputs).toContain(Reflect.get(Properties.GroupId as object, 'Fn::ImportValue'));
    }
  });
});
