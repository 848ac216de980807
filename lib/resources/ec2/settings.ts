/** A criterion of Allowed AMIs, by the SDK's names. An image matches it by all of its parts. */
export type ImageCriterion = {
  ImageProviders?: string[] | undefined;
  ImageNames?: string[] | undefined;
  MarketplaceProductCodes?: string[] | undefined;
  CreationDateCondition?: { MaximumDaysSinceCreated?: number | undefined } | undefined;
  DeprecationTimeCondition?: { MaximumDaysSinceDeprecated?: number | undefined } | undefined;
};

export type AllowedImages = { state: 'enabled' | 'audit-mode' | 'disabled'; criteria: ImageCriterion[] };

/** The metadata options of instances for which a launch names none. An absent option has no preference. */
export type MetadataDefaults = {
  HttpTokens?: 'optional' | 'required' | undefined;
  HttpPutResponseHopLimit?: number | undefined;
  HttpEndpoint?: 'enabled' | 'disabled' | undefined;
  InstanceMetadataTags?: 'enabled' | 'disabled' | undefined;
  HttpTokensEnforced?: 'enabled' | 'disabled' | undefined;
};

/** The settings of EC2 for an account in a Region, by the SDK's values. */
export type AccountSettings = {
  metadataDefaults: MetadataDefaults;
  allowedImages: AllowedImages;
  imageBlockPublicAccess: 'block-new-sharing' | 'unblocked';
  snapshotBlockPublicAccess: 'block-all-sharing' | 'block-new-sharing' | 'unblocked';
  serialConsoleAccess: boolean;
};

export type SettingName = keyof AccountSettings;
