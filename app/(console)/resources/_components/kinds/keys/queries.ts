import { partOf } from '@/components/console/kit/query';
import { consoleQuery } from '@/lib/console/query';
import type { ResourceAt } from '@/lib/console/resource-arn';
import type { Tag } from '../kind';

export const aliasesQuery = ({ arn: KeyId, region }: ResourceAt) =>
  consoleQuery('kms', 'ListAliases', { KeyId, Limit: 100 }, region);

export const keyReads = {
  describe: ({ arn: KeyId, region }: ResourceAt) =>
    partOf(consoleQuery('kms', 'DescribeKey', { KeyId }, region), ({ KeyMetadata }) => KeyMetadata),
  tagsOf: ({ arn: KeyId, region }: ResourceAt) =>
    partOf(consoleQuery('kms', 'ListResourceTags', { KeyId }, region), ({ Tags }): readonly Tag[] =>
      Tags.map(({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue })),
    ),
  policyOf: ({ arn: KeyId, region }: ResourceAt) =>
    partOf(consoleQuery('kms', 'GetKeyPolicy', { KeyId }, region), ({ Policy }): string | null => Policy),
};
