import { consoleQuery } from '@/lib/console/query';
import { type ResourceKindInfo, reading, type Tag } from './kind';

export const instanceReading = reading(
  ({ name, region }) => consoleQuery('ec2', 'DescribeInstances', { InstanceIds: [name] }, region),
  ({ Reservations }) => Reservations[0]?.Instances[0],
);

export const instances: ResourceKindInfo = {
  id: 'instances',
  noun: 'Instance',
  title: 'EC2 instances',
  one: 'instance',
  many: 'instances',
  description: 'Virtual servers. Nothing runs here: an instance has the states and the permissions of a real one.',
  empty: 'Launch an instance, hand it a role by an instance profile, and see who may stop it.',
  describe: instanceReading,
  gone: ['InvalidInstanceID.NotFound', 'InvalidInstanceID.Malformed'],
  tags: reading(instanceReading.query, (data): readonly Tag[] =>
    (instanceReading.of(data)?.Tags ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value })),
  ),
  noTags: 'Policies can ask for tags in conditions, such as aws:ResourceTag/Team of an instance.',
  create: 'Launch instance',
  remove: {
    verb: 'Terminate',
    title: (name) => `Terminate ${name}?`,
    text: 'A terminated instance cannot be started again. Its entry stays in the list for an hour.',
    done: (name) => `${name} is shutting down.`,
  },
  asks: [
    { action: 'ec2:StopInstances' },
    { action: 'ec2:StartInstances' },
    { action: 'ec2:TerminateInstances' },
    { action: 'ec2:RebootInstances' },
    { action: 'ec2:CreateTags' },
  ],
};
