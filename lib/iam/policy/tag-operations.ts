import { requestTagContext, tagKeysContext } from '../../core/context';
import { defineOperation } from '../../core/operation';
import { readTags, removeTags } from '../../core/tags';
import { iamPageOf } from '../paging';
import { sameIamTagKey, tagIamResource } from '../tags';
import { requireOwnPolicy } from './own-policy';
import { findPolicy, policyCheck, requirePolicy } from './rows';
import { ListPolicyTagsInput, TagPolicyInput, UntagPolicyInput } from './schema';

export const TagPolicy = defineOperation({
  service: 'iam',
  name: 'TagPolicy',
  access: 'Tagging',
  input: TagPolicyInput,
  target: ({ PolicyArn }, scope) => findPolicy(scope, PolicyArn),
  checks: ({ PolicyArn, Tags }, scope, policy) =>
    policyCheck('iam:TagPolicy', scope, PolicyArn, policy, { changes: true, context: requestTagContext(Tags) }),
  run: async ({ PolicyArn, Tags }, scope, policy) => {
    const { id, owner } = requireOwnPolicy(scope, 'iam:TagPolicy', policy, PolicyArn);
    await tagIamResource(scope.db, { id, accountId: owner }, Tags);
    return {};
  },
});

export const UntagPolicy = defineOperation({
  service: 'iam',
  name: 'UntagPolicy',
  access: 'Tagging',
  input: UntagPolicyInput,
  target: ({ PolicyArn }, scope) => findPolicy(scope, PolicyArn),
  checks: ({ PolicyArn, TagKeys }, scope, policy) =>
    policyCheck('iam:UntagPolicy', scope, PolicyArn, policy, { changes: true, context: tagKeysContext(TagKeys) }),
  run: async ({ PolicyArn, TagKeys }, scope, policy) => {
    const { id } = requireOwnPolicy(scope, 'iam:UntagPolicy', policy, PolicyArn);
    await removeTags(scope.db, id, TagKeys, sameIamTagKey);
    return {};
  },
});

/** AWS's own policies have no tags. */
export const ListPolicyTags = defineOperation({
  service: 'iam',
  name: 'ListPolicyTags',
  access: 'List',
  input: ListPolicyTagsInput,
  target: ({ PolicyArn }, scope) => findPolicy(scope, PolicyArn),
  checks: ({ PolicyArn }, scope, policy) => policyCheck('iam:ListPolicyTags', scope, PolicyArn, policy),
  run: async (input, scope, policy) => {
    const { id, owner } = requirePolicy(policy, input.PolicyArn);
    const tags = owner === 'aws' ? [] : await readTags(scope.db, id);
    const { items, ...page } = iamPageOf(`ListPolicyTags:${id}`, tags, input, (tag) => tag.Key);
    return { Tags: items, ...page };
  },
});
