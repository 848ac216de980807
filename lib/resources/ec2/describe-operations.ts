import { defineOperation } from '../../core/operation';
import { giveWay, grouped } from '../../core/work/bulk';
import { settingsInForce } from './account-settings';
import { imagesCreatedAt, isAllowedImage, isUsableImage } from './allowed-images';
import { ec2Error, endDryRun } from './errors';
import { filtered, readPage } from './filters';
import { instancesOf, instanceValues } from './list-instances';
import { type Image, imagesIn } from './resource';
import { DescribeImagesInput, DescribeInstancesInput } from './schema';
import { toInstance } from './shapes';

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

/** AWS: a caller who may describe instances sees all of the account's. */
export const DescribeInstances = defineOperation({
  service: 'ec2',
  name: 'DescribeInstances',
  access: 'List',
  input: DescribeInstancesInput,
  checks: (_input, { call }) => [{ action: 'ec2:DescribeInstances', resource: '*', context: { 'ec2:Region': call.region } }],
  run: async (input, scope) => {
    endDryRun(input);
    const found = await filtered(
      await instancesOf(scope, input.InstanceIds),
      input.Filters,
      (instance, name) => instanceValues(instance, name, scope.now),
      (name) => name.startsWith('tag:') || OF_INSTANCES.includes(name),
    );
    const { items, next } = await readPage('DescribeInstances', scope, input, found, ({ name }) => name);
    const shown = [];
    for (const instance of items) {
      await giveWay();
      shown.push({ reservationId: instance.settings.reservationId, instance: toInstance(instance, scope.now) });
    }
    const reservations = grouped(shown, ({ reservationId }) => reservationId);
    return {
      Reservations: [...reservations].map(([ReservationId, instances]) => ({
        ReservationId,
        OwnerId: scope.accountId,
        Groups: [],
        Instances: instances.map(({ instance }) => instance),
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
  run: async (input, scope) => {
    const { call, now } = scope;
    endDryRun(input);
    const { ImageIds = [], Owners = [], Filters = [] } = input;
    const { allowedImages } = (await settingsInForce(scope)).settings;
    const all = imagesIn(call.region).filter((image) => isUsableImage(image, allowedImages, now));
    const missing = ImageIds.find((id) => !all.some((image) => image.id === id));
    if (missing !== undefined) throw ec2Error('InvalidAMIID.NotFound', `The image id '[${missing}]' does not exist`, 'ImageIds');
    const ofOwners = Owners.length === 0 || Owners.includes('amazon') ? all : [];
    const asked = ImageIds.length === 0 ? ofOwners : ofOwners.filter(({ id }) => ImageIds.includes(id));
    const images = await filtered(asked, Filters, imageValues, (name) => OF_IMAGES.includes(name));
    return {
      Images: images.map((image) => ({
        ImageId: image.id,
        Name: image.name,
        Description: image.description,
        Architecture: image.architecture,
        Platform: image.platform,
        PlatformDetails: image.platform === undefined ? 'Linux/UNIX' : 'Windows',
        ImageLocation: `amazon/${image.name}`,
        ImageOwnerAlias: 'amazon',
        ImageType: 'machine' as const,
        Public: true,
        State: 'available' as const,
        CreationDate: imagesCreatedAt(now).toISOString(),
        ...(allowedImages.state !== 'disabled' && { ImageAllowed: isAllowedImage(image, allowedImages.criteria, now) }),
        Hypervisor: 'xen' as const,
        VirtualizationType: 'hvm' as const,
        RootDeviceType: 'ebs' as const,
        RootDeviceName: '/dev/xvda',
      })),
    };
  },
});
