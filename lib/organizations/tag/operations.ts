import { requestTagContext, tagKeysContext } from '../../core/authorization/context';
import { readTags } from '../../core/tags';
import { organizationsOperation } from '../organizations-operation';
import { organizationsPageOf } from '../paging';
import { tagOrganizationResource, untagOrganizationResource } from '../tags';
import { findTaggable, requireTaggable, requireTagged } from './rows';
import { ListTagsForResourceInput, TagResourceInput, UntagResourceInput } from './schema';

export const TagResource = organizationsOperation({
  name: 'TagResource',
  access: 'Tagging',
  callers: 'policyDelegate',
  input: TagResourceInput,
  target: ({ ResourceId }, scope) => findTaggable(scope, ResourceId),
  checks: ({ Tags }, _scope, { question }) => [{ ...question, context: { ...question.context, ...requestTagContext(Tags) } }],
  run: async ({ Tags }, scope, found) => {
    await tagOrganizationResource(scope, requireTaggable(found), Tags);
    return {};
  },
});

export const UntagResource = organizationsOperation({
  name: 'UntagResource',
  access: 'Tagging',
  callers: 'policyDelegate',
  input: UntagResourceInput,
  target: ({ ResourceId }, scope) => findTaggable(scope, ResourceId),
  checks: ({ TagKeys }, _scope, { question }) => [{ ...question, context: { ...question.context, ...tagKeysContext(TagKeys) } }],
  run: async ({ TagKeys }, scope, found) => {
    await untagOrganizationResource(scope, requireTaggable(found), TagKeys);
    return {};
  },
});

export const ListTagsForResource = organizationsOperation({
  name: 'ListTagsForResource',
  access: 'List',
  callers: 'reader',
  input: ListTagsForResourceInput,
  target: ({ ResourceId }, scope) => findTaggable(scope, ResourceId),
  checks: (_input, _scope, { question }) => [question],
  run: async (input, scope, found) => {
    const id = requireTagged(found);
    const { items, ...page } = organizationsPageOf(
      `ListTagsForResource:${id}`,
      await readTags(scope.db, id),
      input,
      (tag) => tag.Key,
    );
    return { Tags: items, ...page };
  },
});
