import { requestTagContext, tagKeysContext } from '../../core/context';
import { defineOperation } from '../../core/operation';
import { readTags, removeTags } from '../../core/tags';
import { entityCheck } from '../entity';
import { iamPageOf } from '../paging';
import { sameIamTagKey, tagIamResource } from '../tags';
import { findRole, requireRole } from './rows';
import { ListRoleTagsInput, TagRoleInput, UntagRoleInput } from './schema';

export const TagRole = defineOperation({
  service: 'iam',
  name: 'TagRole',
  access: 'Tagging',
  input: TagRoleInput,
  target: ({ RoleName }, scope) => findRole(scope, RoleName),
  checks: ({ RoleName, Tags }, scope, role) => entityCheck('iam:TagRole', scope, 'Role', role, RoleName, requestTagContext(Tags)),
  run: async ({ RoleName, Tags }, scope, role) => {
    await tagIamResource(scope.db, requireRole(role, RoleName), Tags);
    return {};
  },
});

export const UntagRole = defineOperation({
  service: 'iam',
  name: 'UntagRole',
  access: 'Tagging',
  input: UntagRoleInput,
  target: ({ RoleName }, scope) => findRole(scope, RoleName),
  checks: ({ RoleName, TagKeys }, scope, role) =>
    entityCheck('iam:UntagRole', scope, 'Role', role, RoleName, tagKeysContext(TagKeys)),
  run: async ({ RoleName, TagKeys }, scope, role) => {
    await removeTags(scope.db, requireRole(role, RoleName).id, TagKeys, sameIamTagKey);
    return {};
  },
});

export const ListRoleTags = defineOperation({
  service: 'iam',
  name: 'ListRoleTags',
  access: 'List',
  input: ListRoleTagsInput,
  target: ({ RoleName }, scope) => findRole(scope, RoleName),
  checks: ({ RoleName }, scope, role) => entityCheck('iam:ListRoleTags', scope, 'Role', role, RoleName),
  run: async (input, scope, role) => {
    const { id } = requireRole(role, input.RoleName);
    const { items, ...page } = iamPageOf(`ListRoleTags:${id}`, await readTags(scope.db, id), input, (tag) => tag.Key);
    return { Tags: items, ...page };
  },
});
