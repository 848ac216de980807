// The calls of AWS KMS for the proxy. Calls whose key is not named are refused.

/** @typedef {import('./s3.mjs').Use} Use */

/** Source: AWS KMS API Reference. */
const OF_NO_KEY = new Set(['GenerateRandom', 'ListAliases', 'ListKeys']);
const OF_ONE_KEY = new Set([
  ...['Encrypt', 'Decrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'GenerateDataKeyPair'],
  ...['GenerateDataKeyPairWithoutPlaintext', 'Sign', 'Verify', 'GenerateMac', 'VerifyMac', 'GetPublicKey'],
  ...['DescribeKey', 'EnableKey', 'DisableKey', 'GetKeyRotationStatus', 'DisableKeyRotation', 'CancelKeyDeletion'],
  ...['ListResourceTags', 'UpdateKeyDescription', 'GetKeyPolicy', 'ListKeyPolicies', 'ListGrants'],
]);
/** The members of calls that are condition keys, with the value of a call that does not have them. */
const MEMBERS = new Map([
  ['EncryptionAlgorithm', 'SYMMETRIC_DEFAULT'],
  ['SigningAlgorithm', undefined],
  ['MacAlgorithm', undefined],
  ['MessageType', 'RAW'],
]);

/**
 * Returns the actions of a call; null if it is not known here, or its key is not.
 * @param {string} name @param {any} input @param {(key: string) => Promise<string | undefined>} arnOf finds the ARN of a key or alias
 * @returns {Promise<Use[] | null>}
 */
export async function usesOfKms(name, input, arnOf) {
  if (OF_NO_KEY.has(name)) return [{ action: `kms:${name}`, resource: '*', context: {} }];
  if (OF_ONE_KEY.has(name)) return usesOn([{ action: name, key: input.KeyId, of: input.EncryptionContext }], input, arnOf);
  if (name !== 'ReEncrypt') return null;
  const { SourceKeyId, SourceEncryptionContext, DestinationKeyId, DestinationEncryptionContext } = input;
  const parts = [
    { action: 'ReEncryptFrom', key: SourceKeyId, of: SourceEncryptionContext },
    { action: 'ReEncryptTo', key: DestinationKeyId, of: DestinationEncryptionContext },
  ];
  return usesOn(parts, { ReEncryptOnSameKey: String(SourceKeyId === DestinationKeyId) }, arnOf);
}

/**
 * @param {{ action: string, key: unknown, of: Record<string, string> | undefined }[]} parts @param {any} input
 * @param {(key: string) => Promise<string | undefined>} arnOf @returns {Promise<Use[] | null>}
 */
async function usesOn(parts, input, arnOf) {
  const uses = [];
  for (const { action, key, of = {} } of parts) {
    const resource = typeof key === 'string' ? await arnOf(key) : undefined;
    if (resource === undefined) return null;
    const alias = /(?:^|:)(alias\/.+)$/.exec(String(key))?.[1];
    const members = [...MEMBERS].map(([member, otherwise]) => [`kms:${member}`, input[member] ?? otherwise ?? []]);
    const context = {
      ...Object.fromEntries(members),
      ...Object.fromEntries(Object.entries(of).map(([name, value]) => [`kms:EncryptionContext:${name}`, String(value)])),
      // A key with an empty list is known to be absent.
      'kms:EncryptionContextKeys': Object.keys(of),
      'kms:RequestAlias': alias ?? [],
      'kms:ViaService': [],
      ...(input.ReEncryptOnSameKey && { 'kms:ReEncryptOnSameKey': input.ReEncryptOnSameKey }),
    };
    uses.push({ action: `kms:${action}`, resource, context });
  }
  return uses;
}

/**
 * Returns the key policy that KMS gives a key by default: the policies of the account decide.
 * @param {string} accountId
 */
export function defaultKeyPolicy(accountId) {
  const Principal = { AWS: `arn:aws:iam::${accountId}:root` };
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' }] });
}
