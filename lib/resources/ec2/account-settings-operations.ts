import type { z } from 'zod';
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
import type { AccountSettings, ImageCriterion, MetadataDefaults, SettingName } from './settings';

// The settings of EC2 for an account in a Region. A declarative policy that sets one decides its value and refuses changes, also with
// DryRun.

const onAccount = (name: string) => ({
  checks: (_input: unknown, { call }: Scope) => [
    { action: `ec2:${name}`, resource: '*', context: { 'ec2:Region': call.region } },
  ],
});

type Manager = { ManagedBy: 'declarative-policy' | 'account' };

/** Returns the operation that reads a setting. */
function reading<Name extends SettingName, Output>(
  name: string,
  setting: Name,
  answer: (value: AccountSettings[Name], manager: Manager, message: { ManagedExceptionMessage?: string }) => Output,
) {
  return defineOperation({
    ...{ service: 'ec2', name, access: 'Read', input: AccountSettingInput },
    ...onAccount(name),
    run: async (input, scope) => {
      endDryRun(input);
      const { settings, isManaged, customMessage } = await settingsInForce(scope);
      const isOfPolicy = isManaged(setting);
      const message = isOfPolicy && customMessage !== undefined ? { ManagedExceptionMessage: customMessage } : {};
      return answer(settings[setting], { ManagedBy: isOfPolicy ? 'declarative-policy' : 'account' }, message);
    },
  });
}

/**
 * Returns the operation that changes a setting, unless a declarative policy sets it.
 * @param change validates the input, and returns the function from the setting before to the setting after
 */
function changing<
  Input extends z.ZodType<{ DryRun?: boolean | undefined }>,
  Name extends SettingName,
  const After extends AccountSettings[Name],
  Output,
>(
  name: string,
  setting: Name,
  input: Input,
  change: (asked: z.output<Input>) => (before: AccountSettings[Name]) => After,
  answer: (after: After) => Output,
) {
  return defineOperation({
    ...{ service: 'ec2', name, access: 'Write', input },
    ...onAccount(name),
    run: async (asked, scope) => {
      const changed = change(asked);
      const before = await requireUnmanaged(scope, setting);
      const after = changed(before[setting]);
      endDryRun(asked);
      await changeSettings(scope, { [setting]: after });
      return answer(after);
    },
  });
}

export const GetInstanceMetadataDefaults = reading(
  'GetInstanceMetadataDefaults',
  'metadataDefaults',
  (value, manager, message) => ({ AccountLevel: { ...value, ...manager, ...message } }),
);

/** Changes the options that the call names. `no-preference` and -1 remove one. */
export const ModifyInstanceMetadataDefaults = changing(
  'ModifyInstanceMetadataDefaults',
  'metadataDefaults',
  ModifyInstanceMetadataDefaultsInput,
  (asked) => (before) => withPreferences(before, asked),
  () => ({ Return: true }),
);

export const GetAllowedImagesSettings = reading('GetAllowedImagesSettings', 'allowedImages', ({ state, criteria }, manager) => ({
  ...{ State: state, ImageCriteria: criteria },
  ...manager,
}));

const toAllowedImages = <State>({ state }: { state: State }) => ({ AllowedImagesSettingsState: state });

export const EnableAllowedImagesSettings = changing(
  'EnableAllowedImagesSettings',
  'allowedImages',
  EnableAllowedImagesSettingsInput,
  (asked) => {
    const state = requireOneOf('AllowedImagesSettingsState', asked.AllowedImagesSettingsState, ['enabled', 'audit-mode']);
    return (before) => ({ ...before, state });
  },
  toAllowedImages,
);

/** The criteria stay, and count again when the setting is enabled. */
export const DisableAllowedImagesSettings = changing(
  'DisableAllowedImagesSettings',
  'allowedImages',
  AccountSettingInput,
  () => (before) => ({ ...before, state: 'disabled' }),
  toAllowedImages,
);

/** Replaces all criteria. Without criteria in the call, none are left. */
export const ReplaceImageCriteriaInAllowedImagesSettings = changing(
  'ReplaceImageCriteriaInAllowedImagesSettings',
  'allowedImages',
  ReplaceImageCriteriaInAllowedImagesSettingsInput,
  ({ ImageCriteria: criteria = [] }) => {
    requireCriteria(criteria);
    return (before) => ({ ...before, criteria });
  },
  () => ({ ReturnValue: true }),
);

const toImageBlock = <State>(state: State) => ({ ImageBlockPublicAccessState: state });

export const GetImageBlockPublicAccessState = reading(
  'GetImageBlockPublicAccessState',
  'imageBlockPublicAccess',
  (state, manager) => ({ ...toImageBlock(state), ...manager }),
);

export const EnableImageBlockPublicAccess = changing(
  'EnableImageBlockPublicAccess',
  'imageBlockPublicAccess',
  EnableImageBlockPublicAccessInput,
  (asked) => {
    const state = requireOneOf('ImageBlockPublicAccessState', asked.ImageBlockPublicAccessState, ['block-new-sharing']);
    return () => state;
  },
  toImageBlock,
);

export const DisableImageBlockPublicAccess = changing(
  'DisableImageBlockPublicAccess',
  'imageBlockPublicAccess',
  AccountSettingInput,
  () => () => 'unblocked',
  toImageBlock,
);

const toSnapshotBlock = <State>(state: State) => ({ State: state });

export const GetSnapshotBlockPublicAccessState = reading(
  'GetSnapshotBlockPublicAccessState',
  'snapshotBlockPublicAccess',
  (state, manager) => ({ ...toSnapshotBlock(state), ...manager }),
);

export const EnableSnapshotBlockPublicAccess = changing(
  'EnableSnapshotBlockPublicAccess',
  'snapshotBlockPublicAccess',
  EnableSnapshotBlockPublicAccessInput,
  ({ State }) => {
    const state = requireOneOf('State', State, ['block-all-sharing', 'block-new-sharing']);
    return () => state;
  },
  toSnapshotBlock,
);

export const DisableSnapshotBlockPublicAccess = changing(
  'DisableSnapshotBlockPublicAccess',
  'snapshotBlockPublicAccess',
  AccountSettingInput,
  () => () => 'unblocked',
  toSnapshotBlock,
);

const toSerialConsole = (isEnabled: boolean) => ({ SerialConsoleAccessEnabled: isEnabled });

export const GetSerialConsoleAccessStatus = reading(
  'GetSerialConsoleAccessStatus',
  'serialConsoleAccess',
  (isEnabled, manager) => ({ ...toSerialConsole(isEnabled), ...manager }),
);

export const EnableSerialConsoleAccess = changing(
  'EnableSerialConsoleAccess',
  'serialConsoleAccess',
  AccountSettingInput,
  () => () => true,
  toSerialConsole,
);

export const DisableSerialConsoleAccess = changing(
  'DisableSerialConsoleAccess',
  'serialConsoleAccess',
  AccountSettingInput,
  () => () => false,
  toSerialConsole,
);

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

const ON_OFF = ['enabled', 'disabled'] as const;
const NO_PREFERENCE = 'no-preference';

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
