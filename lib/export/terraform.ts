import { iamArn } from '../core/arns';
import { withoutOrphans } from './document-principals';
import { FUNCTION_CODE } from './kinds/function';
import { inOrderOfTrust } from './order-of-trust';
import { comment } from './script-text';
import { linkedRole } from './service-roles';
import type { AccountState, NamedDocument, Permissions, RoleState } from './state';
import { type ConfigurationWriter, writeResources } from './terraform-resources';
import { TerraformText } from './terraform-text';
import type { Expression, Value } from './terraform-values';

type Kind = 'user' | 'group' | 'role';

/**
 * Returns a Terraform configuration for the provider `hashicorp/aws` that rebuilds a state. Resources in the file refer to each
 * other, so that Terraform finds the order. Documents keep their exact text, except for the account's id and, in trust policies,
 * ARNs of resources in the file. Managed policies have only their default version, because the provider supports no other.
 * @param head sentences for its head
 */
export function terraform(state: AccountState, head: readonly string[]): string {
  return new Configuration(state).text(head);
}

class Configuration extends TerraformText implements ConfigurationWriter {
  /** The addresses of resources in the file, by ARN. */
  private readonly byArn = new Map<string, string>();

  private readonly roles: ReadonlySet<string>;

  constructor(private readonly state: AccountState) {
    super(new Map([[state.accountId, 'local.account_id']]));
    this.roles = new Set(state.roles.map(({ path, name }) => this.arn('role', path, name)));
  }

  text(head: readonly string[]): string {
    this.providers();
    for (const { name, path, description, versions, tags } of this.state.policies) {
      const { document = '' } = versions.find(({ isDefault }) => isDefault) ?? {};
      const policy = this.document(document);
      this.byArn.set(
        this.arn('policy', path, name),
        this.resource('aws_iam_policy', name, { name, path, description, policy, tags: this.tags(tags) }),
      );
    }
    for (const group of this.state.groups) {
      this.resource('aws_iam_group', group.name, { name: group.name, path: group.path });
      this.permissions('group', group);
    }
    for (const user of this.state.users) this.user(user);
    for (const role of inOrderOfTrust(this.state)) this.role(role);
    this.settings();
    const { resources } = this.state;
    if (resources) writeResources(this, resources);
    const withCode = resources?.all.some(({ kind }) => kind === 'function') ? [FUNCTION_CODE] : [];
    return `${[...head.map(comment), '', preamble(resources !== undefined), ...withCode, ...this.blocks].join('\n')}\n`;
  }

  private providers(): void {
    for (const { name, metadata, tags } of this.state.samlProviders)
      this.resource('aws_iam_saml_provider', name, {
        name,
        saml_metadata_document: this.document(metadata),
        tags: this.tags(tags),
      });
    for (const { url, clientIds, thumbprints, tags } of this.state.oidcProviders)
      this.resource('aws_iam_openid_connect_provider', url.replace('https://', ''), {
        url,
        client_id_list: clientIds,
        thumbprint_list: thumbprints.length > 0 ? thumbprints : undefined,
        tags: this.tags(tags),
      });
  }

  private user(user: AccountState['users'][number]): void {
    const { name, path, boundary, tags, groups } = user;
    const address = this.resource('aws_iam_user', name, {
      name,
      path,
      permissions_boundary: boundary && this.arnValue(boundary),
      tags: this.tags(tags),
    });
    this.byArn.set(this.arn('user', path, name), address);
    if (groups.length > 0)
      this.resource('aws_iam_user_group_membership', name, {
        user: { code: `${address}.name` },
        groups: groups.map((group) => ({ code: `${this.address('aws_iam_group', group)}.name` })),
      });
    this.permissions('user', user);
  }

  private role(role: RoleState): void {
    const { name, path, description, maxSessionDuration, boundary, tags } = role;
    const linked = linkedRole(role);
    if (linked) {
      this.resource('aws_iam_service_linked_role', name, { aws_service_name: linked.service, custom_suffix: linked.suffix });
      return;
    }
    const { document, note } = withoutOrphans(role.trust, (arn) => this.roles.has(arn) && !this.byArn.has(arn));
    if (note) this.comment(note);
    const address = this.resource('aws_iam_role', name, {
      name,
      path,
      description,
      max_session_duration: maxSessionDuration,
      assume_role_policy: this.document(document, this.byArn),
      permissions_boundary: boundary && this.arnValue(boundary),
      tags: this.tags(tags),
    });
    this.byArn.set(this.arn('role', path, name), address);
    this.permissions('role', role);
  }

  private permissions(kind: Kind, { name, inline, attached }: Permissions & { name: string }): void {
    const holder = { code: `${this.address(`aws_iam_${kind}`, name)}.name` };
    for (const policy of inline) this.inline(kind, name, holder, policy);
    for (const arn of attached)
      this.resource(`aws_iam_${kind}_policy_attachment`, `${name}_${arn.slice(arn.lastIndexOf('/') + 1)}`, {
        [kind]: holder,
        policy_arn: this.arnValue(arn),
      });
  }

  private inline(kind: Kind, of: string, holder: Expression, { name, document }: NamedDocument): void {
    this.resource(`aws_iam_${kind}_policy`, `${of}_${name}`, { name, [kind]: holder, policy: this.document(document) });
  }

  private settings(): void {
    for (const { name, path, role, tags } of this.state.instanceProfiles)
      this.resource('aws_iam_instance_profile', name, {
        name,
        path,
        role: role === undefined ? undefined : { code: `${this.address('aws_iam_role', role)}.name` },
        tags: this.tags(tags),
      });
    const { passwordPolicy, alias } = this.state;
    if (passwordPolicy)
      this.resource(
        'aws_iam_account_password_policy',
        'account',
        Object.fromEntries(
          Object.entries(passwordPolicy).map(([member, value]) => [PASSWORD_ARGUMENTS[member] ?? member, value as Value]),
        ),
      );
    if (alias !== undefined) this.resource('aws_iam_account_alias', 'account', { account_alias: alias });
  }

  private arn(kind: 'user' | 'role' | 'policy', path: string, name: string): string {
    return iamArn(this.state.partition, this.state.accountId, kind, path, name);
  }

  /** Returns a reference if the resource is in the file, otherwise its ARN. */
  arnValue(arn: string): Value {
    const address = this.byArn.get(arn);
    return address === undefined ? arn : { code: `${address}.arn` };
  }
}

/** @param inRegions whether resources have a Region, which needs version 6 of the provider */
const preamble = (inRegions: boolean) => `terraform {
  required_providers {
    aws = { source = "hashicorp/aws"${inRegions ? ', version = ">= 6.0"' : ''} }
  }
}

data "aws_caller_identity" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
}
`;

const PASSWORD_ARGUMENTS: Readonly<Record<string, string>> = {
  MinimumPasswordLength: 'minimum_password_length',
  RequireSymbols: 'require_symbols',
  RequireNumbers: 'require_numbers',
  RequireUppercaseCharacters: 'require_uppercase_characters',
  RequireLowercaseCharacters: 'require_lowercase_characters',
  AllowUsersToChangePassword: 'allow_users_to_change_password',
  MaxPasswordAge: 'max_password_age',
  PasswordReusePrevention: 'password_reuse_prevention',
  HardExpiry: 'hard_expiry',
};
