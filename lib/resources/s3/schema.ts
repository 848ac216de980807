import { z } from 'zod';

// Source of names: the AWS SDK's model of S3. Values are checked where they are used, since S3 has its own error for nearly each
// of them.

const text = z.string();
/** A member without effect here: the payer, a second factor for versioned buckets, and checksums, which are checked before. */
const ignored = z.unknown().optional();
/** An unsupported member. Callers who send it get an error. */
export const notHere = z.unknown().optional();
const Checked = { ContentMD5: ignored, ChecksumAlgorithm: ignored };
const CustomersKey = { SSECustomerAlgorithm: notHere, SSECustomerKey: notHere, SSECustomerKeyMD5: notHere };
const OfBucket = { Bucket: text, ExpectedBucketOwner: text.optional() };
const OfObject = { ...OfBucket, Key: text };

export const BucketInput = z.object(OfBucket);

const Tag = z.object({ Key: text, Value: text });

export const ListBucketsInput = z.object({
  MaxBuckets: z.number().int().optional(),
  ContinuationToken: text.optional(),
  Prefix: text.optional(),
  BucketRegion: text.optional(),
});

const Grants = {
  ACL: text.optional(),
  GrantFullControl: text.optional(),
  GrantRead: text.optional(),
  GrantReadACP: text.optional(),
  GrantWriteACP: text.optional(),
};

export const CreateBucketInput = z.object({
  Bucket: text,
  ...Grants,
  GrantWrite: text.optional(),
  ObjectLockEnabledForBucket: z.boolean().optional(),
  ObjectOwnership: text.optional(),
  BucketNamespace: notHere,
  CreateBucketConfiguration: z.object({ LocationConstraint: text.optional(), Tags: z.array(Tag).optional() }).optional(),
});

export const ListObjectsInput = z.object({
  ...OfBucket,
  Delimiter: text.optional(),
  EncodingType: text.optional(),
  Marker: text.optional(),
  MaxKeys: z.number().int().optional(),
  Prefix: text.optional(),
  RequestPayer: ignored,
  OptionalObjectAttributes: ignored,
});

export const ListObjectsV2Input = z.object({
  ...OfBucket,
  Delimiter: text.optional(),
  EncodingType: text.optional(),
  MaxKeys: z.number().int().optional(),
  Prefix: text.optional(),
  ContinuationToken: text.optional(),
  FetchOwner: z.boolean().optional(),
  StartAfter: text.optional(),
  RequestPayer: ignored,
  OptionalObjectAttributes: ignored,
});

/** The properties of a new object, uploaded or copied. */
const NewObject = {
  ...OfObject,
  ...Grants,
  CacheControl: text.optional(),
  ContentDisposition: text.optional(),
  ContentEncoding: text.optional(),
  ContentLanguage: text.optional(),
  ContentType: text.optional(),
  ...CustomersKey,
  RequestPayer: ignored,
  ServerSideEncryption: text.optional(),
  StorageClass: text.optional(),
  Expires: notHere,
  WebsiteRedirectLocation: notHere,
  SSEKMSKeyId: notHere,
  SSEKMSEncryptionContext: notHere,
  BucketKeyEnabled: notHere,
  ObjectLockMode: notHere,
  ObjectLockRetainUntilDate: notHere,
  ObjectLockLegalHoldStatus: notHere,
  ObjectLockEventHold: notHere,
  ObjectLockEventHoldDurationDays: notHere,
  ObjectLockEventHoldDurationYears: notHere,
  IfMatch: text.optional(),
  IfNoneMatch: text.optional(),
  Metadata: z.record(text, text).optional(),
  Tagging: text.optional(),
};

export const PutObjectInput = z.object({
  ...NewObject,
  ...Checked,
  Body: z.instanceof(Uint8Array).optional(),
  ContentLength: ignored,
  WriteOffsetBytes: notHere,
  ChecksumSHA512: notHere,
  ChecksumMD5: notHere,
  ChecksumXXHASH64: notHere,
  ChecksumXXHASH3: notHere,
  ChecksumXXHASH128: notHere,
  ChecksumCRC32: text.optional(),
  ChecksumCRC32C: text.optional(),
  ChecksumCRC64NVME: text.optional(),
  ChecksumSHA1: text.optional(),
  ChecksumSHA256: text.optional(),
});

export const CopyObjectInput = z.object({
  ...NewObject,
  CopySource: text,
  ExpectedSourceBucketOwner: text.optional(),
  CopySourceIfMatch: text.optional(),
  CopySourceIfNoneMatch: text.optional(),
  CopySourceIfModifiedSince: z.date().optional(),
  CopySourceIfUnmodifiedSince: z.date().optional(),
  CopySourceSSECustomerAlgorithm: notHere,
  CopySourceSSECustomerKey: notHere,
  CopySourceSSECustomerKeyMD5: notHere,
  MetadataDirective: text.optional(),
  TaggingDirective: text.optional(),
  // Objects have no annotations, so the directive has no effect.
  AnnotationDirective: ignored,
  ChecksumAlgorithm: text.optional(),
});

const Conditions = {
  IfMatch: text.optional(),
  IfNoneMatch: text.optional(),
  IfModifiedSince: z.date().optional(),
  IfUnmodifiedSince: z.date().optional(),
};

export const GetObjectInput = z.object({
  ...OfObject,
  ...Conditions,
  Range: text.optional(),
  ChecksumMode: text.optional(),
  VersionId: text.optional(),
  ResponseCacheControl: text.optional(),
  ResponseContentDisposition: text.optional(),
  ResponseContentEncoding: text.optional(),
  ResponseContentLanguage: text.optional(),
  ResponseContentType: text.optional(),
  ResponseExpires: notHere,
  PartNumber: notHere,
  RequestPayer: ignored,
  ...CustomersKey,
});

const OfVersion = { ...OfObject, VersionId: text.optional() };
export const GetObjectTaggingInput = z.object({ ...OfVersion, RequestPayer: ignored });
export const DeleteObjectTaggingInput = z.object(OfVersion);
export const PutObjectTaggingInput = z.object({
  ...OfVersion,
  ...Checked,
  RequestPayer: ignored,
  Tagging: z.object({ TagSet: z.array(Tag) }),
});

const Deleting = { MFA: ignored, RequestPayer: ignored, BypassGovernanceRetention: ignored };

export const DeleteObjectInput = z.object({
  ...OfObject,
  ...Deleting,
  VersionId: text.optional(),
  IfMatch: notHere,
  IfMatchLastModifiedTime: notHere,
  IfMatchSize: notHere,
});

export const DeleteObjectsInput = z.object({
  ...OfBucket,
  ...Deleting,
  ChecksumAlgorithm: ignored,
  Delete: z.object({ Objects: z.array(z.object({ Key: text })), Quiet: z.boolean().optional() }),
});

export const PutBucketPolicyInput = z.object({
  ...OfBucket,
  ...Checked,
  Policy: text,
  ConfirmRemoveSelfBucketAccess: z.boolean().optional(),
});

export const PutPublicAccessBlockInput = z.object({
  ...OfBucket,
  ...Checked,
  PublicAccessBlockConfiguration: z.object({
    BlockPublicAcls: z.boolean().optional(),
    IgnorePublicAcls: z.boolean().optional(),
    BlockPublicPolicy: z.boolean().optional(),
    RestrictPublicBuckets: z.boolean().optional(),
  }),
});

export const PutBucketTaggingInput = z.object({
  ...OfBucket,
  ...Checked,
  Tagging: z.object({ TagSet: z.array(Tag) }),
});

export const PutBucketAbacInput = z.object({
  ...OfBucket,
  ...Checked,
  AbacStatus: z.object({ Status: text.optional() }),
});
