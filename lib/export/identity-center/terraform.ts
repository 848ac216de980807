import type { OrganizationState } from '../organization-state';
import { comment } from '../script-text';
import { TerraformText } from '../terraform-text';
import type { Arguments, Expression, Value } from '../terraform-values';
import { type BoundaryState, type IdentityCenterState, namesOf, type PermissionSetState, type StoreUserState } from './state';

/** The configuration, and the import blocks that take over what exists in the organization of the state. */
export type IdentityCenterConfiguration = { text: string; imports: string };

/**
 * Returns a Terraform configuration for the provider `hashicorp/aws` that fills an instance of IAM Identity Center. It finds the instance,
 * and the accounts by their email addresses.
 * @param head sentences for its head
 */
export function identityCenterTerraform(
  organization: OrganizationState,
  state: IdentityCenterState,
  head: readonly string[],
): IdentityCenterConfiguration {
  return new Configuration(organization, state).write(head);
}

const ORGANIZATION = 'data.aws_organizations_organization.organization';
const INSTANCE: Expression = { code: 'local.instance_arn' };
const STORE: Expression = { code: 'local.identity_store_id' };

class Configuration extends TerraformText {
  private readonly imports: string[] = [];
  private readonly shown: ReadonlyMap<string, string>;

  constructor(
    organization: OrganizationState,
    private readonly state: IdentityCenterState,
  ) {
    super(new Map([[organization.managementAccountId, `${ORGANIZATION}.master_account_id`]]));
    const assigned = new Set(state.assignments.map(({ accountId }) => accountId));
    for (const { id, email } of organization.members)
      if (assigned.has(id)) this.ids.set(id, `local.accounts[${this.literal(email)}]`);
    this.shown = namesOf(state);
  }

  write(head: readonly string[]): IdentityCenterConfiguration {
    const { groups, users, permissionSets, memberships, storeId } = this.state;
    this.settings();
    for (const { id, displayName, description } of groups) {
      const given = { identity_store_id: STORE, display_name: displayName, description };
      this.ids.set(id, `${this.made('aws_identitystore_group', displayName, given, [storeId, id], '/')}.group_id`);
    }
    for (const user of users) this.user(user);
    for (const { id, groupId, userId } of memberships)
      this.made(
        'aws_identitystore_group_membership',
        [groupId, userId].map((each) => this.nameOf(each)).join('\0'),
        { identity_store_id: STORE, group_id: this.reference(groupId), member_id: this.reference(userId) },
        [storeId, id],
        '/',
      );
    for (const set of permissionSets) this.permissionSet(set);
    this.assignments();
    return {
      text: `${[...head.map(comment), '', PREAMBLE, ...this.blocks].join('\n')}\n`,
      imports: `${[comment(IMPORTS), '', ...this.imports].join('\n')}\n`,
    };
  }

  private settings(): void {
    const { accessControl, instanceArn } = this.state;
    if (!accessControl || accessControl.length === 0) return;
    const attribute = {
      blocks: accessControl.map(({ Key, Value: { Source } }) => ({ key: Key, value: { blocks: [{ source: [...Source] }] } })),
    };
    const given = { instance_arn: INSTANCE, attribute };
    this.made('aws_ssoadmin_instance_access_control_attributes', 'attributes', given, [instanceArn]);
  }

  private user({ id, userName, displayName, attributes, provider, disabled }: StoreUserState): void {
    if (provider !== undefined) this.comment(`The identity provider ${provider} provisioned the next user.`);
    if (disabled) this.comment('The next user was disabled.');
    const given: Record<string, Value | undefined> = { identity_store_id: STORE, user_name: userName, display_name: displayName };
    for (const [member, argument] of Object.entries(USER_ARGUMENTS)) {
      const value = attributes[member];
      if (typeof value === 'string') given[argument] = value;
      else if (typeof value === 'object' && value !== null) given[argument] = { blocks: [value].flat().map(blockOf) };
    }
    this.ids.set(id, `${this.made('aws_identitystore_user', userName, given, [this.state.storeId, id], '/')}.user_id`);
  }

  private permissionSet(set: PermissionSetState): void {
    const { arn, name, description, sessionDuration, relayState, tags } = set;
    const { instanceArn } = this.state;
    const own = [arn, instanceArn];
    const settings = { description, session_duration: sessionDuration, relay_state: relayState, tags: this.tags(tags) };
    const made = this.made('aws_ssoadmin_permission_set', name, { name, instance_arn: INSTANCE, ...settings }, own);
    this.ids.set(arn, `${made}.arn`);
    const of = { instance_arn: INSTANCE, permission_set_arn: { code: `${made}.arn` } };
    for (const policy of set.managedPolicies)
      this.made('aws_ssoadmin_managed_policy_attachment', `${name}\0${policy}`, { ...of, managed_policy_arn: policy }, [
        policy,
        ...own,
      ]);
    for (const { Name, Path } of set.customerPolicies)
      this.made(
        'aws_ssoadmin_customer_managed_policy_attachment',
        `${name}\0${Path}${Name}`,
        { ...of, customer_managed_policy_reference: { blocks: [{ name: Name, path: Path }] } },
        [Name, Path, ...own],
      );
    if (set.inlinePolicy !== undefined)
      this.made(
        'aws_ssoadmin_permission_set_inline_policy',
        name,
        { ...of, inline_policy: this.document(set.inlinePolicy) },
        own,
      );
    if (set.boundary) {
      const permissions_boundary = { blocks: [boundaryBlock(set.boundary)] };
      this.made('aws_ssoadmin_permissions_boundary_attachment', name, { ...of, permissions_boundary }, own);
    }
  }

  private assignments(): void {
    const { assignments, instanceArn } = this.state;
    for (const { permissionSetArn, accountId, principalType, principalId } of assignments)
      this.made(
        'aws_ssoadmin_account_assignment',
        [this.nameOf(permissionSetArn), accountId, principalType, this.nameOf(principalId)].join('\0'),
        {
          ...{ instance_arn: INSTANCE, permission_set_arn: this.reference(permissionSetArn), principal_type: principalType },
          ...{ principal_id: this.reference(principalId), target_type: 'AWS_ACCOUNT', target_id: this.reference(accountId) },
        },
        [principalId, principalType, accountId, 'AWS_ACCOUNT', permissionSetArn, instanceArn],
      );
  }

  private nameOf(id: string): string {
    return this.shown.get(id) ?? id;
  }

  private reference(id: string): Value {
    const code = this.ids.get(id);
    return code === undefined ? id : { code };
  }

  /**
   * Writes a resource and its import block.
   * @param id the parts of the provider's id
   */
  private made(type: string, name: string, given: Arguments, id: readonly string[], joint = ','): string {
    const address = this.resource(type, name, given);
    this.imports.push('import {', `  to = ${address}`, `  id = ${this.literal(id.join(joint))}`, '}', '');
    return address;
  }
}

function boundaryBlock(boundary: BoundaryState): Arguments {
  if ('ManagedPolicyArn' in boundary) return { managed_policy_arn: boundary.ManagedPolicyArn };
  const { Name, Path } = boundary.CustomerManagedPolicyReference;
  return { customer_managed_policy_reference: { blocks: [{ name: Name, path: Path }] } };
}

/** Returns a block with the members of a value by Terraform's names. */
function blockOf(value: object): Arguments {
  return Object.fromEntries(
    Object.entries(value).map(([member, inner]) => [member.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase(), inner as Value]),
  );
}

const USER_ARGUMENTS: Readonly<Record<string, string>> = {
  Name: 'name',
  NickName: 'nickname',
  ProfileUrl: 'profile_url',
  Emails: 'emails',
  Addresses: 'addresses',
  PhoneNumbers: 'phone_numbers',
  UserType: 'user_type',
  Title: 'title',
  PreferredLanguage: 'preferred_language',
  Locale: 'locale',
  Timezone: 'timezone',
};

const IMPORTS =
  'Put this file beside the configuration to manage what exists in this organization. Leave it out to create everything in another one.';

const PREAMBLE = `terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

data "aws_ssoadmin_instances" "instances" {}

data "aws_organizations_organization" "organization" {}

locals {
  instance_arn      = tolist(data.aws_ssoadmin_instances.instances.arns)[0]
  identity_store_id = tolist(data.aws_ssoadmin_instances.instances.identity_store_ids)[0]
  accounts          = { for account in ${ORGANIZATION}.accounts : account.email => account.id }
}
`;
