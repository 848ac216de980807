import type { ServiceCommand } from '../model/commands';

type FilterNames = {
  /** The member of a filter that has its name. */
  member: string;
  names: readonly string[];
};

const ec2 = (...names: readonly string[]): FilterNames => ({ member: 'Name', names });

/** The names of filters that Gatehouse has, where the model has only a text. A name that ends with `:` goes on. */
export const FILTER_NAMES: Readonly<Partial<Record<ServiceCommand, Readonly<Record<string, FilterNames>>>>> = {
  ec2: {
    DescribeInstances: ec2(
      ...['image-id', 'instance-id', 'instance-state-name', 'instance-type', 'iam-instance-profile.arn', 'owner-id'],
      ...['subnet-id', 'tag:', 'tag-key', 'vpc-id'],
    ),
    DescribeInstanceStatus: ec2('availability-zone', 'instance-state-code', 'instance-state-name'),
    DescribeImages: ec2('architecture', 'image-id', 'image-type', 'is-public', 'name', 'owner-alias', 'platform', 'state'),
    DescribeTags: ec2('key', 'resource-id', 'resource-type', 'tag:', 'value'),
    DescribeIamInstanceProfileAssociations: ec2('instance-id', 'state'),
  },
  identitystore: {
    ListUsers: { member: 'AttributePath', names: ['UserName'] },
    ListGroups: { member: 'AttributePath', names: ['DisplayName'] },
  },
};

/** The values of filters, by the name of the filter. */
export const FILTER_VALUES: Readonly<Record<string, readonly string[]>> = {
  'instance-state-name': ['pending', 'running', 'shutting-down', 'terminated', 'stopping', 'stopped'],
  'image-type': ['machine'],
  'is-public': ['true', 'false'],
  'resource-type': ['instance'],
};

/** The members whose existing values are those of a filter, by the name of the filter. */
export const FILTERED_MEMBERS: Readonly<Record<string, string>> = {
  'image-id': 'ImageId',
  'instance-id': 'InstanceId',
  'resource-id': 'InstanceId',
};
