import { grouped } from '../../core/bulk';
import { defineOperation, type Scope } from '../../core/operation';
import { decodeToken, pageOf } from '../../core/paginate';
import { listResources } from '../rows';
import { ec2Error, endDryRun } from './errors';
import { findInstances, placeOf, requireInstances } from './instances';
import { defaultNetwork, type Image, Instance, type InstanceResource, imagesIn, isKept } from './resource';
import { DescribeImagesInput, DescribeInstancesInput } from './schema';
import { toInstance } from './shapes';
import { stateOf } from './states';

type Filter = { Name?: string | undefined; Values?: string[] | undefined };
/** The values that something has in some respect, by the name of a filter; undefined where there is no such filter. */
type ValuesOf<Row> = (row: Row, name: string) => readonly string[] | undefined;

/** AWS: `*` stands for any text and `?` for any character. */
function toPattern(value: string): RegExp {
  const text = value
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${text}$`, 's');
}

/** Those that meet each filter by one of its values. @throws AwsError InvalidParameterValue for a filter that there is not */
function filtered<Row>(
  rows: readonly Row[],
  filters: readonly Filter[],
  valuesOf: ValuesOf<Row>,
  isKnown: (name: string) => boolean,
): Row[] {
  const asked = filters.map(({ Name = '', Values = [] }) => {
    if (!isKnown(Name)) throw ec2Error('InvalidParameterValue', `The filter '${Name}' is invalid`, 'Filters');
    return { name: Name, patterns: Values.map(toPattern) };
  });
  return rows.filter((row) =>
    asked.every(({ name, patterns }) =>
      (valuesOf(row, name) ?? []).some((value) => patterns.some((pattern) => pattern.test(value))),
    ),
  );
}

const OF_INSTANCES = [
  'image-id',
  'instance-id',
  'instance-state-name',
  'instance-type',
  'iam-instance-profile.arn',
  'owner-id',
  'subnet-id',
  'tag-key',
  'vpc-id',
];

function instanceValues(instance: InstanceResource, name: string, now: Date): readonly string[] | undefined {
  const { settings, tags, accountId, region } = instance;
  if (name.startsWith('tag:')) return tags.filter(({ Key }) => Key === name.slice(4)).map(({ Value }) => Value);
  switch (name) {
    case 'image-id':
      return [settings.imageId];
    case 'instance-id':
      return [instance.name];
    case 'instance-state-name':
      return [stateOf(instance, now)];
    case 'instance-type':
      return [settings.instanceType];
    case 'iam-instance-profile.arn':
      return settings.profile ? [settings.profile.arn] : [];
    case 'owner-id':
      return [accountId];
    case 'subnet-id':
      return [defaultNetwork({ accountId, region }).subnetId];
    case 'tag-key':
      return tags.map(({ Key }) => Key);
    case 'vpc-id':
      return [defaultNetwork({ accountId, region }).vpcId];
    default:
      return undefined;
  }
}

async function instancesOf(scope: Scope, ids: readonly string[] | undefined): Promise<InstanceResource[]> {
  if (ids && ids.length > 0) return requireInstances(await findInstances(scope, ids));
  const all = await listResources(scope.db, Instance, placeOf(scope));
  return all.filter((instance) => isKept(instance, scope.now));
}

/** AWS: whoever may describe instances sees all of the account's. */
export const DescribeInstances = defineOperation({
  service: 'ec2',
  name: 'DescribeInstances',
  access: 'List',
  input: DescribeInstancesInput,
  checks: (_input, { call }) => [{ action: 'ec2:DescribeInstances', resource: '*', context: { 'ec2:Region': call.region } }],
  run: async (input, scope) => {
    endDryRun(input);
    const { InstanceIds, Filters = [], MaxResults = 1000, NextToken } = input;
    if (MaxResults < 5 || MaxResults > 1000)
      throw ec2Error(
        'InvalidParameterValue',
        `Value ( ${MaxResults} ) for parameter maxResults is invalid. Expecting a value between 5 and 1000.`,
        'MaxResults',
      );
    const list = `DescribeInstances:${scope.accountId}:${scope.call.region}`;
    const after = NextToken === undefined ? undefined : decodeToken(list, NextToken);
    if (after === null) throw ec2Error('InvalidNextToken', 'The token provided is invalid.', 'NextToken');
    const found = filtered(
      await instancesOf(scope, InstanceIds),
      Filters,
      (instance, name) => instanceValues(instance, name, scope.now),
      (name) => name.startsWith('tag:') || OF_INSTANCES.includes(name),
    ).sort((a, b) => (a.name < b.name ? -1 : 1));
    const { items, next } = pageOf(found, MaxResults, list, after, ({ name }) => name);
    const reservations = grouped(items, ({ settings }) => settings.reservationId);
    return {
      Reservations: [...reservations].map(([ReservationId, instances]) => ({
        ReservationId,
        OwnerId: scope.accountId,
        Groups: [],
        Instances: instances.map((instance) => toInstance(instance, scope.now)),
      })),
      NextToken: next,
    };
  },
});

const OF_IMAGES = ['architecture', 'image-id', 'image-type', 'is-public', 'name', 'owner-alias', 'platform', 'state'];

function imageValues(image: Image, name: string): readonly string[] | undefined {
  switch (name) {
    case 'architecture':
      return [image.architecture];
    case 'image-id':
      return [image.id];
    case 'image-type':
      return ['machine'];
    case 'is-public':
      return ['true'];
    case 'name':
      return [image.name];
    case 'owner-alias':
      return ['amazon'];
    case 'platform':
      return image.platform ? [image.platform] : [];
    case 'state':
      return ['available'];
    default:
      return undefined;
  }
}

export const DescribeImages = defineOperation({
  service: 'ec2',
  name: 'DescribeImages',
  access: 'List',
  input: DescribeImagesInput,
  checks: (_input, { call }) => [{ action: 'ec2:DescribeImages', resource: '*', context: { 'ec2:Region': call.region } }],
  run: async (input, { call, now }) => {
    endDryRun(input);
    const { ImageIds = [], Owners = [], Filters = [] } = input;
    const all = imagesIn(call.region);
    const missing = ImageIds.find((id) => !all.some((image) => image.id === id));
    if (missing !== undefined) throw ec2Error('InvalidAMIID.NotFound', `The image id '[${missing}]' does not exist`, 'ImageIds');
    const ofOwners = Owners.length === 0 || Owners.includes('amazon') ? all : [];
    const asked = ImageIds.length === 0 ? ofOwners : ofOwners.filter(({ id }) => ImageIds.includes(id));
    const images = filtered(asked, Filters, imageValues, (name) => OF_IMAGES.includes(name));
    return {
      Images: images.map(({ id, name, description, architecture, platform }) => ({
        ImageId: id,
        Name: name,
        Description: description,
        Architecture: architecture,
        Platform: platform,
        PlatformDetails: platform === undefined ? 'Linux/UNIX' : 'Windows',
        ImageLocation: `amazon/${name}`,
        ImageOwnerAlias: 'amazon',
        ImageType: 'machine' as const,
        Public: true,
        State: 'available' as const,
        CreationDate: `${now.getUTCFullYear()}-01-01T00:00:00.000Z`,
        Hypervisor: 'xen' as const,
        VirtualizationType: 'hvm' as const,
        RootDeviceType: 'ebs' as const,
        RootDeviceName: '/dev/xvda',
      })),
    };
  },
});
