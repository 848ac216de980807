import { partOf } from '@/components/console/kit/query';
import { consoleQuery } from '@/lib/console/query';
import type { ResourceAt } from '@/lib/console/resource-arn';
import type { Tag } from '../kind';

export const rolesQuery = () => consoleQuery('iam', 'ListRoles', { MaxItems: 1000 });

export const functionReads = {
  describe: ({ arn: FunctionName, region }: ResourceAt) =>
    consoleQuery('lambda', 'GetFunctionConfiguration', { FunctionName }, region),
  tagsOf: ({ arn: Resource, region }: ResourceAt) =>
    partOf(consoleQuery('lambda', 'ListTags', { Resource }, region), ({ Tags }): readonly Tag[] =>
      Object.entries(Tags).map(([Key, Value]) => ({ Key, Value })),
    ),
  policyOf: ({ arn: FunctionName, region }: ResourceAt) =>
    partOf(consoleQuery('lambda', 'GetPolicy', { FunctionName }, region), ({ Policy }): string | null => Policy, {
      code: 'ResourceNotFoundException',
      part: null,
    }),
};
