import { requestTagContext, tagKeysContext } from '../../core/authorization/context';
import { validationError } from '../../core/errors';
import { defineOperation } from '../../core/operation';
import { decodeToken, pageOf } from '../../core/paginate';
import { updateResource } from '../rows';
import { withoutTags, withTags } from '../tags';
import { DYNAMODB_TAG_ERRORS } from './errors';
import { findTableAt, requireTable, tableCheck } from './rows';
import { ListTagsOfResourceInput, TagResourceInput, UntagResourceInput } from './schema';

export const TagResource = defineOperation({
  service: 'dynamodb',
  name: 'TagResource',
  access: 'Tagging',
  input: TagResourceInput,
  target: ({ ResourceArn }, scope) => findTableAt(scope, ResourceArn),
  checks: ({ Tags }, scope, table) => tableCheck('dynamodb:TagResource', scope, table, requestTagContext(Tags)),
  run: async ({ Tags }, { db }, named) => {
    const table = requireTable(named);
    await updateResource(db, table, { tags: withTags(table.tags, Tags, DYNAMODB_TAG_ERRORS) });
  },
});

export const UntagResource = defineOperation({
  service: 'dynamodb',
  name: 'UntagResource',
  access: 'Tagging',
  input: UntagResourceInput,
  target: ({ ResourceArn }, scope) => findTableAt(scope, ResourceArn),
  checks: ({ TagKeys }, scope, table) => tableCheck('dynamodb:UntagResource', scope, table, tagKeysContext(TagKeys)),
  run: async ({ TagKeys }, { db }, named) => {
    const table = requireTable(named);
    await updateResource(db, table, { tags: withoutTags(table.tags, TagKeys) });
  },
});

/** AWS: ten per page. */
const TAGS_PER_PAGE = 10;

export const ListTagsOfResource = defineOperation({
  service: 'dynamodb',
  name: 'ListTagsOfResource',
  access: 'Read',
  input: ListTagsOfResourceInput,
  target: ({ ResourceArn }, scope) => findTableAt(scope, ResourceArn),
  checks: (_input, scope, table) => tableCheck('dynamodb:ListTagsOfResource', scope, table),
  run: async ({ NextToken }, _scope, named) => {
    const { id, tags } = requireTable(named);
    const list = `ListTagsOfResource:${id}`;
    const after = NextToken === undefined ? undefined : decodeToken(list, NextToken);
    if (after === null) throw validationError('Invalid NextToken.', 'NextToken');
    const { items, next } = pageOf(tags, TAGS_PER_PAGE, list, after, ({ Key }) => Key);
    return { Tags: items, NextToken: next };
  },
});
