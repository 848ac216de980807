import { partOf } from '@/components/console/kit/query';
import { consoleQuery } from '@/lib/console/query';
import type { ResourceAt } from '@/lib/console/resource-arn';
import type { Tag } from '../kind';

const secretQuery = ({ arn: SecretId, region }: ResourceAt) =>
  consoleQuery('secretsmanager', 'DescribeSecret', { SecretId }, region);

export const secretReads = {
  describe: secretQuery,
  tagsOf: (at: ResourceAt) =>
    partOf(secretQuery(at), ({ Tags }): readonly Tag[] => (Tags ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value }))),
  policyOf: ({ arn: SecretId, region }: ResourceAt) =>
    partOf(
      consoleQuery('secretsmanager', 'GetResourcePolicy', { SecretId }, region),
      ({ ResourcePolicy }): string | null => ResourcePolicy ?? null,
    ),
};
