import { createHash } from 'node:crypto';
import { partitionOfArn } from '../../core/arns';
import { defineKind, isGone, type Place, type RunsWith, type StoredResource } from '../../core/module/kind';
import { BY_TIME } from '../../core/time/by-time';
import { readByIds } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { roleArn } from '../../iam/role/rows';
import { ec2Arn, INSTANCE } from './arns';
import { type MetadataSettings, metadataKeys } from './metadata';
import { stateOf } from './states';

export type InstanceSettings = {
  imageId: string;
  instanceType: string;
  profile?: { arn: string; id: string; associationId: string } | undefined;
  reservationId: string;
  /** The settings of its metadata service. Absent for instances from before this was stored. */
  metadata?: MetadataSettings | undefined;
  /** True if it has detailed monitoring. */
  isMonitored?: boolean | undefined;
  /** The last requested state, and its time (ISO 8601). The transition takes some seconds. */
  state: 'running' | 'stopped' | 'terminated';
  changedAt: string;
  /** AWS's text for the last change: its author and time. */
  reason?: string | undefined;
};
export type InstanceResource = StoredResource<InstanceSettings>;

/** AWS: a terminated instance stays visible for a while. */
const KEPT_MS = BY_TIME.terminatedInstance.afterMs;

/** Returns whether an instance is still visible. */
export function isKept(instance: InstanceResource, now: Date): boolean {
  return !isGone(Instance, instance, now);
}

/** Returns whether an instance is stopping. AWS starts no instance in that state. */
export function isStopping(instance: Pick<InstanceResource, 'settings'>, now: Date): boolean {
  return stateOf(instance, now) === 'stopping';
}

export const Instance = defineKind<InstanceSettings>({
  service: INSTANCE.service,
  type: INSTANCE.type,
  arn: (place, id) => ec2Arn(place, 'instance', id),
  arnPattern: /^arn:[^:]+:ec2:[^:]+:\d{12}:instance\//,
  tagReading: (arn) => ['DescribeTags', { Filters: [{ Name: 'resource-id', Values: [arn.slice(arn.lastIndexOf('/') + 1)] }] }],
  quota: 'EC2InstancesPerRegion',
  packs: {
    create: ({ name, region, tags }) => ({
      do: 'ec2:RunInstances',
      input: {
        ImageId: imagesIn(region)[0]?.id,
        InstanceType: 't3.micro',
        MinCount: 1,
        MaxCount: 1,
        TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: name }, ...tags] }],
      },
    }),
    answer: '/Instances/0/InstanceId',
  },
  usualActions: ['ec2:DescribeInstances', 'ec2:StartInstances', 'ec2:StopInstances', 'ec2:TerminateInstances'],
  goneAt: ({ settings: { state, changedAt } }) => (state === 'terminated' ? new Date(Date.parse(changedAt) + KEPT_MS) : null),
  runs: { service: 'ec2.amazonaws.com', with: profilesOfInstances },
  listed: {
    noun: INSTANCE.noun,
    label: INSTANCE.label,
    check: ({ region }) => ({ action: 'ec2:DescribeInstances', resource: '*', context: { 'ec2:Region': region } }),
    facts: {
      tagName: ({ tags }) => tags.find(({ Key }) => Key === 'Name')?.Value,
      state: stateOf,
      instanceType: ({ settings }) => settings.instanceType,
      profile: ({ settings }) => settings.profile?.arn,
    },
  },
  keys: (instance) => ({
    ...(instance && {
      'ec2:Region': instance.region,
      'ec2:InstanceID': instance.name,
      'ec2:InstanceType': instance.settings.instanceType,
      ...(instance.settings.metadata && metadataKeys(instance.settings.metadata)),
      ...(instance.settings.profile && { 'ec2:InstanceProfile': instance.settings.profile.arn }),
      ...Object.fromEntries(instance.tags.map(({ Key, Value }) => [`ec2:ResourceTag/${Key}`, Value])),
    }),
  }),
});

/** Reads the profile and role of each instance that is not terminated. */
async function profilesOfInstances(
  db: Transaction,
  instances: readonly InstanceResource[],
): Promise<ReadonlyMap<string, RunsWith>> {
  const kept = instances.filter(({ settings }) => settings.state !== 'terminated');
  const profiles = await readByIds(
    kept.flatMap(({ settings }) => settings.profile?.id ?? []),
    (ids) => db.instanceProfile.findMany({ where: { id: { in: ids } }, select: { id: true, roleId: true } }),
  );
  const roles = await readByIds(
    profiles.flatMap(({ roleId }) => roleId ?? []),
    (ids) => db.role.findMany({ where: { id: { in: ids } }, select: { id: true, accountId: true, path: true, name: true } }),
  );
  const roleById = new Map(roles.map((role) => [role.id, role]));
  const roleOf = new Map(profiles.map(({ id, roleId }) => [id, roleId === null ? undefined : roleById.get(roleId)]));
  return new Map(
    kept.flatMap(({ id, arn, settings }) => {
      if (!settings.profile) return [];
      const { id: profileId, arn: profile } = settings.profile;
      const role = roleOf.get(profileId);
      return [[id, { profile, ...(role && { role: roleArn(partitionOfArn(arn), role) }) }] as const];
    }),
  );
}

/** Returns an id that is the same every time, for images and for the default resources of every account. */
function fixedId(prefix: string, ...of: string[]): string {
  return `${prefix}-${createHash('sha256').update(of.join('/')).digest('hex').slice(0, 17)}`;
}

/** Returns the default network of an account in a Region. */
export function defaultNetwork({ accountId, region }: Pick<Place, 'accountId' | 'region'>) {
  return {
    vpcId: fixedId('vpc', accountId, region),
    subnetId: fixedId('subnet', accountId, region),
    groupId: fixedId('sg', accountId, region),
    zone: `${region}a`,
  };
}

export type Image = { id: string; name: string; description: string; architecture: 'x86_64' | 'arm64'; platform?: string };

/** Returns the images in a Region. All are Amazon's, with names and ids of our own. */
export function imagesIn(region: string): Image[] {
  return [
    {
      id: fixedId('ami', region, 'linux'),
      name: 'gatehouse-linux-x86_64',
      description: 'Linux, 64-bit (x86)',
      architecture: 'x86_64',
    },
    {
      id: fixedId('ami', region, 'linux-arm'),
      name: 'gatehouse-linux-arm64',
      description: 'Linux, 64-bit (Arm)',
      architecture: 'arm64',
    },
    {
      id: fixedId('ami', region, 'windows'),
      name: 'gatehouse-windows-x86_64',
      description: 'Windows, 64-bit (x86)',
      architecture: 'x86_64',
      platform: 'windows',
    },
  ];
}
