import { z } from 'zod';
import { Arn, TagList, text } from '../../core/shapes';

export const SAMLProviderArn = Arn;
/** AWS's limits. Over the network, the request size limit applies too. */
const SAMLMetadataDocument = text({ min: 1000, max: 10_000_000 });
export const AssertionEncryptionMode = z.enum(['Required', 'Allowed']);
const PrivateKey = text({ pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+', min: 1, max: 16_384 });
const PrivateKeyId = text({ pattern: '[A-Z0-9]+', min: 22, max: 64 });

export const CreateSAMLProviderInput = z.object({
  SAMLMetadataDocument,
  Name: text({ pattern: '[\\w._-]+', min: 1, max: 128 }),
  Tags: TagList.optional(),
  AssertionEncryptionMode: AssertionEncryptionMode.optional(),
  AddPrivateKey: PrivateKey.optional(),
});
export const GetSAMLProviderInput = z.object({ SAMLProviderArn });
export const ListSAMLProvidersInput = z.object({});
export const UpdateSAMLProviderInput = z.object({
  SAMLMetadataDocument: SAMLMetadataDocument.optional(),
  SAMLProviderArn,
  AssertionEncryptionMode: AssertionEncryptionMode.optional(),
  AddPrivateKey: PrivateKey.optional(),
  RemovePrivateKey: PrivateKeyId.optional(),
});
export const DeleteSAMLProviderInput = z.object({ SAMLProviderArn });
