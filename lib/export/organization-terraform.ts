import { type OrganizationState, ordersOf, placesOf } from './organization-state';
import { comment } from './script-text';
import { TerraformText } from './terraform-text';

/**
 * Returns a Terraform configuration for the provider `hashicorp/aws` that rebuilds an organization's tree, accounts and policies,
 * with references between them, in documents too.
 * @param head sentences for its head
 */
export function organizationTerraform(state: OrganizationState, head: readonly string[]): string {
  return new OrganizationConfiguration(state).text(head);
}

const ORGANIZATION = 'aws_organizations_organization.organization';

class OrganizationConfiguration extends TerraformText {
  constructor(private readonly state: OrganizationState) {
    super(
      new Map([
        [state.id, `${ORGANIZATION}.id`],
        [state.rootId, `${ORGANIZATION}.roots[0].id`],
        [state.managementAccountId, `${ORGANIZATION}.master_account_id`],
      ]),
    );
  }

  text(head: readonly string[]): string {
    const { services, policyTypes, featureSet, rootFeatures, delegation } = this.state;
    this.resource('aws_organizations_organization', 'organization', {
      feature_set: featureSet,
      aws_service_access_principals: services.length > 0 ? services : undefined,
      enabled_policy_types: policyTypes.length > 0 ? policyTypes : undefined,
    });
    if (rootFeatures.length > 0) this.resource('aws_iam_organizations_features', 'features', { enabled_features: rootFeatures });
    this.tree();
    this.policies();
    for (const { accountId, service } of this.state.delegated)
      this.resource('aws_organizations_delegated_administrator', `${accountId}_${service}`, {
        ...{ account_id: accountId, service_principal: service },
      });
    if (delegation)
      this.resource('aws_organizations_resource_policy', 'delegation', {
        ...{ content: this.document(delegation.content), tags: this.tags(delegation.tags) },
      });
    return `${[...head.map(comment), '', PROVIDER, ...this.blocks].join('\n')}\n`;
  }

  private tree(): void {
    const { units, members } = this.state;
    const places = placesOf(this.state);
    for (const { id, name, parentId, tags } of units) {
      const given = { name, parent_id: parentId, tags: this.tags(tags) };
      const unit = this.resource('aws_organizations_organizational_unit', places.get(id) ?? name, given);
      this.ids.set(id, `${unit}.id`);
    }
    for (const { id, name, email, parentId, tags } of members) {
      const given = { name, email, parent_id: parentId, tags: this.tags(tags) };
      const account = this.resource('aws_organizations_account', places.get(id) ?? name, given);
      this.ids.set(id, `${account}.id`);
    }
  }

  private policies(): void {
    const names = new Map<string, string>();
    for (const { id, name, description, type, content, tags } of this.state.policies) {
      const given = { name, type, description: description || undefined, content: this.document(content), tags: this.tags(tags) };
      names.set(id, `${type}_${name}`);
      this.ids.set(id, `${this.resource('aws_organizations_policy', `${type}_${name}`, given)}.id`);
    }
    const places = placesOf(this.state);
    const previous = new Map(
      [...ordersOf(this.state)].flatMap(([key, ids]) => {
        const targetId = key.slice(key.indexOf(' ') + 1);
        return ids.slice(1).map((id, index) => [`${id} ${targetId}`, ids[index]] as const);
      }),
    );
    const nameOf = (policyId: string, targetId: string) => `${names.get(policyId)}_${places.get(targetId)}`;
    for (const { policyId, targetId } of this.state.attachments) {
      // AWS attaches its own policies to everything.
      if (!names.has(policyId)) continue;
      const before = previous.get(`${policyId} ${targetId}`);
      this.resource('aws_organizations_policy_attachment', nameOf(policyId, targetId), {
        policy_id: policyId,
        target_id: targetId,
        depends_on:
          before === undefined
            ? undefined
            : { code: `[${this.address('aws_organizations_policy_attachment', nameOf(before, targetId))}]` },
      });
    }
  }
}

const PROVIDER = `terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
`;
