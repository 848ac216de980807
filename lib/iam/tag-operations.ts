import { requestTagContext, tagKeysContext } from '../core/authorization/context';
import { namedInput, type Resource } from '../core/module/resource';
import { defineOperation } from '../core/operation';
import { TagKeyList, TagList } from '../core/shapes';
import { readTags, removeTags } from '../core/tags';
import { iamPageOf } from './paging';
import { Paging } from './shapes';
import { sameIamTagKey, tagIamResource } from './tags';

/**
 * Returns the three tag operations of a resource type: `TagUser`, `UntagUser`, `ListUserTags`.
 * @throws Error for a resource type without tags
 */
export function tagOperations<Noun extends string, Member extends string, Found>(
  // biome-ignore lint/suspicious/noExplicitAny: whatever the table is.
  { service, noun, naming, tags }: Resource<Noun, any, Member, Found, string>,
) {
  if (!naming || !tags) throw new Error(`${noun} has no tags`);
  const { member, find, check } = naming;

  const tag = defineOperation({
    service,
    name: `Tag${noun}`,
    access: 'Tagging',
    input: namedInput(naming, { Tags: TagList }),
    target: (input, scope) => find(scope, input[member]),
    checks: (input, scope, found) =>
      check(`iam:Tag${noun}`, scope, found, input[member], { context: requestTagContext(input.Tags) }),
    run: async (input, scope, found) => {
      const row = tags(found, input[member], { scope, action: `iam:Tag${noun}` });
      await tagIamResource(scope.db, row, input.Tags);
      return {};
    },
  });

  const untag = defineOperation({
    service,
    name: `Untag${noun}`,
    access: 'Tagging',
    input: namedInput(naming, { TagKeys: TagKeyList }),
    target: (input, scope) => find(scope, input[member]),
    checks: (input, scope, found) =>
      check(`iam:Untag${noun}`, scope, found, input[member], { context: tagKeysContext(input.TagKeys) }),
    run: async (input, scope, found) => {
      const { id } = tags(found, input[member], { scope, action: `iam:Untag${noun}` });
      await removeTags(scope.db, id, input.TagKeys, sameIamTagKey);
      return {};
    },
  });

  const list = defineOperation({
    service,
    name: `List${noun}Tags`,
    access: 'List',
    input: namedInput(naming, Paging),
    target: (input, scope) => find(scope, input[member]),
    checks: (input, scope, found) => check(`iam:List${noun}Tags`, scope, found, input[member], {}),
    run: async (input, { db }, found) => {
      const { id } = tags(found, input[member]);
      const { items, ...page } = iamPageOf(`List${noun}Tags:${id}`, await readTags(db, id), input, ({ Key }) => Key);
      return { Tags: items, ...page };
    },
  });

  return { [`Tag${noun}`]: tag, [`Untag${noun}`]: untag, [`List${noun}Tags`]: list } as {
    [Name in `Tag${Noun}`]: typeof tag;
  } & { [Name in `Untag${Noun}`]: typeof untag } & { [Name in `List${Noun}Tags`]: typeof list };
}
