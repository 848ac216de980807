import type { RequestContext } from '@gatehouse/policy/evaluate';
import { requestTagContext } from '../../core/authorization/context';
import type { PolicyRefusal } from '../../core/declarative-policy';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { quotas } from '../../core/quotas';
import type { TagPair } from '../../core/tags';
import { createResource, deleteResource, listResources } from '../rows';
import { withTags } from '../tags';
import { type SettingsInForce, settingsInForce } from './account-settings';
import { isUsableImage } from './allowed-images';
import { ec2Arn } from './arns';
import { ec2Error, endDryRun } from './errors';
import { newId, placeOf } from './instances';
import { metadataKeys, metadataSettings, tokensOf } from './metadata';
import { requireNothingElse } from './not-here';
import { type FoundProfile, findProfile, passRoleChecks } from './profiles';
import { defaultNetwork, type Image, Instance, type InstanceResource, imagesIn, isKept } from './resource';
import { beginRuns } from './runs';
import { RunInstancesInput } from './schema';
import { toInstance } from './shapes';
import { EC2_TAG_ERRORS, tagPairs } from './tags';

const SMALLEST = 'm1.small';

/** Source: EC2 User Guide, "Launching an IMDSv1-enabled instance fails". */
const TOKENS_ENFORCED =
  "You can't launch instances with IMDSv1 because httpTokensEnforced is enabled for this account. Either launch the instance with httpTokens=required or contact your account owner to disable httpTokensEnforced using the ModifyInstanceMetadataDefaults API or the account settings in the EC2 console.";

/** The types that RunInstances creates and can tag. */
const MADE = ['instance', 'volume', 'network-interface'] as const;

type Asked = (typeof RunInstancesInput)['_output'];

/** Returns the tags of a call for each type that it creates. */
function tagsByType({ TagSpecifications = [] }: Asked): Map<string, TagPair[]> {
  const tags = new Map<string, TagPair[]>();
  for (const { ResourceType = '', Tags = [] } of TagSpecifications) {
    if (!MADE.some((type) => type === ResourceType))
      throw ec2Error(
        'InvalidParameterValue',
        `'${ResourceType}' is not a valid taggable resource type for this operation.`,
        'TagSpecifications',
      );
    tags.set(ResourceType, [...(tags.get(ResourceType) ?? []), ...tagPairs(Tags)]);
  }
  return tags;
}

type Target = { image: Image; account: SettingsInForce; profile: FoundProfile | null };

async function targetOf(input: Asked, scope: Scope): Promise<Target> {
  const { ImageId } = input;
  if (ImageId === undefined) throw ec2Error('MissingParameter', 'The request must contain the parameter ImageId', 'ImageId');
  if (!/^ami-[0-9a-f]{8,17}$/.test(ImageId)) throw ec2Error('InvalidAMIID.Malformed', `Invalid id: "${ImageId}"`, 'ImageId');
  const image = imagesIn(scope.call.region).find(({ id }) => id === ImageId);
  if (!image) throw noSuchImage(ImageId);
  const account = await settingsInForce(scope);
  requireAllowed(image, account, scope.now);
  requireTokens(input, account);
  return { image, account, profile: input.IamInstanceProfile ? await findProfile(scope, input.IamInstanceProfile) : null };
}

function noSuchImage(id: string, refusal?: PolicyRefusal | null) {
  return ec2Error('InvalidAMIID.NotFound', `The image id '[${id}]' does not exist`, 'ImageId', refusal);
}

/** Refuses an image that the account's Allowed AMIs exclude. As in AWS, it counts as missing. */
function requireAllowed(image: Image, { settings, refusalOf }: SettingsInForce, now: Date): void {
  if (!isUsableImage(image, settings.allowedImages, now)) throw noSuchImage(image.id, refusalOf('allowedImages', 'state'));
}

/**
 * Refuses a launch without required tokens while the account enforces them. AWS refuses it before permissions count, and so with DryRun
 * too.
 */
function requireTokens({ MetadataOptions }: Asked, { settings: { metadataDefaults }, refusalOf }: SettingsInForce): void {
  if (metadataDefaults.HttpTokensEnforced !== 'enabled' || tokensOf(MetadataOptions, metadataDefaults) === 'required') return;
  throw ec2Error(
    'UnsupportedOperation',
    TOKENS_ENFORCED,
    'MetadataOptions',
    refusalOf('metadataDefaults', 'http_tokens_enforced'),
  );
}

/**
 * Returns the checks of a launch. AWS checks everything that a launch uses and creates. Source: Service Authorization Reference,
 * "Actions defined by Amazon EC2", and Amazon EC2 User Guide, "Example policies to control access".
 */
async function checksOf(input: Asked, scope: Scope, { image, profile }: Target): Promise<Check[]> {
  const place = placeOf(scope);
  const { subnetId, groupId } = defaultNetwork(place);
  const tags = tagsByType(input);
  const region: RequestContext = { 'ec2:Region': place.region };
  const instance: RequestContext = {
    ...region,
    'ec2:InstanceType': input.InstanceType ?? SMALLEST,
    ...metadataKeys(input.MetadataOptions ?? {}),
    ...(profile && { 'ec2:InstanceProfile': profile.arn }),
  };
  const asked = (type: string, id: string, context: RequestContext): Check => ({
    action: 'ec2:RunInstances',
    resource: ec2Arn(place, type, id),
    context: { ...context, ...requestTagContext(tags.get(type)) },
  });
  const checks: Check[] = [
    asked('instance', '*', instance),
    {
      action: 'ec2:RunInstances',
      resource: `arn:${place.partition}:ec2:${place.region}::image/${image.id}`,
      context: { ...region, 'ec2:ImageID': image.id, 'ec2:ImageType': 'machine', 'ec2:Owner': 'amazon', 'ec2:Public': 'true' },
    },
    asked('subnet', input.SubnetId ?? subnetId, region),
    asked('network-interface', '*', { ...region, 'ec2:Subnet': ec2Arn(place, 'subnet', subnetId) }),
    asked('security-group', input.SecurityGroupIds?.[0] ?? groupId, region),
    asked('volume', '*', { ...region, 'ec2:VolumeSize': '8', 'ec2:VolumeType': 'gp3', 'ec2:Encrypted': 'false' }),
  ];
  if (input.KeyName !== undefined) checks.push(asked('key-pair', input.KeyName, region));
  for (const [type, given] of tags) {
    if (given.length === 0) continue;
    checks.push({
      action: 'ec2:CreateTags',
      resource: ec2Arn(place, type, '*'),
      context: { ...region, 'ec2:CreateAction': 'RunInstances', ...requestTagContext(given) },
    });
  }
  if (profile) checks.push(...(await passRoleChecks(scope, profile, ec2Arn(place, 'instance', '*'))));
  return checks;
}

/** @throws AwsError for a network that the account does not have: it has only the default one */
function requireDefaultNetwork(input: Asked, scope: Scope): void {
  const { subnetId, groupId } = defaultNetwork(placeOf(scope));
  if (input.SubnetId !== undefined && input.SubnetId !== subnetId)
    throw ec2Error('InvalidSubnetID.NotFound', `The subnet ID '${input.SubnetId}' does not exist`, 'SubnetId');
  const group = input.SecurityGroupIds?.find((id) => id !== groupId) ?? input.SecurityGroups?.find((name) => name !== 'default');
  if (group !== undefined)
    throw ec2Error('InvalidGroup.NotFound', `The security group '${group}' does not exist`, 'SecurityGroupIds');
  if (input.KeyName !== undefined)
    throw ec2Error('InvalidKeyPair.NotFound', `The key pair '${input.KeyName}' does not exist`, 'KeyName');
}

/** Deletes instances that were terminated long ago, before they would count. */
async function removeGone(scope: Scope, instances: readonly InstanceResource[]): Promise<InstanceResource[]> {
  for (const instance of instances) if (!isKept(instance, scope.now)) await deleteResource(scope.db, instance);
  return instances.filter((instance) => isKept(instance, scope.now));
}

export const RunInstances = defineOperation({
  service: 'ec2',
  name: 'RunInstances',
  access: 'Write',
  input: RunInstancesInput,
  target: targetOf,
  checks: checksOf,
  run: async (input, scope, { image, account, profile }) => {
    endDryRun(input);
    requireNothingElse(RunInstancesInput, input);
    requireDefaultNetwork(input, scope);
    const { MinCount, MaxCount } = input;
    if (MinCount < 1 || MaxCount < MinCount)
      throw ec2Error('InvalidParameterValue', `Value (${MinCount}) for parameter minCount is invalid.`, 'MinCount');
    const place = placeOf(scope);
    const held = await removeGone(scope, await listResources(scope.db, Instance, place));
    const room = quotas().EC2InstancesPerRegion - held.filter(({ settings }) => settings.state !== 'terminated').length;
    if (room < MinCount) {
      throw ec2Error(
        'InstanceLimitExceeded',
        `You have requested more instances (${MinCount}) than your current instance limit of ${quotas().EC2InstancesPerRegion} allows.`,
      );
    }
    const metadata = metadataSettings(input.MetadataOptions, account.settings.metadataDefaults);
    const tags = withTags([], tagsByType(input).get('instance') ?? [], EC2_TAG_ERRORS);
    const reservationId = newId('r');
    const instances: InstanceResource[] = [];
    for (let count = 0; count < Math.min(MaxCount, room); count++) {
      const settings = {
        imageId: image.id,
        instanceType: input.InstanceType ?? SMALLEST,
        ...(profile && { profile: { arn: profile.arn, id: profile.row.id, associationId: newId('iip-assoc') } }),
        reservationId,
        metadata,
        isMonitored: input.Monitoring?.Enabled ?? false,
        state: 'running',
        changedAt: scope.now.toISOString(),
      } as const;
      instances.push(await createResource(scope.db, Instance, place, { name: newId('i'), tags, settings, createdAt: scope.now }));
    }
    await beginRuns(scope.db, instances, scope.now);
    return {
      ReservationId: reservationId,
      OwnerId: scope.accountId,
      Groups: [],
      Instances: instances.map((instance) => toInstance(instance, scope.now)),
    };
  },
});
