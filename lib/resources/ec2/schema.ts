import { z } from 'zod';

// Source of names: the AWS SDK's model of EC2.

const text = z.string();
const DryRun = z.boolean().optional();
const Tag = z.object({ Key: text.optional(), Value: text.optional() });
/** A member without effect here: nothing really runs, and there is one network. */
const ignored = z.unknown().optional();
/** An unsupported member. Callers who send it get an error. */
export const notHere = z.unknown().optional();

export const RunInstancesInput = z.object({
  DryRun,
  ImageId: text.optional(),
  InstanceType: text.optional(),
  MinCount: z.number().int(),
  MaxCount: z.number().int(),
  KeyName: text.optional(),
  SubnetId: text.optional(),
  SecurityGroupIds: z.array(text).optional(),
  SecurityGroups: z.array(text).optional(),
  IamInstanceProfile: z.object({ Arn: text.optional(), Name: text.optional() }).optional(),
  TagSpecifications: z.array(z.object({ ResourceType: text.optional(), Tags: z.array(Tag).optional() })).optional(),
  ClientToken: ignored,
  UserData: ignored,
  Monitoring: z.object({ Enabled: z.boolean().optional() }).optional(),
  EbsOptimized: ignored,
  InstanceInitiatedShutdownBehavior: ignored,
  DisableApiStop: notHere,
  DisableApiTermination: notHere,
  CreditSpecification: ignored,
  MetadataOptions: z
    .object({
      HttpTokens: text.optional(),
      HttpPutResponseHopLimit: z.number().int().optional(),
      HttpEndpoint: text.optional(),
      HttpProtocolIpv6: text.optional(),
      InstanceMetadataTags: text.optional(),
    })
    .optional(),
  MaintenanceOptions: ignored,
  PrivateDnsNameOptions: ignored,
  AdditionalInfo: ignored,
  BlockDeviceMappings: notHere,
  CapacityReservationSpecification: notHere,
  CpuOptions: notHere,
  ElasticGpuSpecification: notHere,
  ElasticInferenceAccelerators: notHere,
  EnablePrimaryIpv6: notHere,
  EnclaveOptions: notHere,
  HibernationOptions: notHere,
  InstanceMarketOptions: notHere,
  Ipv6AddressCount: notHere,
  Ipv6Addresses: notHere,
  KernelId: notHere,
  LaunchTemplate: notHere,
  LicenseSpecifications: notHere,
  NetworkInterfaces: notHere,
  NetworkPerformanceOptions: notHere,
  Operator: notHere,
  Placement: notHere,
  PrivateIpAddress: notHere,
  RamdiskId: notHere,
  SecondaryInterfaces: notHere,
});

const Filters = z.array(z.object({ Name: text.optional(), Values: z.array(text).optional() })).optional();

export const DescribeInstancesInput = z.object({
  DryRun,
  InstanceIds: z.array(text).optional(),
  Filters,
  MaxResults: z.number().int().optional(),
  NextToken: text.optional(),
  IncludeManagedResources: ignored,
});

export const DescribeImagesInput = z.object({
  DryRun,
  ImageIds: z.array(text).optional(),
  Owners: z.array(text).optional(),
  Filters,
  ExecutableUsers: ignored,
  IncludeDeprecated: ignored,
  IncludeDisabled: ignored,
  MaxResults: ignored,
  NextToken: ignored,
});

const OfInstances = { DryRun, InstanceIds: z.array(text) };
export const StartInstancesInput = z.object({ ...OfInstances, AdditionalInfo: ignored });
export const StopInstancesInput = z.object({ ...OfInstances, Hibernate: notHere, SkipOsShutdown: ignored, Force: ignored });
export const TerminateInstancesInput = z.object({ ...OfInstances, SkipOsShutdown: ignored, Force: ignored });
export const RebootInstancesInput = z.object(OfInstances);

export const CreateTagsInput = z.object({ DryRun, Resources: z.array(text), Tags: z.array(Tag) });
export const DeleteTagsInput = z.object({ DryRun, Resources: z.array(text), Tags: z.array(Tag).optional() });

const OfAccount = { DryRun };
export const AccountSettingInput = z.object(OfAccount);

export const ModifyInstanceMetadataDefaultsInput = z.object({
  ...OfAccount,
  HttpTokens: text.optional(),
  HttpPutResponseHopLimit: z.number().int().optional(),
  HttpEndpoint: text.optional(),
  InstanceMetadataTags: text.optional(),
  HttpTokensEnforced: text.optional(),
});

export const EnableAllowedImagesSettingsInput = z.object({ ...OfAccount, AllowedImagesSettingsState: text });
export const EnableImageBlockPublicAccessInput = z.object({ ...OfAccount, ImageBlockPublicAccessState: text });
export const EnableSnapshotBlockPublicAccessInput = z.object({ ...OfAccount, State: text });

const Criterion = z.object({
  ImageProviders: z.array(text).optional(),
  ImageNames: z.array(text).optional(),
  MarketplaceProductCodes: z.array(text).optional(),
  CreationDateCondition: z.object({ MaximumDaysSinceCreated: z.number().int().optional() }).optional(),
  DeprecationTimeCondition: z.object({ MaximumDaysSinceDeprecated: z.number().int().optional() }).optional(),
  ImageWatermarks: notHere,
  ScanResultCondition: notHere,
});
export const ReplaceImageCriteriaInAllowedImagesSettingsInput = z.object({
  ...OfAccount,
  ImageCriteria: z.array(Criterion).optional(),
});
export const ImageCriterionInput = Criterion;

const Paged = { Filters, MaxResults: z.number().int().optional(), NextToken: text.optional() };

export const DescribeInstanceStatusInput = z.object({
  DryRun,
  ...Paged,
  InstanceIds: z.array(text).optional(),
  IncludeAllInstances: z.boolean().optional(),
  IncludeManagedResources: ignored,
});

export const DescribeTagsInput = z.object({ DryRun, ...Paged });

const IamInstanceProfile = z.object({ Arn: text.optional(), Name: text.optional() });
export const AssociateIamInstanceProfileInput = z.object({ IamInstanceProfile, InstanceId: text });
export const DisassociateIamInstanceProfileInput = z.object({ AssociationId: text });
export const ReplaceIamInstanceProfileAssociationInput = z.object({ IamInstanceProfile, AssociationId: text });
export const DescribeIamInstanceProfileAssociationsInput = z.object({ ...Paged, AssociationIds: z.array(text).optional() });
