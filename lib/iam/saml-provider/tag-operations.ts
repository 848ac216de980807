import { requestTagContext, tagKeysContext } from '../../core/context';
import { defineOperation } from '../../core/operation';
import { readTags, removeTags } from '../../core/tags';
import { iamPageOf } from '../paging';
import { providerCheck } from '../provider-arns';
import { sameIamTagKey, tagIamResource } from '../tags';
import { findSamlProvider, requireSamlProvider } from './rows';
import { ListSAMLProviderTagsInput, TagSAMLProviderInput, UntagSAMLProviderInput } from './schema';

export const TagSAMLProvider = defineOperation({
  service: 'iam',
  name: 'TagSAMLProvider',
  access: 'Tagging',
  input: TagSAMLProviderInput,
  target: ({ SAMLProviderArn }, scope) => findSamlProvider(scope, SAMLProviderArn),
  checks: ({ Tags }, scope, { ref, row }) => providerCheck('iam:TagSAMLProvider', scope, ref, row, requestTagContext(Tags)),
  run: async ({ SAMLProviderArn, Tags }, { db }, target) => {
    const { arn, accountId } = requireSamlProvider(target, SAMLProviderArn);
    await tagIamResource(db, { id: arn, accountId }, Tags);
    return {};
  },
});

export const UntagSAMLProvider = defineOperation({
  service: 'iam',
  name: 'UntagSAMLProvider',
  access: 'Tagging',
  input: UntagSAMLProviderInput,
  target: ({ SAMLProviderArn }, scope) => findSamlProvider(scope, SAMLProviderArn),
  checks: ({ TagKeys }, scope, { ref, row }) => providerCheck('iam:UntagSAMLProvider', scope, ref, row, tagKeysContext(TagKeys)),
  run: async ({ SAMLProviderArn, TagKeys }, { db }, target) => {
    const { arn } = requireSamlProvider(target, SAMLProviderArn);
    await removeTags(db, arn, TagKeys, sameIamTagKey);
    return {};
  },
});

export const ListSAMLProviderTags = defineOperation({
  service: 'iam',
  name: 'ListSAMLProviderTags',
  access: 'List',
  input: ListSAMLProviderTagsInput,
  target: ({ SAMLProviderArn }, scope) => findSamlProvider(scope, SAMLProviderArn),
  checks: (_input, scope, { ref, row }) => providerCheck('iam:ListSAMLProviderTags', scope, ref, row),
  run: async (input, { db }, target) => {
    const { arn } = requireSamlProvider(target, input.SAMLProviderArn);
    const list = `ListSAMLProviderTags:${arn}`;
    const { items, ...page } = iamPageOf(list, await readTags(db, arn), input, (tag) => tag.Key);
    return { Tags: items, ...page };
  },
});
