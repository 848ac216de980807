import type { EffectiveObject } from '@gatehouse/policy/organization';
import { keysOf, recordOf } from '../../core/text/lists';
import type { AccountSettings, AllowedImages, ImageCriterion, SettingName } from './settings';

/** A setting of an account: its value in a new account, and its attribute in an EC2 policy. */
type Setting<Value> = {
  initially: Value;
  attribute: string;
  /** Returns the value that the attribute sets, or undefined if it sets none. */
  ofPolicy: (attribute: EffectiveObject) => Value | undefined;
};

/**
 * The settings. An attribute without its state or status sets nothing. Instance metadata defaults are set as a whole, so options that the
 * policy leaves out have no preference. Neither is confirmed. An account without public images blocks new sharing of images from the
 * start. Source: Organizations User Guide, "EC2 policy syntax"; EC2 User Guide, on each setting.
 */
const SETTINGS: { readonly [Name in SettingName]: Setting<AccountSettings[Name]> } = {
  metadataDefaults: { initially: {}, attribute: 'instance_metadata_defaults', ofPolicy: toMetadataDefaults },
  allowedImages: {
    initially: { state: 'disabled', criteria: [] },
    attribute: 'allowed_images_settings',
    ofPolicy: (attribute) => {
      const state = stateOf<AllowedImages['state']>(attribute);
      return state && { state, criteria: toCriteria(objectIn(attribute, 'image_criteria') ?? {}) };
    },
  },
  imageBlockPublicAccess: { initially: 'block-new-sharing', attribute: 'image_block_public_access', ofPolicy: stateOf },
  snapshotBlockPublicAccess: { initially: 'unblocked', attribute: 'snapshot_block_public_access', ofPolicy: stateOf },
  serialConsoleAccess: {
    initially: false,
    attribute: 'serial_console_access',
    ofPolicy: (attribute) => {
      const status = valueIn(attribute, 'status');
      return status === undefined ? undefined : status === 'enabled';
    },
  },
};

/** The settings of a new account. */
export const INITIAL = recordOf(keysOf(SETTINGS), (name) => SETTINGS[name].initially) as AccountSettings;

/** Returns the attribute of an EC2 policy for a setting. */
export function attributeOf(name: SettingName): string {
  return SETTINGS[name].attribute;
}

/** Returns the attributes of an effective EC2 policy. */
export function attributesOf(document: EffectiveObject): EffectiveObject {
  return objectIn(document, 'ec2_attributes') ?? {};
}

/** Returns the settings that attributes set. */
export function toSettings(attributes: EffectiveObject): Partial<AccountSettings> {
  const ofPolicy = (name: SettingName) => {
    const attribute = objectIn(attributes, SETTINGS[name].attribute);
    return attribute && SETTINGS[name].ofPolicy(attribute);
  };
  return defined(recordOf(keysOf(SETTINGS), ofPolicy)) as Partial<AccountSettings>;
}

/** Returns the state of an attribute. The policy's syntax admits only the states of its setting. */
function stateOf<State extends string>(attribute: EffectiveObject): State | undefined {
  return valueIn(attribute, 'state') as State | undefined;
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
