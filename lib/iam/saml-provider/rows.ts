import { createPrivateKey } from 'node:crypto';
import { invalidInput, noSuchEntity } from '../../core/errors';
import { newSamlId } from '../../core/ids';
import type { Scope } from '../../core/operation';
import { decrypt, encrypt } from '../../core/secrets/secrets';
import type { Transaction } from '../../db/client';
import { type ProviderRef, requireProviderArn } from '../provider-arns';
import { requireRoom } from '../quotas';
import { MIN_KEY_BITS } from './documents';

export type SamlProviderRow = NonNullable<Awaited<ReturnType<Transaction['samlProvider']['findUnique']>>>;
type SamlPrivateKeyRow = NonNullable<Awaited<ReturnType<Transaction['samlPrivateKey']['findUnique']>>>;

/** The parsed ARN of a call, and the provider if the caller's account has it. */
export type SamlProviderTarget = { ref: ProviderRef; row: SamlProviderRow | null };

/** The encryption purpose of private keys; see core/secrets.ts. */
export const KEY_PURPOSE = 'saml-private-key';

/**
 * Returns the provider of an ARN.
 * @throws AwsError ValidationError for another kind of ARN
 */
export async function findSamlProvider(
  { db, accountId, partition }: Pick<Scope, 'db' | 'accountId' | 'partition'>,
  arn: string,
): Promise<SamlProviderTarget> {
  const ref = requireProviderArn({ partition }, 'saml-provider', arn);
  const row = ref.owner === accountId ? await db.samlProvider.findUnique({ where: { arn: ref.stored } }) : null;
  return { ref, row };
}

/**
 * Returns an existing provider.
 * @throws AwsError NoSuchEntity
 */
export function requireSamlProvider({ row }: SamlProviderTarget, arn: string): SamlProviderRow {
  if (!row) throw noSuchEntity(`Manifest not found for arn ${arn}`);
  return row;
}

/** Returns the keys of a provider, oldest first. */
export function findPrivateKeys(db: Transaction, providerArn: string): Promise<SamlPrivateKeyRow[]> {
  return db.samlPrivateKey.findMany({ where: { providerArn }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
}

/**
 * Stores a decryption key, encrypted.
 * @throws AwsError InvalidInput if it is not an RSA key, LimitExceeded for a third key
 */
export async function addPrivateKey(db: Transaction, provider: SamlProviderRow, pem: string, now: Date): Promise<void> {
  requireRsaKey(pem);
  const count = await db.samlPrivateKey.count({ where: { providerArn: provider.arn } });
  requireRoom('PrivateKeysPerSAMLProvider', count, 'AddPrivateKey');
  await db.samlPrivateKey.create({
    data: {
      id: newSamlId('SAMLPK'),
      accountId: provider.accountId,
      providerArn: provider.arn,
      keyCipher: encrypt(KEY_PURPOSE, pem),
      createdAt: now,
    },
  });
}

/** Returns the PEM of a stored key. */
export function openPrivateKey(key: Pick<SamlPrivateKeyRow, 'keyCipher'>): string {
  return decrypt(KEY_PURPOSE, key.keyCipher);
}

function requireRsaKey(pem: string): void {
  if (!isRsaKey(pem))
    throw invalidInput('The private key must be an RSA key in PEM format, without a password.', 'AddPrivateKey');
}

function isRsaKey(pem: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem);
    return asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= MIN_KEY_BITS;
  } catch {
    return false;
  }
}
