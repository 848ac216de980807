import { requestTagContext, tagKeysContext } from '../../core/context';
import { defineOperation } from '../../core/operation';
import { readTags, removeTags } from '../../core/tags';
import { iamPageOf } from '../paging';
import { providerCheck } from '../provider-arns';
import { sameIamTagKey, tagIamResource } from '../tags';
import { findOpenIDConnectProvider, requireOpenIDConnectProvider } from './rows';
import { ListOpenIDConnectProviderTagsInput, TagOpenIDConnectProviderInput, UntagOpenIDConnectProviderInput } from './schema';

export const TagOpenIDConnectProvider = defineOperation({
  service: 'iam',
  name: 'TagOpenIDConnectProvider',
  access: 'Tagging',
  input: TagOpenIDConnectProviderInput,
  target: ({ OpenIDConnectProviderArn }, scope) => findOpenIDConnectProvider(scope, OpenIDConnectProviderArn),
  checks: ({ Tags }, scope, { ref, row }) =>
    providerCheck('iam:TagOpenIDConnectProvider', scope, ref, row, requestTagContext(Tags)),
  run: async ({ OpenIDConnectProviderArn, Tags }, { db }, target) => {
    const { arn, accountId } = requireOpenIDConnectProvider(target, OpenIDConnectProviderArn);
    await tagIamResource(db, { id: arn, accountId }, Tags);
    return {};
  },
});

export const UntagOpenIDConnectProvider = defineOperation({
  service: 'iam',
  name: 'UntagOpenIDConnectProvider',
  access: 'Tagging',
  input: UntagOpenIDConnectProviderInput,
  target: ({ OpenIDConnectProviderArn }, scope) => findOpenIDConnectProvider(scope, OpenIDConnectProviderArn),
  checks: ({ TagKeys }, scope, { ref, row }) =>
    providerCheck('iam:UntagOpenIDConnectProvider', scope, ref, row, tagKeysContext(TagKeys)),
  run: async ({ OpenIDConnectProviderArn, TagKeys }, { db }, target) => {
    const { arn } = requireOpenIDConnectProvider(target, OpenIDConnectProviderArn);
    await removeTags(db, arn, TagKeys, sameIamTagKey);
    return {};
  },
});

export const ListOpenIDConnectProviderTags = defineOperation({
  service: 'iam',
  name: 'ListOpenIDConnectProviderTags',
  access: 'List',
  input: ListOpenIDConnectProviderTagsInput,
  target: ({ OpenIDConnectProviderArn }, scope) => findOpenIDConnectProvider(scope, OpenIDConnectProviderArn),
  checks: (_input, scope, { ref, row }) => providerCheck('iam:ListOpenIDConnectProviderTags', scope, ref, row),
  run: async (input, { db }, target) => {
    const { arn } = requireOpenIDConnectProvider(target, input.OpenIDConnectProviderArn);
    const list = `ListOpenIDConnectProviderTags:${arn}`;
    const { items, ...page } = iamPageOf(list, await readTags(db, arn), input, (tag) => tag.Key);
    return { Tags: items, ...page };
  },
});
