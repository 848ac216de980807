import { z } from 'zod';
import { text } from '../../core/shapes';

// Limits: AWS Secrets Manager API Reference, the page of each operation.

const SecretId = text({ min: 1, max: 2048 });
const ClientRequestToken = text({ min: 32, max: 64 });
const Description = text({ max: 2048 });
const KmsKeyId = text({ max: 2048 });
const SecretString = text({ min: 1, max: 65_536 });
const Tags = z.array(z.object({ Key: text({ min: 1, max: 128 }), Value: text({ max: 256 }) }));
const VersionStage = text({ min: 1, max: 256 });

/** A member's bytes, which messages do not repeat. */
const SecretBinary = z
  .instanceof(Uint8Array)
  .refine(
    ({ byteLength }) => byteLength >= 1 && byteLength <= 65_536,
    `1 validation error detected: Value at 'secretBinary' failed to satisfy constraint: Member must have length less than or equal to 65536`,
  );

export const CreateSecretInput = z.object({
  Name: text({ min: 1, max: 512 }),
  ClientRequestToken: ClientRequestToken.optional(),
  Description: Description.optional(),
  KmsKeyId: KmsKeyId.optional(),
  SecretBinary: SecretBinary.optional(),
  SecretString: SecretString.optional(),
  Tags: Tags.optional(),
  AddReplicaRegions: z
    .array(z.object({ Region: z.string().optional(), KmsKeyId: KmsKeyId.optional() }))
    .min(1)
    .optional(),
  ForceOverwriteReplicaSecret: z.boolean().optional(),
  Type: z.string().optional(),
});
export const UpdateSecretInput = z.object({
  SecretId,
  ClientRequestToken: ClientRequestToken.optional(),
  Description: Description.optional(),
  KmsKeyId: KmsKeyId.optional(),
  SecretBinary: SecretBinary.optional(),
  SecretString: SecretString.optional(),
  Type: z.string().optional(),
});
export const SecretIdInput = z.object({ SecretId });
export const DeleteSecretInput = z.object({
  SecretId,
  RecoveryWindowInDays: z.int().optional(),
  ForceDeleteWithoutRecovery: z.boolean().optional(),
});
export const ListSecretsInput = z.object({
  IncludePlannedDeletion: z.boolean().optional(),
  MaxResults: z.int().min(1).max(100).optional(),
  NextToken: text({ min: 1, max: 4096 }).optional(),
  Filters: z
    .array(
      z.object({
        Key: z.enum(['description', 'name', 'tag-key', 'tag-value', 'primary-region', 'owning-service', 'all']),
        Values: z.array(text({ max: 512 })).max(10),
      }),
    )
    .max(10)
    .optional(),
  SortOrder: z.enum(['asc', 'desc']).optional(),
  SortBy: z.enum(['created-date', 'last-accessed-date', 'last-changed-date', 'name']).optional(),
});
export type ListSecretsInput = z.output<typeof ListSecretsInput>;

export const GetSecretValueInput = z.object({
  SecretId,
  VersionId: text({ min: 32, max: 64 }).optional(),
  VersionStage: VersionStage.optional(),
});
export const PutSecretValueInput = z.object({
  SecretId,
  ClientRequestToken: ClientRequestToken.optional(),
  SecretBinary: SecretBinary.optional(),
  SecretString: SecretString.optional(),
  VersionStages: z.array(VersionStage).min(1).max(20).optional(),
  RotationToken: text({ min: 36, max: 256 }).optional(),
});

export const PutResourcePolicyInput = z.object({
  SecretId,
  ResourcePolicy: text({ min: 1, max: 20_480 }),
  BlockPublicPolicy: z.boolean().optional(),
});

export const TagResourceInput = z.object({ SecretId, Tags });
export const UntagResourceInput = z.object({ SecretId, TagKeys: z.array(text({ min: 1, max: 128 })) });
