import { AwsError } from '../../core/errors';
import { newResourcePolicyId } from '../../core/ids';
import { deleteTagsOf, readTags } from '../../core/tags';
import { organizationsError } from '../errors';
import { organizationsOperation, requireAllFeatures } from '../organizations-operation';
import { creationQuestions, tagOrganizationResource } from '../tags';
import { findResourcePolicy, requireDelegationPolicy, resourcePolicyArn, toResourcePolicy } from './rows';
import { DeleteResourcePolicyInput, DescribeResourcePolicyInput, PutResourcePolicyInput } from './schema';

/** Creates or replaces the delegation policy, which says what members may do with the organization's policies. */
export const PutResourcePolicy = organizationsOperation({
  name: 'PutResourcePolicy',
  access: 'Permissions management',
  callers: 'managementAccount',
  input: PutResourcePolicyInput,
  // The id is generated here, so that the check names the future policy.
  target: async (_input, scope) => {
    const existing = await findResourcePolicy(scope);
    return { existing, id: existing?.id ?? newResourcePolicyId() };
  },
  checks: async ({ Tags }, scope, { existing, id }) => {
    const question = { resource: resourcePolicyArn(scope, id), resourceTags: existing ? await readTags(scope.db, id) : [] };
    return creationQuestions(question, question, Tags);
  },
  run: async ({ Content, Tags }, scope, { existing, id }) => {
    const { db, organization, now } = scope;
    requireAllFeatures(organization);
    await requireDelegationPolicy(scope, Content);
    if (existing && Tags && Tags.length > 0) {
      throw new AwsError('InvalidInputException', 'You can set tags only when you create the resource policy.', {
        Reason: 'UPDATE_EXISTING_RESOURCE_POLICY_WITH_TAGS_NOT_SUPPORTED',
      });
    }
    const row = await db.organizationResourcePolicy.upsert({
      where: { organizationId: organization.id },
      create: { id, organizationId: organization.id, content: Content, createdAt: now, updatedAt: now },
      update: { content: Content, updatedAt: now },
    });
    if (Tags) await tagOrganizationResource(scope, id, Tags);
    return { ResourcePolicy: toResourcePolicy(scope, row) };
  },
});

export const DescribeResourcePolicy = organizationsOperation({
  name: 'DescribeResourcePolicy',
  access: 'Read',
  callers: 'reader',
  input: DescribeResourcePolicyInput,
  run: async (_input, scope) => {
    requireAllFeatures(scope.organization);
    const row = await findResourcePolicy(scope);
    if (!row) throw organizationsError('ResourcePolicyNotFoundException');
    return { ResourcePolicy: toResourcePolicy(scope, row) };
  },
});

export const DeleteResourcePolicy = organizationsOperation({
  name: 'DeleteResourcePolicy',
  access: 'Permissions management',
  callers: 'managementAccount',
  input: DeleteResourcePolicyInput,
  run: async (_input, scope) => {
    requireAllFeatures(scope.organization);
    const row = await findResourcePolicy(scope);
    if (!row) throw organizationsError('ResourcePolicyNotFoundException');
    await deleteTagsOf(scope.db, [row.id]);
    await scope.db.organizationResourcePolicy.delete({ where: { id: row.id } });
    return {};
  },
});
