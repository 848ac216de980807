import { z } from 'zod';
import { text } from '../../core/shapes';
import { DAYS_TO_WAIT } from './limits';

// Limits: AWS Key Management Service API Reference, the page of each operation.

const KeyId = text({ min: 1, max: 2048 });
const AliasName = text({ pattern: '[a-zA-Z0-9:/_-]+', min: 1, max: 256 });
const Marker = text({ pattern: '[\\u0020-\\u00FF]*', min: 1, max: 1024 });
const PolicyName = text({ pattern: '[\\w]+', min: 1, max: 128 });
const Policy = text({ pattern: '[\\t\\n\\r\\u0020-\\u00FF]+', min: 1, max: 131_072 });
const Limit = z.int().min(1).max(1000);
const Tags = z.array(z.object({ TagKey: text({ min: 1, max: 128 }), TagValue: text({ max: 256 }) }));
const EncryptionContext = z.record(z.string(), z.string());
const GrantTokens = z.array(text({ min: 1, max: 8192 })).max(10);
const Recipient = z.object({
  KeyEncryptionAlgorithm: z.string().optional(),
  AttestationDocument: z.instanceof(Uint8Array).optional(),
});

const EncryptionAlgorithm = z.enum(['SYMMETRIC_DEFAULT', 'RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256', 'SM2PKE']);
const KeySpec = z.enum([
  'SYMMETRIC_DEFAULT',
  'ECC_NIST_EDWARDS25519',
  'ECC_NIST_P256',
  'ECC_NIST_P384',
  'ECC_NIST_P521',
  'ECC_SECG_P256K1',
  'HMAC_224',
  'HMAC_256',
  'HMAC_384',
  'HMAC_512',
  'ML_DSA_44',
  'ML_DSA_65',
  'ML_DSA_87',
  'ML_KEM_512',
  'ML_KEM_768',
  'ML_KEM_1024',
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'SM2',
]);
const KeyUsage = z.enum(['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC', 'KEY_AGREEMENT', 'ENCAPSULATE_DECAPSULATE']);
const Origin = z.enum(['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE']);

/** A member's bytes, which messages do not repeat. */
const blob = (member: string, max: number) => {
  const failed = (limit: string) =>
    `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have length ${limit}`;
  return z
    .instanceof(Uint8Array)
    .refine(({ byteLength }) => byteLength >= 1, failed('greater than or equal to 1'))
    .refine(({ byteLength }) => byteLength <= max, failed(`less than or equal to ${max}`));
};

export const CreateKeyInput = z.object({
  Policy: Policy.optional(),
  Description: text({ max: 8192 }).optional(),
  KeyUsage: KeyUsage.optional(),
  CustomerMasterKeySpec: KeySpec.optional(),
  KeySpec: KeySpec.optional(),
  Origin: Origin.optional(),
  CustomKeyStoreId: text({ min: 1, max: 64 }).optional(),
  BypassPolicyLockoutSafetyCheck: z.boolean().optional(),
  Tags: Tags.optional(),
  MultiRegion: z.boolean().optional(),
  XksKeyId: text({ pattern: '[a-zA-Z0-9-_.]+', min: 1, max: 128 }).optional(),
});
export type CreateKeyInput = z.output<typeof CreateKeyInput>;
export const DescribeKeyInput = z.object({ KeyId, GrantTokens: GrantTokens.optional() });
export const KeyIdInput = z.object({ KeyId });
export const ScheduleKeyDeletionInput = z.object({
  KeyId,
  PendingWindowInDays: z.int().min(DAYS_TO_WAIT.from).max(DAYS_TO_WAIT.to).optional(),
});
export const ListKeysInput = z.object({ Limit: Limit.optional(), Marker: Marker.optional() });

export const GetKeyPolicyInput = z.object({ KeyId, PolicyName: PolicyName.optional() });
export const PutKeyPolicyInput = z.object({
  KeyId,
  PolicyName: PolicyName.optional(),
  Policy,
  BypassPolicyLockoutSafetyCheck: z.boolean().optional(),
});

export const TagResourceInput = z.object({ KeyId, Tags });
export const UntagResourceInput = z.object({ KeyId, TagKeys: z.array(text({ min: 1, max: 128 })) });
export const ListResourceTagsInput = z.object({ KeyId, Limit: Limit.optional(), Marker: Marker.optional() });

export const CreateAliasInput = z.object({ AliasName, TargetKeyId: KeyId });
export const DeleteAliasInput = z.object({ AliasName });
export const ListAliasesInput = z.object({ KeyId: KeyId.optional(), Limit: Limit.optional(), Marker: Marker.optional() });

const Cryptography = {
  EncryptionContext: EncryptionContext.optional(),
  GrantTokens: GrantTokens.optional(),
  DryRun: z.boolean().optional(),
};
export const EncryptInput = z.object({
  KeyId,
  Plaintext: blob('plaintext', 4096),
  EncryptionAlgorithm: EncryptionAlgorithm.optional(),
  ...Cryptography,
});
export const DecryptInput = z.object({
  // Required, except for dry runs that ignore it.
  CiphertextBlob: blob('ciphertextBlob', 6144).optional(),
  KeyId: KeyId.optional(),
  EncryptionAlgorithm: EncryptionAlgorithm.optional(),
  Recipient: Recipient.optional(),
  DryRunModifiers: z
    .array(z.enum(['IGNORE_CIPHERTEXT']))
    .max(1)
    .optional(),
  ...Cryptography,
});
export const GenerateDataKeyInput = z.object({
  KeyId,
  NumberOfBytes: z.int().min(1).max(1024).optional(),
  KeySpec: z.enum(['AES_256', 'AES_128']).optional(),
  Recipient: Recipient.optional(),
  ...Cryptography,
});
