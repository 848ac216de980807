import { requestTagContext, tagKeysContext } from '../../core/authorization/context';
import { defineOperation } from '../../core/operation';
import { analyzerCheck, findAnalyzerOf, requireAnalyzer, requireRoomForTags, tagsOf } from './rows';
import { ListTagsForResourceInput, TagResourceInput, UntagResourceInput } from './schema';

export const TagResource = defineOperation({
  service: 'access-analyzer',
  name: 'TagResource',
  access: 'Tagging',
  input: TagResourceInput,
  target: ({ resourceArn }, scope) => findAnalyzerOf(scope, resourceArn),
  checks: ({ resourceArn, tags }, _scope, analyzer) => {
    const context = requestTagContext(Object.entries(tags).map(([Key, Value]) => ({ Key, Value })));
    return analyzerCheck('TagResource', resourceArn, analyzer, context);
  },
  run: async ({ resourceArn, tags: added }, { db }, found) => {
    const analyzer = requireAnalyzer(found, resourceArn);
    const tags = { ...tagsOf(analyzer), ...added };
    requireRoomForTags(tags);
    await db.analyzer.update({ where: { id: analyzer.id }, data: { tags: JSON.stringify(tags) } });
  },
});

export const UntagResource = defineOperation({
  service: 'access-analyzer',
  name: 'UntagResource',
  access: 'Tagging',
  input: UntagResourceInput,
  target: ({ resourceArn }, scope) => findAnalyzerOf(scope, resourceArn),
  checks: ({ resourceArn, tagKeys }, _scope, analyzer) =>
    analyzerCheck('UntagResource', resourceArn, analyzer, tagKeysContext(tagKeys)),
  run: async ({ resourceArn, tagKeys }, { db }, found) => {
    const analyzer = requireAnalyzer(found, resourceArn);
    const kept = Object.entries(tagsOf(analyzer)).filter(([key]) => !tagKeys.includes(key));
    await db.analyzer.update({ where: { id: analyzer.id }, data: { tags: JSON.stringify(Object.fromEntries(kept)) } });
  },
});

export const ListTagsForResource = defineOperation({
  service: 'access-analyzer',
  name: 'ListTagsForResource',
  access: 'Read',
  input: ListTagsForResourceInput,
  target: ({ resourceArn }, scope) => findAnalyzerOf(scope, resourceArn),
  checks: ({ resourceArn }, _scope, analyzer) => analyzerCheck('ListTagsForResource', resourceArn, analyzer),
  run: async ({ resourceArn }, _scope, found) => ({ tags: tagsOf(requireAnalyzer(found, resourceArn)) }),
});
