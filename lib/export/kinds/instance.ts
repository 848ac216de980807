import { tagged } from '../cloudformation-values';
import { defineExportedKind, type Located } from './kind';

export type InstanceState = Located & {
  kind: 'instance';
  id: string;
  image: string;
  type: string;
  /** The name of its instance profile. */
  profile?: string;
  stopped: boolean;
};

export const instance = defineExportedKind<InstanceState>({
  kind: 'instance',
  nameOf: ({ id, tags }) => tags.find(({ Key }) => Key === 'Name')?.Value ?? id,
  idOf: ({ id }) => id,
  last: {
    title: 'Instances',
    calls({ id, image, type, profile, stopped, tags }, { call }) {
      const run = call('ec2', 'RunInstances', {
        ...{ ImageId: image, InstanceType: type, MinCount: 1, MaxCount: 1 },
        IamInstanceProfile: profile === undefined ? undefined : { Name: profile },
        TagSpecifications: tags.length > 0 ? [{ ResourceType: 'instance', Tags: tags }] : undefined,
      });
      return [
        { ...run, learns: { id, from: 'Instances[0].InstanceId' } },
        ...(stopped ? [call('ec2', 'StopInstances', { InstanceIds: [id] })] : []),
      ];
    },
  },
  template({ id, image, type, profile, tags }, { own }) {
    const Properties = { ImageId: image, InstanceType: type, ...(profile && { IamInstanceProfile: profile }), ...tagged(tags) };
    return [[own('Instance', id), { Type: 'AWS::EC2::Instance', Properties }]];
  },
  terraform({ id, image, type, profile }, to) {
    const given = { ami: image, instance_type: type, iam_instance_profile: profile };
    to.block('aws_instance', given, { tagged: true, suffix: id });
  },
  leftOut: (all, format) => [
    'Instances have the image ids of this installation, which do not exist at AWS.',
    ...(format !== 'cli' && all.some(({ stopped }) => stopped) ? ['Instances that are stopped here will be running.'] : []),
  ],
});
