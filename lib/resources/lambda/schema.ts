import { z } from 'zod';
import { TagKey, text } from '../../core/shapes';
import { FUNCTION_NAME } from './arns';

// Limits: AWS Lambda API Reference, the page of each operation.

/** An unsupported member. Callers who send it get an error. */
export const notHere = z.unknown().optional();
/** A member without effect here, since nothing runs. */
const ignored = z.unknown().optional();

const FunctionName = text({ pattern: FUNCTION_NAME, min: 1, max: 170 });
const Role = text({ pattern: 'arn:(?:aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+' });
const Qualifier = text({ pattern: '\\$LATEST(?:\\.PUBLISHED)?|[a-zA-Z0-9_-]+', min: 1, max: 128 }).optional();
const RevisionId = z.string().optional();
const Tags = z.record(TagKey, text({ max: 256 }));
const Variables = z.record(text({ pattern: '[a-zA-Z](?:[a-zA-Z0-9_])+' }), z.string());

const configuration = {
  Runtime: text({ pattern: '[a-z0-9.$_-]+', max: 64 }).optional(),
  Handler: text({ pattern: '[^\\s]+', max: 128 }).optional(),
  Description: text({ max: 256 }).optional(),
  Timeout: z.int().min(1).max(900).optional(),
  MemorySize: z.int().min(128).max(10_240).optional(),
  Environment: z.object({ Variables: Variables.optional() }).optional(),
  // These have no effect. They are returned as set.
  EphemeralStorage: z.object({ Size: z.int().min(512).max(10_240) }).optional(),
  LoggingConfig: z
    .object({
      LogFormat: z.enum(['JSON', 'Text']).optional(),
      ApplicationLogLevel: z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']).optional(),
      SystemLogLevel: z.enum(['DEBUG', 'INFO', 'WARN']).optional(),
      LogGroup: text({ min: 1, max: 512 }).optional(),
    })
    .optional(),
  SnapStart: z.object({ ApplyOn: z.enum(['None', 'PublishedVersions']).optional() }).optional(),
  TracingConfig: z.object({ Mode: z.enum(['Active', 'PassThrough']).optional() }).optional(),
  CapacityProviderConfig: notHere,
  DeadLetterConfig: notHere,
  DurableConfig: notHere,
  FileSystemConfigs: notHere,
  ImageConfig: notHere,
  KMSKeyArn: notHere,
  Layers: notHere,
  VpcConfig: notHere,
};
export const CreateFunctionInput = z.object({
  FunctionName,
  Role,
  Code: z.object({
    ZipFile: z.instanceof(Uint8Array).optional(),
    S3Bucket: text({ min: 3, max: 63 }).optional(),
    S3Key: text({ min: 1, max: 1024 }).optional(),
    S3ObjectVersion: z.string().optional(),
    S3ObjectStorageMode: z.string().optional(),
    ImageUri: z.string().optional(),
    SourceKMSKeyArn: z.string().optional(),
  }),
  PackageType: z.enum(['Zip', 'Image']).optional(),
  Tags: Tags.optional(),
  CodeSigningConfigArn: z.string().optional(),
  Architectures: z
    .array(z.enum(['x86_64', 'arm64']))
    .length(1)
    .optional(),
  Publish: notHere,
  PublishTo: notHere,
  TenancyConfig: notHere,
  ...configuration,
});
export type CreateFunctionInput = z.output<typeof CreateFunctionInput>;
export const UpdateFunctionConfigurationInput = z.object({
  FunctionName,
  Role: Role.optional(),
  RevisionId,
  ...configuration,
});
export type Configuration = Omit<z.output<typeof UpdateFunctionConfigurationInput>, 'FunctionName'>;
export const FunctionInput = z.object({ FunctionName, Qualifier });
export const ListFunctionsInput = z.object({
  MasterRegion: ignored,
  FunctionVersion: z.enum(['ALL']).optional(),
  Marker: z.string().optional(),
  MaxItems: z.int().min(1).max(10_000).optional(),
});

export const InvokeInput = z.object({
  FunctionName,
  Qualifier,
  InvocationType: z.enum(['Event', 'RequestResponse', 'DryRun']).optional(),
  LogType: z.enum(['None', 'Tail']).optional(),
  ClientContext: ignored,
  Payload: z.instanceof(Uint8Array).optional(),
  DurableExecutionName: notHere,
  TenantId: notHere,
});

const StatementId = text({ pattern: '[a-zA-Z0-9_-]+', min: 1, max: 100 });
export const AddPermissionInput = z.object({
  FunctionName,
  StatementId,
  Action: text({ pattern: 'lambda:[*]|lambda:[a-zA-Z]+|[*]' }),
  Principal: text({ pattern: '[^\\s]+' }),
  SourceArn: text({ pattern: 'arn:(?:aws[a-zA-Z0-9-]*):[a-zA-Z0-9-]+:(?:[a-z]{2}(?:-[a-z]+)+-\\d)?:(?:\\d{12})?:.*' }).optional(),
  SourceAccount: text({ pattern: '\\d{12}' }).optional(),
  PrincipalOrgID: text({ pattern: 'o-[a-z0-9]{10,32}', min: 12, max: 34 }).optional(),
  EventSourceToken: text({ pattern: '[a-zA-Z0-9._-]+', max: 256 }).optional(),
  FunctionUrlAuthType: z.enum(['NONE', 'AWS_IAM']).optional(),
  InvokedViaFunctionUrl: z.boolean().optional(),
  Qualifier,
  RevisionId,
});
export type AddPermissionInput = z.output<typeof AddPermissionInput>;
export const RemovePermissionInput = z.object({ FunctionName, StatementId, Qualifier, RevisionId });

const ResourceArn = text({ max: 256 });
export const PutResourcePolicyInput = z.object({ ResourceArn, Policy: z.string(), RevisionId });
export const GetResourcePolicyInput = z.object({ ResourceArn });
export const DeleteResourcePolicyInput = z.object({ ResourceArn, RevisionId });

const Resource = text({ min: 1, max: 256 });
export const TagResourceInput = z.object({ Resource, Tags });
export const UntagResourceInput = z.object({ Resource, TagKeys: z.array(TagKey) });
export const ListTagsInput = z.object({ Resource });
