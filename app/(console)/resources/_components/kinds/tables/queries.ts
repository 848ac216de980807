import { consoleQuery, fetchRead, type ReadKey } from '@/lib/console/query';
import type { ResourceAt } from '@/lib/console/resource-arn';
import type { ConsoleResult } from '@/lib/console/result';
import { type ResourceKindInfo, reading, type Tag } from './kind';

export const tableReading = reading(
  ({ arn: TableName, region }) => consoleQuery('dynamodb', 'DescribeTable', { TableName }, region),
  ({ Table }) => Table,
);

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

export const tables: ResourceKindInfo = {
  id: 'tables',
  noun: 'Table',
  title: 'DynamoDB tables',
  one: 'table',
  many: 'tables',
  description: 'Tables of items that are found by their keys. Policies can be about single keys and attributes.',
  empty: 'Make a table, put an item in it, and see who may read which.',
  describe: tableReading,
  gone: ['ResourceNotFoundException'],
  tags: reading(allTagsQuery, (tags) => tags),
  noTags: 'Policies can ask for tags in conditions, such as aws:ResourceTag/Team of a table.',
  policy: {
    read: reading(
      ({ arn: ResourceArn, region }) => consoleQuery('dynamodb', 'GetResourcePolicy', { ResourceArn }, region),
      ({ Policy }): string | null => Policy,
      { code: 'PolicyNotFoundException', value: null },
    ),
    type: 'AWS::DynamoDB::Table',
    maxCharacters: 20_480,
    removable: true,
    none: 'Without a resource policy only principals of the account get in, by their own policies.',
  },
  create: 'Create table',
  remove: {
    verb: 'Delete',
    title: (name) => `Delete table ${name}?`,
    text: 'Its items are lost. Policies that name it stay as they are.',
    done: (name) => `Table ${name} was deleted.`,
  },
  asks: [
    { action: 'dynamodb:GetItem' },
    { action: 'dynamodb:PutItem' },
    { action: 'dynamodb:Query' },
    { action: 'dynamodb:Scan' },
    { action: 'dynamodb:DeleteItem' },
    { action: 'dynamodb:DeleteTable' },
  ],
};
