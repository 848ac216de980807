import { requestTagContext, tagKeysContext } from '../../core/authorization/context';
import { defineOperation } from '../../core/operation';
import { updateResource } from '../rows';
import { withoutTags, withTags } from '../tags';
import { kmsPage } from './paging';
import { findKey, keyCheck, requireKeptKey, requireKey } from './rows';
import { ListResourceTagsInput, TagResourceInput, UntagResourceInput } from './schema';
import { KMS_TAG_ERRORS, tagPairs } from './tags';

export const TagResource = defineOperation({
  service: 'kms',
  name: 'TagResource',
  access: 'Tagging',
  input: TagResourceInput,
  target: ({ KeyId }, scope) => findKey(scope, KeyId, { saysInvalidArn: true }),
  checks: ({ Tags }, scope, key) => keyCheck('kms:TagResource', scope, key, requestTagContext(tagPairs(Tags))),
  run: async ({ Tags }, { db }, named) => {
    const key = requireKeptKey(named);
    await updateResource(db, key, { tags: withTags(key.tags, tagPairs(Tags), KMS_TAG_ERRORS) });
  },
});

export const UntagResource = defineOperation({
  service: 'kms',
  name: 'UntagResource',
  access: 'Tagging',
  input: UntagResourceInput,
  target: ({ KeyId }, scope) => findKey(scope, KeyId, { saysInvalidArn: true }),
  checks: ({ TagKeys }, scope, key) => keyCheck('kms:UntagResource', scope, key, tagKeysContext(TagKeys)),
  run: async ({ TagKeys }, { db }, named) => {
    const key = requireKeptKey(named);
    await updateResource(db, key, { tags: withoutTags(key.tags, TagKeys) });
  },
});

export const ListResourceTags = defineOperation({
  service: 'kms',
  name: 'ListResourceTags',
  access: 'List',
  input: ListResourceTagsInput,
  target: ({ KeyId }, scope) => findKey(scope, KeyId, { saysInvalidArn: true }),
  checks: (_input, scope, key) => keyCheck('kms:ListResourceTags', scope, key),
  run: async (input, scope, named) => {
    const { id, tags } = requireKey(named);
    const { items, ...page } = kmsPage(`ListResourceTags:${id}`, scope, tags, input, 50, ({ Key }) => Key);
    return { Tags: items.map(({ Key, Value }) => ({ TagKey: Key, TagValue: Value })), ...page };
  },
});
