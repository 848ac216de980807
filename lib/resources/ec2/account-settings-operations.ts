import { defineOperation, type Scope } from '../../core/operation';
import { changeSettings, requireUnmanaged, settingsInForce } from './account-settings';
import { ec2Error, endDryRun } from './errors';
import { HOPS } from './metadata';
import { requireNothingElse } from './not-here';
import {
  AccountSettingInput,
  EnableAllowedImagesSettingsInput,
  EnableImageBlockPublicAccessInput,
  EnableSnapshotBlockPublicAccessInput,
  ImageCriterionInput,
  ModifyInstanceMetadataDefaultsInput,
  ReplaceImageCriteriaInAllowedImagesSettingsInput,
} from './schema';
import type { AccountSettings, ImageCriterion, MetadataDefaults } from './settings';

// The settings of EC2 for an account in a Region. A declarative policy that sets one decides its value and refuses changes, also with
// DryRun.

const onAccount = (action: string) => ({
  checks: (_input: unknown, { call }: Scope) => [{ action, resource: '*', context: { 'ec2:Region': call.region } }],
});

const managedBy = (isManaged: boolean) => (isManaged ? ('declarative-policy' as const) : ('account' as const));

type Asked = { DryRun?: boolean | undefined };

/** Changes one setting, unless a declarative policy sets it. */
async function change<Name extends keyof AccountSettings>(
  input: Asked,
  scope: Scope,
  name: Name,
  value: (before: AccountSettings[Name]) => AccountSettings[Name],
): Promise<void> {
  const before = await requireUnmanaged(scope, name);
  const after = value(before[name]);
  endDryRun(input);
  await changeSettings(scope, { [name]: after });
}

/** @throws AwsError InvalidParameterValue for a value that is not in the list */
function requireOneOf<Value extends string>(member: string, value: string, values: readonly Value[]): Value {
  const found = values.find((one) => one === value);
  if (found === undefined) throw invalidValue(member, value);
  return found;
}

function invalidValue(member: string, value: string | number) {
  const parameter = member.charAt(0).toLowerCase() + member.slice(1);
  return ec2Error('InvalidParameterValue', `Value (${value}) for parameter ${parameter} is invalid.`, member);
}

export const GetInstanceMetadataDefaults = defineOperation({
  service: 'ec2',
  name: 'GetInstanceMetadataDefaults',
  access: 'Read',
  input: AccountSettingInput,
  ...onAccount('ec2:GetInstanceMetadataDefaults'),
  run: async (input, scope) => {
    endDryRun(input);
    const { settings, isManaged, customMessage } = await settingsInForce(scope);
    const isOfPolicy = isManaged('metadataDefaults');
    return {
      AccountLevel: {
        ...settings.metadataDefaults,
        ManagedBy: managedBy(isOfPolicy),
        ...(isOfPolicy && customMessage !== undefined && { ManagedExceptionMessage: customMessage }),
      },
    };
  },
});

const ON_OFF = ['enabled', 'disabled'] as const;
const NO_PREFERENCE = 'no-preference';

/** Changes the options that the call names. `no-preference` and -1 remove one. */
export const ModifyInstanceMetadataDefaults = defineOperation({
  service: 'ec2',
  name: 'ModifyInstanceMetadataDefaults',
  access: 'Write',
  input: ModifyInstanceMetadataDefaultsInput,
  ...onAccount('ec2:ModifyInstanceMetadataDefaults'),
  run: async (input, scope) => {
    await change(input, scope, 'metadataDefaults', (before) => withPreferences(before, input));
    return { Return: true };
  },
});

type Preferences = (typeof ModifyInstanceMetadataDefaultsInput)['_output'];

function withPreferences(before: MetadataDefaults, asked: Preferences): MetadataDefaults {
  const after = { ...before };
  const set = <Name extends keyof Preferences & keyof MetadataDefaults>(
    name: Name,
    values: readonly (MetadataDefaults[Name] & string)[],
  ) => {
    const value = asked[name];
    if (value === undefined) return;
    const chosen = requireOneOf(name, String(value), [...values, NO_PREFERENCE]);
    after[name] = chosen === NO_PREFERENCE ? undefined : (chosen as MetadataDefaults[Name]);
  };
  set('HttpTokens', ['optional', 'required']);
  set('HttpEndpoint', ON_OFF);
  set('InstanceMetadataTags', ON_OFF);
  set('HttpTokensEnforced', ON_OFF);
  const hops = asked.HttpPutResponseHopLimit;
  if (hops !== undefined) {
    if (hops !== -1 && (hops < HOPS.min || hops > HOPS.max)) throw invalidValue('HttpPutResponseHopLimit', hops);
    after.HttpPutResponseHopLimit = hops === -1 ? undefined : hops;
  }
  return after;
}

export const GetAllowedImagesSettings = defineOperation({
  service: 'ec2',
  name: 'GetAllowedImagesSettings',
  access: 'Read',
  input: AccountSettingInput,
  ...onAccount('ec2:GetAllowedImagesSettings'),
  run: async (input, scope) => {
    endDryRun(input);
    const { settings, isManaged } = await settingsInForce(scope);
    const { state, criteria } = settings.allowedImages;
    return { State: state, ImageCriteria: criteria, ManagedBy: managedBy(isManaged('allowedImages')) };
  },
});

export const EnableAllowedImagesSettings = defineOperation({
  service: 'ec2',
  name: 'EnableAllowedImagesSettings',
  access: 'Write',
  input: EnableAllowedImagesSettingsInput,
  ...onAccount('ec2:EnableAllowedImagesSettings'),
  run: async (input, scope) => {
    const asked = input.AllowedImagesSettingsState;
    const state = requireOneOf('AllowedImagesSettingsState', asked, ['enabled', 'audit-mode']);
    await change(input, scope, 'allowedImages', (before) => ({ ...before, state }));
    return { AllowedImagesSettingsState: state };
  },
});

/** The criteria stay, and count again when the setting is enabled. */
export const DisableAllowedImagesSettings = defineOperation({
  service: 'ec2',
  name: 'DisableAllowedImagesSettings',
  access: 'Write',
  input: AccountSettingInput,
  ...onAccount('ec2:DisableAllowedImagesSettings'),
  run: async (input, scope) => {
    await change(input, scope, 'allowedImages', (before) => ({ ...before, state: 'disabled' }));
    return { AllowedImagesSettingsState: 'disabled' as const };
  },
});

/** Replaces all criteria. Without criteria in the call, none are left. */
export const ReplaceImageCriteriaInAllowedImagesSettings = defineOperation({
  service: 'ec2',
  name: 'ReplaceImageCriteriaInAllowedImagesSettings',
  access: 'Write',
  input: ReplaceImageCriteriaInAllowedImagesSettingsInput,
  ...onAccount('ec2:ReplaceImageCriteriaInAllowedImagesSettings'),
  run: async (input, scope) => {
    const criteria = input.ImageCriteria ?? [];
    requireCriteria(criteria);
    await change(input, scope, 'allowedImages', (before) => ({ ...before, criteria }));
    return { ReturnValue: true };
  },
});

/** Source: Amazon EC2 API Reference, ReplaceImageCriteriaInAllowedImagesSettings and ImageCriterionRequest. */
const MOST = { criteria: 10, providers: 200, names: 50, codes: 50 } as const;
const PROVIDER = /^(?:\d{12}|amazon|aws-marketplace|aws-backup-vault|none)$/;
const IMAGE_NAME = /^[A-Za-z0-9()[\]./\-'@_*? ]{1,128}$/;
const PRODUCT_CODE = /^[A-Za-z0-9]{1,25}$/;

/** @throws AwsError InvalidParameterValue, InvalidParameterCombination or UnsupportedOperation */
function requireCriteria(criteria: readonly (ImageCriterion & Record<string, unknown>)[]): void {
  const requireAtMost = (count: number, most: number) => {
    if (count > most) throw invalidValue('ImageCriteria', count);
  };
  requireAtMost(criteria.length, MOST.criteria);
  for (const criterion of criteria) {
    requireNothingElse(ImageCriterionInput, criterion);
    const { ImageProviders = [], ImageNames = [], MarketplaceProductCodes = [] } = criterion;
    requireAtMost(ImageProviders.length, MOST.providers);
    requireAtMost(ImageNames.length, MOST.names);
    requireAtMost(MarketplaceProductCodes.length, MOST.codes);
    const odd =
      ImageProviders.find((provider) => !PROVIDER.test(provider)) ??
      ImageNames.find((name) => !IMAGE_NAME.test(name)) ??
      MarketplaceProductCodes.find((code) => !PRODUCT_CODE.test(code));
    if (odd !== undefined) throw invalidValue('ImageCriteria', odd);
    if (ImageProviders.includes('none') && ImageProviders.length > 1)
      throw ec2Error(
        'InvalidParameterCombination',
        "The image provider 'none' can't be specified together with other image providers.",
        'ImageCriteria',
      );
  }
}

export const GetImageBlockPublicAccessState = defineOperation({
  service: 'ec2',
  name: 'GetImageBlockPublicAccessState',
  access: 'Read',
  input: AccountSettingInput,
  ...onAccount('ec2:GetImageBlockPublicAccessState'),
  run: async (input, scope) => {
    endDryRun(input);
    const { settings, isManaged } = await settingsInForce(scope);
    return {
      ImageBlockPublicAccessState: settings.imageBlockPublicAccess,
      ManagedBy: managedBy(isManaged('imageBlockPublicAccess')),
    };
  },
});

export const EnableImageBlockPublicAccess = defineOperation({
  service: 'ec2',
  name: 'EnableImageBlockPublicAccess',
  access: 'Write',
  input: EnableImageBlockPublicAccessInput,
  ...onAccount('ec2:EnableImageBlockPublicAccess'),
  run: async (input, scope) => {
    const asked = input.ImageBlockPublicAccessState;
    const state = requireOneOf('ImageBlockPublicAccessState', asked, ['block-new-sharing']);
    await change(input, scope, 'imageBlockPublicAccess', () => state);
    return { ImageBlockPublicAccessState: state };
  },
});

export const DisableImageBlockPublicAccess = defineOperation({
  service: 'ec2',
  name: 'DisableImageBlockPublicAccess',
  access: 'Write',
  input: AccountSettingInput,
  ...onAccount('ec2:DisableImageBlockPublicAccess'),
  run: async (input, scope) => {
    await change(input, scope, 'imageBlockPublicAccess', () => 'unblocked');
    return { ImageBlockPublicAccessState: 'unblocked' as const };
  },
});

export const GetSnapshotBlockPublicAccessState = defineOperation({
  service: 'ec2',
  name: 'GetSnapshotBlockPublicAccessState',
  access: 'Read',
  input: AccountSettingInput,
  ...onAccount('ec2:GetSnapshotBlockPublicAccessState'),
  run: async (input, scope) => {
    endDryRun(input);
    const { settings, isManaged } = await settingsInForce(scope);
    return { State: settings.snapshotBlockPublicAccess, ManagedBy: managedBy(isManaged('snapshotBlockPublicAccess')) };
  },
});

export const EnableSnapshotBlockPublicAccess = defineOperation({
  service: 'ec2',
  name: 'EnableSnapshotBlockPublicAccess',
  access: 'Write',
  input: EnableSnapshotBlockPublicAccessInput,
  ...onAccount('ec2:EnableSnapshotBlockPublicAccess'),
  run: async (input, scope) => {
    const state = requireOneOf('State', input.State, ['block-all-sharing', 'block-new-sharing']);
    await change(input, scope, 'snapshotBlockPublicAccess', () => state);
    return { State: state };
  },
});

export const DisableSnapshotBlockPublicAccess = defineOperation({
  service: 'ec2',
  name: 'DisableSnapshotBlockPublicAccess',
  access: 'Write',
  input: AccountSettingInput,
  ...onAccount('ec2:DisableSnapshotBlockPublicAccess'),
  run: async (input, scope) => {
    await change(input, scope, 'snapshotBlockPublicAccess', () => 'unblocked');
    return { State: 'unblocked' as const };
  },
});

export const GetSerialConsoleAccessStatus = defineOperation({
  service: 'ec2',
  name: 'GetSerialConsoleAccessStatus',
  access: 'Read',
  input: AccountSettingInput,
  ...onAccount('ec2:GetSerialConsoleAccessStatus'),
  run: async (input, scope) => {
    endDryRun(input);
    const { settings, isManaged } = await settingsInForce(scope);
    return { SerialConsoleAccessEnabled: settings.serialConsoleAccess, ManagedBy: managedBy(isManaged('serialConsoleAccess')) };
  },
});

export const EnableSerialConsoleAccess = defineOperation({
  service: 'ec2',
  name: 'EnableSerialConsoleAccess',
  access: 'Write',
  input: AccountSettingInput,
  ...onAccount('ec2:EnableSerialConsoleAccess'),
  run: async (input, scope) => {
    await change(input, scope, 'serialConsoleAccess', () => true);
    return { SerialConsoleAccessEnabled: true };
  },
});

export const DisableSerialConsoleAccess = defineOperation({
  service: 'ec2',
  name: 'DisableSerialConsoleAccess',
  access: 'Write',
  input: AccountSettingInput,
  ...onAccount('ec2:DisableSerialConsoleAccess'),
  run: async (input, scope) => {
    await change(input, scope, 'serialConsoleAccess', () => false);
    return { SerialConsoleAccessEnabled: false };
  },
});
