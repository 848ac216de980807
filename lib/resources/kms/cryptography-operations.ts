import { randomBytes } from 'node:crypto';
import type { RequestContext } from '@gatehouse/policy/evaluate';
import { validationError } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { decrypt } from '../../core/secrets/secrets';
import { type EncryptionContext, keyIdOf, open, seal } from './blob';
import { kmsError, unsupported } from './errors';
import { ENCRYPTION_ALGORITHM, type KeyResource } from './resource';
import { findKey, findKeyById, KEY_MATERIAL, keyCheck, requireUsableKey } from './rows';
import { DecryptInput, EncryptInput, GenerateDataKeyInput } from './schema';

/** Returns the condition keys of a call that encrypts or decrypts. */
function cryptographyContext(context: EncryptionContext = {}): RequestContext {
  const keys = Object.keys(context);
  return {
    'kms:EncryptionAlgorithm': ENCRYPTION_ALGORITHM,
    ...(keys.length > 0 && { 'kms:EncryptionContextKeys': keys }),
    ...Object.fromEntries(Object.entries(context).map(([key, value]) => [`kms:EncryptionContext:${key}`, value])),
  };
}

type Asked = {
  GrantTokens?: readonly string[] | undefined;
  EncryptionAlgorithm?: string | undefined;
  Recipient?: object | undefined;
  DryRun?: boolean | undefined;
};

/**
 * Refuses unsupported options, and ends dry runs, once the call is allowed.
 * @throws AwsError for unsupported options, and DryRunOperation for a dry run that would succeed
 */
function requireSimple(
  { GrantTokens = [], EncryptionAlgorithm = ENCRYPTION_ALGORITHM, Recipient }: Asked,
  key: KeyResource,
): void {
  if (GrantTokens.length > 0)
    throw kmsError('InvalidGrantTokenException', 'Gatehouse has no grants, so no token is one.', 'GrantTokens');
  if (EncryptionAlgorithm !== ENCRYPTION_ALGORITHM) {
    throw kmsError('InvalidKeyUsageException', `${key.arn} key spec does not support algorithm ${EncryptionAlgorithm}.`);
  }
  if (Recipient !== undefined) throw unsupported('Gatehouse runs no enclaves, so no attestation document is valid.', 'Recipient');
}

function endDryRun({ DryRun }: Asked): void {
  if (DryRun) throw kmsError('DryRunOperationException', 'The request would have succeeded, but the DryRun option is set.');
}

async function materialOf({ db }: Scope, key: KeyResource) {
  const { materialCipher } = await db.kmsKeyMaterial.findUniqueOrThrow({ where: { keyId: key.id } });
  return { id: key.id, arn: key.arn, material: Buffer.from(decrypt(KEY_MATERIAL, materialCipher), 'base64') };
}

export const Encrypt = defineOperation({
  service: 'kms',
  name: 'Encrypt',
  access: 'Write',
  writes: false,
  input: EncryptInput,
  target: ({ KeyId }, scope) => findKey(scope, KeyId, { aliases: true }),
  checks: ({ EncryptionContext }, scope, key) => keyCheck('kms:Encrypt', scope, key, cryptographyContext(EncryptionContext)),
  run: async (input, scope, named) => {
    const key = requireUsableKey(named);
    requireSimple(input, key);
    endDryRun(input);
    const CiphertextBlob = seal(await materialOf(scope, key), input.Plaintext, input.EncryptionContext);
    return { CiphertextBlob, KeyId: key.arn, EncryptionAlgorithm: ENCRYPTION_ALGORITHM } as const;
  },
});

const INVALID_CIPHERTEXT = 'The ciphertext is not one of this key under this encryption context, or it was changed.';

/** The key is optional, since the ciphertext names it. */
export const Decrypt = defineOperation({
  service: 'kms',
  name: 'Decrypt',
  access: 'Write',
  writes: false,
  input: DecryptInput,
  target: async (input, scope) => {
    const { KeyId, CiphertextBlob: blob } = input;
    const ignored = input.DryRun === true && input.DryRunModifiers !== undefined;
    if (!blob && !ignored) throw validationError('CiphertextBlob is required.', 'CiphertextBlob');
    const madeBy = blob && !ignored ? keyIdOf(blob) : null;
    if (KeyId !== undefined) return { key: await findKey(scope, KeyId, { aliases: true }), madeBy, ignored };
    const key = madeBy === null ? null : await findKeyById(scope, madeBy);
    if (!key) throw kmsError('InvalidCiphertextException', INVALID_CIPHERTEXT, 'CiphertextBlob');
    return { key, madeBy, ignored };
  },
  checks: ({ EncryptionContext }, scope, { key }) => keyCheck('kms:Decrypt', scope, key, cryptographyContext(EncryptionContext)),
  run: async (input, scope, { key: named, madeBy, ignored }) => {
    const key = requireUsableKey(named);
    requireSimple(input, key);
    if (ignored) endDryRun(input);
    if (madeBy !== null && madeBy !== key.id) {
      throw kmsError(
        'IncorrectKeyException',
        'The key ID in the request does not identify a CMK that can perform this operation.',
        'KeyId',
      );
    }
    const { CiphertextBlob: blob, EncryptionContext } = input;
    const Plaintext = blob && madeBy !== null ? open(await materialOf(scope, key), blob, EncryptionContext) : null;
    if (!Plaintext) throw kmsError('InvalidCiphertextException', INVALID_CIPHERTEXT, 'CiphertextBlob');
    endDryRun(input);
    return { KeyId: key.arn, Plaintext, EncryptionAlgorithm: ENCRYPTION_ALGORITHM } as const;
  },
});

/** Returns a data key in plaintext and encrypted. */
export const GenerateDataKey = defineOperation({
  service: 'kms',
  name: 'GenerateDataKey',
  access: 'Write',
  writes: false,
  input: GenerateDataKeyInput,
  target: ({ KeyId }, scope) => findKey(scope, KeyId, { aliases: true }),
  checks: ({ EncryptionContext }, scope, key) =>
    keyCheck('kms:GenerateDataKey', scope, key, cryptographyContext(EncryptionContext)),
  run: async (input, scope, named) => {
    const key = requireUsableKey(named);
    requireSimple(input, key);
    const { NumberOfBytes, KeySpec, EncryptionContext } = input;
    if ((NumberOfBytes === undefined) === (KeySpec === undefined)) {
      throw validationError('Please specify either number of bytes or key spec.');
    }
    endDryRun(input);
    const Plaintext = new Uint8Array(randomBytes(NumberOfBytes ?? (KeySpec === 'AES_128' ? 16 : 32)));
    const CiphertextBlob = seal(await materialOf(scope, key), Plaintext, EncryptionContext);
    return { CiphertextBlob, Plaintext, KeyId: key.arn };
  },
});
