import { createPrivateKey } from 'node:crypto';
import { invalidInput, noSuchEntity } from '../../core/errors';
import { newSamlId } from '../../core/ids';
import type { Scope } from '../../core/operation';
import { decrypt, encrypt } from '../../core/secrets/secrets';
import { deleteTagsOf } from '../../core/tags';
import type { Transaction } from '../../db/client';
import { type ProviderRef, requireProviderArn, storedProviderArn } from '../provider-arns';
import { requireRoom } from '../quotas';
import { MIN_KEY_BITS, readSamlMetadata } from './documents';

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

/** Returns a provider's expiry. As in AWS, it is a hundred years if the metadata has none, whatever the certificates say. */
export function validUntilOf(metadata: string, now: Date): Date {
  const { validUntil } = readSamlMetadata(metadata);
  if (validUntil) return validUntil;
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + 100);
  return end;
}

type NewSamlProvider = {
  accountId: string;
  name: string;
  metadata: string;
  validUntil: Date;
  /** The default is that assertions may be encrypted. */
  assertionEncryptionMode?: string | undefined;
  now: Date;
};

/** Inserts a provider. The caller must check its name, its metadata and the quota, and increase the account's revision. */
export function insertSamlProvider(
  db: Transaction,
  { accountId, name, metadata, validUntil, assertionEncryptionMode, now }: NewSamlProvider,
): Promise<SamlProviderRow> {
  return db.samlProvider.create({
    data: {
      arn: storedProviderArn(accountId, 'saml-provider', name),
      accountId,
      uuid: newSamlId('SAMLSP'),
      name,
      nameKey: name.toLowerCase(),
      metadata,
      assertionEncryptionMode: assertionEncryptionMode ?? 'Allowed',
      validUntil,
      createdAt: now,
    },
  });
}

/** Deletes a provider with its keys and tags. */
export async function deleteSamlProvider(db: Transaction, { arn }: Pick<SamlProviderRow, 'arn'>): Promise<void> {
  await deleteTagsOf(db, [arn]);
  await db.samlPrivateKey.deleteMany({ where: { providerArn: arn } });
  await db.samlProvider.delete({ where: { arn } });
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
