import { REACHED_TYPES } from '@gatehouse/policy/validate';
import { z } from 'zod';

/** The longest document: the size of AWS's longest policy, an organization's delegation policy, which can still be analyzed at once. */
export const MOST_CHARACTERS = 40_000;
/** Source: IAM Access Analyzer API Reference, "Access". */
const MOST_ENTRIES = 100;

const PolicyDocument = z.string().min(1).max(MOST_CHARACTERS);

/** Source: IAM Access Analyzer API Reference, "ValidatePolicy". */
export const VALIDATED_TYPES = [
  'IDENTITY_POLICY',
  'RESOURCE_POLICY',
  'SERVICE_CONTROL_POLICY',
  'RESOURCE_CONTROL_POLICY',
] as const;
export const VALIDATED_RESOURCES = [
  'AWS::S3::Bucket',
  'AWS::S3::AccessPoint',
  'AWS::S3::MultiRegionAccessPoint',
  'AWS::S3ObjectLambda::AccessPoint',
  'AWS::IAM::AssumeRolePolicyDocument',
  'AWS::DynamoDB::Table',
] as const;
/** The accepted locales. Answers are always in English. */
const LOCALES = ['DE', 'EN', 'ES', 'FR', 'IT', 'JA', 'KO', 'PT_BR', 'ZH_CN', 'ZH_TW'] as const;

export const ValidatePolicyInput = z.object({
  policyDocument: PolicyDocument,
  policyType: z.enum(VALIDATED_TYPES),
  validatePolicyResourceType: z.enum(VALIDATED_RESOURCES).optional(),
  locale: z.enum(LOCALES).optional(),
  maxResults: z.number().int().min(1).max(1000).optional(),
  nextToken: z.string().max(2048).optional(),
});

const CheckedType = z.enum(['IDENTITY_POLICY', 'RESOURCE_POLICY']);

export const CheckNoNewAccessInput = z.object({
  newPolicyDocument: PolicyDocument,
  existingPolicyDocument: PolicyDocument,
  policyType: CheckedType,
});

const Action = z.string().regex(/^(?:\*|[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+)$/);
const Access = z
  .object({
    actions: z.array(Action).max(MOST_ENTRIES).optional(),
    resources: z.array(z.string().min(1).max(2048)).max(MOST_ENTRIES).optional(),
  })
  .refine(({ actions = [], resources = [] }) => actions.length + resources.length > 0, 'Specify actions, resources or both.');

export const CheckAccessNotGrantedInput = z.object({
  policyDocument: PolicyDocument,
  access: z.array(Access).min(1).max(1),
  policyType: CheckedType,
});

/** The resource types that are stored here, and trust policies. */
export const PUBLIC_RESOURCES = [...REACHED_TYPES, 'AWS::IAM::AssumeRolePolicyDocument'] as const;

/** AWS's other resource types. Source: IAM Access Analyzer API Reference, "CheckNoPublicAccess". */
const OTHER_RESOURCES = [
  'AWS::ApiGateway::RestApi',
  'AWS::Backup::BackupVault',
  'AWS::CloudTrail::Dashboard',
  'AWS::CloudTrail::EventDataStore',
  'AWS::CodeArtifact::Domain',
  'AWS::DynamoDB::Stream',
  'AWS::EFS::FileSystem',
  'AWS::Kinesis::Stream',
  'AWS::Kinesis::StreamConsumer',
  'AWS::OpenSearchService::Domain',
  'AWS::S3::AccessPoint',
  'AWS::S3::Glacier',
  'AWS::S3Express::AccessPoint',
  'AWS::S3Express::DirectoryBucket',
  'AWS::S3Outposts::AccessPoint',
  'AWS::S3Outposts::Bucket',
  'AWS::S3Tables::Table',
  'AWS::S3Tables::TableBucket',
] as const;

export const CheckNoPublicAccessInput = z.object({
  policyDocument: PolicyDocument,
  resourceType: z.enum([...PUBLIC_RESOURCES, ...OTHER_RESOURCES]),
});
