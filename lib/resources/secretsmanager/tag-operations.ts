import { requestTagContext, tagKeysContext } from '../../core/authorization/context';
import { defineOperation } from '../../core/operation';
import { updateResource } from '../rows';
import { withoutTags, withTags } from '../tags';
import { SECRET_TAG_ERRORS } from './errors';
import { findSecret, requireKeptSecret, secretCheck } from './rows';
import { TagResourceInput, UntagResourceInput } from './schema';

export const TagResource = defineOperation({
  service: 'secretsmanager',
  name: 'TagResource',
  access: 'Tagging',
  input: TagResourceInput,
  target: ({ SecretId }, scope) => findSecret(scope, SecretId),
  checks: ({ Tags }, scope, named) => secretCheck('secretsmanager:TagResource', scope, named, requestTagContext(Tags)),
  run: async ({ Tags }, { db }, named) => {
    const secret = requireKeptSecret(named);
    await updateResource(db, secret, { tags: withTags(secret.tags, Tags, SECRET_TAG_ERRORS) });
  },
});

export const UntagResource = defineOperation({
  service: 'secretsmanager',
  name: 'UntagResource',
  access: 'Tagging',
  input: UntagResourceInput,
  target: ({ SecretId }, scope) => findSecret(scope, SecretId),
  checks: ({ TagKeys }, scope, named) => secretCheck('secretsmanager:UntagResource', scope, named, tagKeysContext(TagKeys)),
  run: async ({ TagKeys }, { db }, named) => {
    const secret = requireKeptSecret(named);
    await updateResource(db, secret, { tags: withoutTags(secret.tags, TagKeys) });
  },
});
