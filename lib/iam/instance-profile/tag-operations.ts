import { requestTagContext, tagKeysContext } from '../../core/context';
import { defineOperation } from '../../core/operation';
import { readTags, removeTags } from '../../core/tags';
import { iamPageOf } from '../paging';
import { sameIamTagKey, tagIamResource } from '../tags';
import { findInstanceProfile, profileCheck, requireInstanceProfile } from './rows';
import { ListInstanceProfileTagsInput, TagInstanceProfileInput, UntagInstanceProfileInput } from './schema';

export const TagInstanceProfile = defineOperation({
  service: 'iam',
  name: 'TagInstanceProfile',
  access: 'Tagging',
  input: TagInstanceProfileInput,
  target: ({ InstanceProfileName }, scope) => findInstanceProfile(scope, InstanceProfileName),
  checks: ({ InstanceProfileName, Tags }, scope, profile) =>
    profileCheck('iam:TagInstanceProfile', scope, profile, InstanceProfileName, requestTagContext(Tags)),
  run: async ({ InstanceProfileName, Tags }, scope, profile) => {
    await tagIamResource(scope.db, requireInstanceProfile(profile, InstanceProfileName), Tags);
    return {};
  },
});

export const UntagInstanceProfile = defineOperation({
  service: 'iam',
  name: 'UntagInstanceProfile',
  access: 'Tagging',
  input: UntagInstanceProfileInput,
  target: ({ InstanceProfileName }, scope) => findInstanceProfile(scope, InstanceProfileName),
  checks: ({ InstanceProfileName, TagKeys }, scope, profile) =>
    profileCheck('iam:UntagInstanceProfile', scope, profile, InstanceProfileName, tagKeysContext(TagKeys)),
  run: async ({ InstanceProfileName, TagKeys }, scope, profile) => {
    await removeTags(scope.db, requireInstanceProfile(profile, InstanceProfileName).id, TagKeys, sameIamTagKey);
    return {};
  },
});

export const ListInstanceProfileTags = defineOperation({
  service: 'iam',
  name: 'ListInstanceProfileTags',
  access: 'List',
  input: ListInstanceProfileTagsInput,
  target: ({ InstanceProfileName }, scope) => findInstanceProfile(scope, InstanceProfileName),
  checks: ({ InstanceProfileName }, scope, profile) =>
    profileCheck('iam:ListInstanceProfileTags', scope, profile, InstanceProfileName),
  run: async (input, scope, profile) => {
    const { id } = requireInstanceProfile(profile, input.InstanceProfileName);
    const { items, ...page } = iamPageOf(`ListInstanceProfileTags:${id}`, await readTags(scope.db, id), input, (tag) => tag.Key);
    return { Tags: items, ...page };
  },
});
