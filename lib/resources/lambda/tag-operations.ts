import { requestTagContext, tagKeysContext } from '../../core/authorization/context';
import { defineOperation } from '../../core/operation';
import { updateResource } from '../rows';
import { withoutTags, withTags } from '../tags';
import { LAMBDA_TAG_ERRORS } from './errors';
import { findFunctionAt, functionCheck, requireFunction } from './rows';
import { ListTagsInput, TagResourceInput, UntagResourceInput } from './schema';
import { tagPairs, tagRecord } from './tags';

export const TagResource = defineOperation({
  service: 'lambda',
  name: 'TagResource',
  access: 'Tagging',
  input: TagResourceInput,
  target: ({ Resource }, scope) => findFunctionAt(scope, Resource),
  checks: ({ Tags }, scope, named) => functionCheck('lambda:TagResource', scope, named, requestTagContext(tagPairs(Tags))),
  run: async ({ Tags }, { db }, named) => {
    const found = requireFunction(named);
    await updateResource(db, found, { tags: withTags(found.tags, tagPairs(Tags), LAMBDA_TAG_ERRORS) });
  },
});

export const UntagResource = defineOperation({
  service: 'lambda',
  name: 'UntagResource',
  access: 'Tagging',
  input: UntagResourceInput,
  target: ({ Resource }, scope) => findFunctionAt(scope, Resource),
  checks: ({ TagKeys }, scope, named) => functionCheck('lambda:UntagResource', scope, named, tagKeysContext(TagKeys)),
  run: async ({ TagKeys }, { db }, named) => {
    const found = requireFunction(named);
    await updateResource(db, found, { tags: withoutTags(found.tags, TagKeys) });
  },
});

export const ListTags = defineOperation({
  service: 'lambda',
  name: 'ListTags',
  access: 'Read',
  input: ListTagsInput,
  target: ({ Resource }, scope) => findFunctionAt(scope, Resource),
  checks: (_input, scope, named) => functionCheck('lambda:ListTags', scope, named),
  run: async (_input, _scope, named) => ({ Tags: tagRecord(requireFunction(named).tags) }),
});
