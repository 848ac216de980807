import { createHash } from 'node:crypto';
import { defaultNetwork, type InstanceResource, imagesIn } from './resource';
import { stateOf, toState } from './states';

/** Returns an instance's address in the default network, which never changes. */
function addressOf(id: string): string {
  const [third = 0, last = 0] = createHash('sha256').update(id).digest();
  return `172.31.${third % 16}.${4 + (last % 250)}`;
}

/** Returns the SDK's shape of an instance. */
export function toInstance(instance: InstanceResource, now: Date) {
  const { name: id, accountId, region, createdAt, settings, tags } = instance;
  const { vpcId, subnetId, groupId, zone } = defaultNetwork({ accountId, region });
  const state = stateOf(instance, now);
  const isGone = settings.state === 'terminated';
  const image = imagesIn(region).find((candidate) => candidate.id === settings.imageId);
  const address = addressOf(id);
  return {
    InstanceId: id,
    ImageId: settings.imageId,
    InstanceType: settings.instanceType,
    LaunchTime: createdAt,
    AmiLaunchIndex: 0,
    State: toState(state),
    StateTransitionReason: settings.reason ?? '',
    Placement: { AvailabilityZone: zone, Tenancy: 'default' },
    Monitoring: { State: settings.isMonitored ? 'enabled' : 'disabled' },
    ...(settings.metadata && {
      MetadataOptions: { State: state === 'pending' ? 'pending' : 'applied', ...settings.metadata },
    }),
    Architecture: image?.architecture ?? 'x86_64',
    Platform: image?.platform,
    Hypervisor: 'xen',
    VirtualizationType: 'hvm',
    RootDeviceType: 'ebs',
    RootDeviceName: '/dev/xvda',
    EbsOptimized: false,
    SourceDestCheck: true,
    ...(!isGone && {
      VpcId: vpcId,
      SubnetId: subnetId,
      PrivateIpAddress: address,
      PrivateDnsName: `ip-${address.replaceAll('.', '-')}.${region}.compute.internal`,
      SecurityGroups: [{ GroupId: groupId, GroupName: 'default' }],
    }),
    ...(settings.profile && { IamInstanceProfile: { Arn: settings.profile.arn, Id: settings.profile.id } }),
    Tags: tags,
  };
}

/** Returns an instance's entry in the answer of a call that changes states. */
export function toStateChange(instance: InstanceResource, before: InstanceResource, now: Date) {
  return {
    InstanceId: instance.name,
    CurrentState: toState(stateOf(instance, now)),
    PreviousState: toState(stateOf(before, now)),
  };
}
