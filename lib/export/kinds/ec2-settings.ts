import type { Arguments, Value } from '../terraform-values';
import { type CallInput, defineExportedKind, type Located } from './kind';

type Criterion = {
  ImageProviders?: readonly string[];
  ImageNames?: readonly string[];
  MarketplaceProductCodes?: readonly string[];
  CreationDateCondition?: { MaximumDaysSinceCreated?: number };
  DeprecationTimeCondition?: { MaximumDaysSinceDeprecated?: number };
};

type MetadataDefaults = Readonly<
  Partial<
    Record<'HttpTokens' | 'HttpEndpoint' | 'InstanceMetadataTags' | 'HttpTokensEnforced', string> & {
      HttpPutResponseHopLimit: number;
    }
  >
>;

/** The settings of EC2 that an account has set itself in a Region, by the API's values. */
export type Ec2Settings = {
  metadataDefaults?: MetadataDefaults;
  allowedImages?: { state: string; criteria: readonly Criterion[] };
  imageBlockPublicAccess?: string;
  snapshotBlockPublicAccess?: string;
  serialConsoleAccess?: boolean;
};

export type Ec2SettingsState = Located & { kind: 'ec2-settings'; settings: Ec2Settings };

const UNBLOCKED = 'unblocked';
const DISABLED = 'disabled';

/** The settings of EC2. They come after the instances, because they would apply to the launches that recreate those. */
export const ec2Settings = defineExportedKind<Ec2SettingsState>({
  kind: 'ec2-settings',
  // Each Region has one of them.
  nameOf: ({ region }) => region,
  last: {
    title: 'Settings of EC2',
    calls({ settings }, { call }) {
      const ec2 = (operation: string, input: CallInput = {}) => call('ec2', operation, input);
      const { metadataDefaults, allowedImages, imageBlockPublicAccess, snapshotBlockPublicAccess, serialConsoleAccess } =
        settings;
      return [
        ...(metadataDefaults && Object.keys(metadataDefaults).length > 0
          ? [ec2('ModifyInstanceMetadataDefaults', metadataDefaults)]
          : []),
        ...(allowedImages && allowedImages.criteria.length > 0
          ? [ec2('ReplaceImageCriteriaInAllowedImagesSettings', { ImageCriteria: allowedImages.criteria })]
          : []),
        ...(allowedImages
          ? [
              allowedImages.state === DISABLED
                ? ec2('DisableAllowedImagesSettings')
                : ec2('EnableAllowedImagesSettings', { AllowedImagesSettingsState: allowedImages.state }),
            ]
          : []),
        ...(imageBlockPublicAccess === undefined
          ? []
          : [
              imageBlockPublicAccess === UNBLOCKED
                ? ec2('DisableImageBlockPublicAccess')
                : ec2('EnableImageBlockPublicAccess', { ImageBlockPublicAccessState: imageBlockPublicAccess }),
            ]),
        ...(snapshotBlockPublicAccess === undefined
          ? []
          : [
              snapshotBlockPublicAccess === UNBLOCKED
                ? ec2('DisableSnapshotBlockPublicAccess')
                : ec2('EnableSnapshotBlockPublicAccess', { State: snapshotBlockPublicAccess }),
            ]),
        ...(serialConsoleAccess === undefined
          ? []
          : [ec2(serialConsoleAccess ? 'EnableSerialConsoleAccess' : 'DisableSerialConsoleAccess')]),
      ];
    },
  },
  template({ settings: { snapshotBlockPublicAccess: State = UNBLOCKED } }, { own }) {
    if (State === UNBLOCKED) return [];
    return [[own('SnapshotBlockPublicAccess'), { Type: 'AWS::EC2::SnapshotBlockPublicAccess', Properties: { State } }]];
  },
  terraform({ settings }, to) {
    const { metadataDefaults, allowedImages, imageBlockPublicAccess, snapshotBlockPublicAccess, serialConsoleAccess } = settings;
    const preferences = metadataDefaults && metadataArguments(metadataDefaults);
    if (preferences && Object.values(preferences).some((value) => value !== undefined))
      to.block('aws_ec2_instance_metadata_defaults', preferences);
    if (allowedImages && allowedImages.state !== DISABLED)
      to.block('aws_ec2_allowed_images_settings', {
        state: allowedImages.state,
        image_criterion: { blocks: allowedImages.criteria.map(criterionArguments) },
      });
    if (imageBlockPublicAccess !== undefined) to.block('aws_ec2_image_block_public_access', { state: imageBlockPublicAccess });
    if (snapshotBlockPublicAccess !== undefined)
      to.block('aws_ebs_snapshot_block_public_access', { state: snapshotBlockPublicAccess });
    if (serialConsoleAccess !== undefined) to.block('aws_ec2_serial_console_access', { enabled: serialConsoleAccess });
  },
  leftOut: (all, format) => {
    if (format === 'cloudformation')
      return all.some(({ settings: { snapshotBlockPublicAccess, ...others } }) => Object.keys(others).length > 0)
        ? ['Settings of EC2 are left out, except for snapshots: CloudFormation has no resources for them.']
        : [];
    if (format === 'cli') return [];
    return [
      ...(all.some(({ settings }) => settings.metadataDefaults?.HttpTokensEnforced !== undefined)
        ? ['The enforcement of metadata tokens is left out: the provider has no argument for it.']
        : []),
      ...(all.some(({ settings: { allowedImages } }) => allowedImages?.state === DISABLED && allowedImages.criteria.length > 0)
        ? ['The criteria of Allowed AMIs are left out where it is disabled.']
        : []),
    ];
  },
});

function metadataArguments(defaults: MetadataDefaults): Arguments {
  return {
    http_endpoint: defaults.HttpEndpoint,
    http_tokens: defaults.HttpTokens,
    http_put_response_hop_limit: defaults.HttpPutResponseHopLimit,
    instance_metadata_tags: defaults.InstanceMetadataTags,
  };
}

function criterionArguments(criterion: Criterion): Arguments {
  const one = (name: string, value: number | undefined): Value | undefined =>
    value === undefined ? undefined : { blocks: [{ [name]: value }] };
  return {
    image_providers: criterion.ImageProviders,
    image_names: criterion.ImageNames,
    marketplace_product_codes: criterion.MarketplaceProductCodes,
    creation_date_condition: one('maximum_days_since_created', criterion.CreationDateCondition?.MaximumDaysSinceCreated),
    deprecation_time_condition: one(
      'maximum_days_since_deprecated',
      criterion.DeprecationTimeCondition?.MaximumDaysSinceDeprecated,
    ),
  };
}
