import { partOf } from '@/components/console/kit/query';
import { consoleQuery, fetchRead, type ReadKey } from '@/lib/console/query';
import type { ResourceAt } from '@/lib/console/resource-arn';
import type { ConsoleResult } from '@/lib/console/result';
import type { Tag } from '../kind';

/** The most items that the page reads. */
export const ITEMS_READ = 100;

export const itemsQuery = ({ arn: TableName, region }: ResourceAt) =>
  consoleQuery('dynamodb', 'Scan', { TableName, Limit: ITEMS_READ }, region);

/** Reads all tags of a table, which DynamoDB returns in pages of ten. */
function allTagsQuery({ arn: ResourceArn, region }: ResourceAt) {
  const queryKey: ReadKey = ['dynamodb', 'ListTagsOfResource', { ResourceArn, pages: 'all' }, region];
  return {
    queryKey,
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<ConsoleResult<readonly Tag[]>> => {
      const all: Tag[] = [];
      for (let NextToken: string | undefined; ; ) {
        const page = await fetchRead('dynamodb', 'ListTagsOfResource', { ResourceArn, NextToken }, signal, region);
        if (!page.ok) return page;
        all.push(...page.data.Tags);
        NextToken = page.data.NextToken;
        if (NextToken === undefined) return { ok: true, data: all };
      }
    },
  };
}

export const tableReads = {
  describe: ({ arn: TableName, region }: ResourceAt) =>
    partOf(consoleQuery('dynamodb', 'DescribeTable', { TableName }, region), ({ Table }) => Table),
  tagsOf: allTagsQuery,
  policyOf: ({ arn: ResourceArn, region }: ResourceAt) =>
    partOf(consoleQuery('dynamodb', 'GetResourcePolicy', { ResourceArn }, region), ({ Policy }): string | null => Policy, {
      code: 'PolicyNotFoundException',
      part: null,
    }),
};
