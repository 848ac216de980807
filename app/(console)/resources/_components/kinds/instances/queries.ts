import { partOf } from '@/components/console/kit/query';
import { consoleQuery } from '@/lib/console/query';
import type { ResourceAt } from '@/lib/console/resource-arn';
import type { Tag } from '../kind';

const instanceQuery = ({ name, region }: ResourceAt) =>
  partOf(
    consoleQuery('ec2', 'DescribeInstances', { InstanceIds: [name] }, region),
    // A read that found nothing answers with null, since undefined stands for one that is under way.
    ({ Reservations }) => Reservations[0]?.Instances[0] ?? null,
  );

export const imagesQuery = (region: string) => consoleQuery('ec2', 'DescribeImages', { Owners: ['amazon'] }, region);
export const profilesQuery = () => consoleQuery('iam', 'ListInstanceProfiles', { MaxItems: 1000 });

export const instanceReads = {
  describe: instanceQuery,
  tagsOf: (at: ResourceAt) =>
    partOf(instanceQuery(at), (instance): readonly Tag[] =>
      (instance?.Tags ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value })),
    ),
};
