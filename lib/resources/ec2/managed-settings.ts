import type { EffectiveObject } from '@gatehouse/policy/organization';
import type { AccountSettings, ImageCriterion, SettingName } from './settings';

/** The attribute of an EC2 policy for each setting of an account. Source: Organizations User Guide, "EC2 policy syntax". */
export const ATTRIBUTES: Readonly<Record<SettingName, string>> = {
  metadataDefaults: 'instance_metadata_defaults',
  allowedImages: 'allowed_images_settings',
  imageBlockPublicAccess: 'image_block_public_access',
  snapshotBlockPublicAccess: 'snapshot_block_public_access',
  serialConsoleAccess: 'serial_console_access',
};

/** Returns the attributes of an effective EC2 policy. */
export function attributesOf(document: EffectiveObject): EffectiveObject {
  return objectIn(document, 'ec2_attributes') ?? {};
}

/**
 * Returns the settings that attributes set. An attribute without its state or status sets nothing. Instance metadata defaults are set
 * as a whole, so options that the policy leaves out have no preference. Neither is confirmed.
 */
export function toSettings(attributes: EffectiveObject): Partial<AccountSettings> {
  const metadata = objectIn(attributes, 'instance_metadata_defaults');
  const images = objectIn(attributes, 'allowed_images_settings');
  const imagesState = valueIn(images, 'state');
  const imageBlock = valueIn(objectIn(attributes, 'image_block_public_access'), 'state');
  const snapshotBlock = valueIn(objectIn(attributes, 'snapshot_block_public_access'), 'state');
  const serialConsole = valueIn(objectIn(attributes, 'serial_console_access'), 'status');
  return {
    ...(metadata && { metadataDefaults: toMetadataDefaults(metadata) }),
    ...(imagesState !== undefined && {
      allowedImages: {
        state: imagesState as AccountSettings['allowedImages']['state'],
        criteria: toCriteria(objectIn(images ?? {}, 'image_criteria') ?? {}),
      },
    }),
    ...(imageBlock !== undefined && { imageBlockPublicAccess: imageBlock as AccountSettings['imageBlockPublicAccess'] }),
    ...(snapshotBlock !== undefined && {
      snapshotBlockPublicAccess: snapshotBlock as AccountSettings['snapshotBlockPublicAccess'],
    }),
    ...(serialConsole !== undefined && { serialConsoleAccess: serialConsole === 'enabled' }),
  };
}

function toMetadataDefaults(metadata: EffectiveObject): AccountSettings['metadataDefaults'] {
  const preference = (name: string) => {
    const value = valueIn(metadata, name);
    return value === 'no-preference' ? undefined : value;
  };
  const hops = metadata.http_put_response_hop_limit;
  return defined({
    HttpTokens: preference('http_tokens') as 'optional' | 'required' | undefined,
    HttpPutResponseHopLimit: isNumeral(hops) && Number(hops) >= 1 ? Number(hops) : undefined,
    HttpEndpoint: preference('http_endpoint') as 'enabled' | undefined,
    InstanceMetadataTags: preference('instance_metadata_tags') as 'enabled' | undefined,
    HttpTokensEnforced: preference('http_tokens_enforced') as 'enabled' | undefined,
  });
}

/** Returns the criteria in the order of their numbers. */
function toCriteria(criteria: EffectiveObject): ImageCriterion[] {
  return Object.keys(criteria)
    .sort((one, other) => numberOf(one) - numberOf(other))
    .flatMap((name) => {
      const criterion = objectIn(criteria, name);
      return criterion ? [toCriterion(criterion)] : [];
    });
}

function numberOf(criterion: string): number {
  return Number(criterion.slice('criteria_'.length));
}

function toCriterion(criterion: EffectiveObject): ImageCriterion {
  const created = objectIn(criterion, 'creation_date_condition')?.maximum_days_since_created;
  const deprecated = objectIn(criterion, 'deprecation_time_condition')?.maximum_days_since_deprecated;
  return defined({
    ImageProviders: listIn(criterion, 'allowed_image_providers')?.map(toHyphens),
    ImageNames: listIn(criterion, 'image_names'),
    MarketplaceProductCodes: listIn(criterion, 'marketplace_product_codes'),
    CreationDateCondition: isNumeral(created) ? { MaximumDaysSinceCreated: Number(created) } : undefined,
    DeprecationTimeCondition: isNumeral(deprecated) ? { MaximumDaysSinceDeprecated: Number(deprecated) } : undefined,
  });
}

function objectIn(object: EffectiveObject, name: string): EffectiveObject | undefined {
  const value = object[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as EffectiveObject) : undefined;
}

function listIn(object: EffectiveObject, name: string): string[] | undefined {
  const value = object[name];
  return Array.isArray(value) ? value.map(String) : undefined;
}

/** Returns a value in the spelling of the API. Source: the model of EC2. */
function valueIn(object: EffectiveObject | undefined, name: string): string | undefined {
  const value = object?.[name];
  return typeof value === 'string' ? toHyphens(value) : undefined;
}

function toHyphens(value: string): string {
  return value.replaceAll('_', '-');
}

function isNumeral(value: unknown): value is string | number {
  return (typeof value === 'number' || typeof value === 'string') && /^-?\d+$/.test(String(value));
}

function defined<Members extends object>(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Members;
}
