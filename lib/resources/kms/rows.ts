import type { KeyMetadata } from '@aws-sdk/client-kms';
import type { RequestContext } from '@gatehouse/policy/evaluate';
import { isPartition } from '../../core/arns';
import { isGone, isGoneForOwner, type Place } from '../../core/module/kind';
import type { Check, Scope } from '../../core/operation';
import { encrypt } from '../../core/secrets/secrets';
import type { Transaction } from '../../db/client';
import { type NamedResource, resourceCheck } from '../questions';
import { deleteResource, findResource, findResourceById, listResources } from '../rows';
import { keyArn } from './arns';
import { aliasNotFound, keyNotFound, kmsError } from './errors';
import { Alias, ENCRYPTION_ALGORITHM, KEY_FACTS, Key, type KeyResource, type KeySettings } from './resource';

/** The meaning of a KeyId: a key or an alias, with the place from its ARN, if it is one. */
type ReadKeyId = { kind: 'key' | 'alias'; name: string; place: Place | null };

/** Reads a KeyId. Returns null for text that is neither a key, an alias nor an ARN of one. */
function readKeyId(text: string): ReadKeyId | null {
  const [, partition, region = '', accountId = '', rest = ''] =
    /^arn:(aws[a-z-]*):kms:([a-z0-9-]+):(\d{12}):(.+)$/.exec(text) ?? [];
  const place = partition !== undefined && isPartition(partition) ? { partition, region, accountId } : null;
  const name = place ? rest : text;
  if (/^alias\/[A-Za-z0-9/_-]{1,250}$/.test(name)) return { kind: 'alias', name, place };
  const id = place ? /^key\/(.+)$/.exec(name)?.[1] : name;
  return id !== undefined && /^[A-Za-z0-9-]{1,128}$/.test(id) ? { kind: 'key', name: id, place } : null;
}

/** The purpose under which key material is encrypted. */
export const KEY_MATERIAL = 'kms-key-material';

/** A key that a call names. `alias`: the alias, if the call used one. */
export type NamedKey = NamedResource<KeySettings> & { alias?: string };

export function placeOf({ partition, accountId, call }: Pick<Scope, 'partition' | 'accountId' | 'call'>): Place {
  return { partition, accountId, region: call.region };
}

type Sought = {
  /** True if the call accepts aliases. */
  aliases?: boolean;
  /** True if the call answers InvalidArn for text that is not a key's ARN. Others have one error for every missing key. */
  saysInvalidArn?: boolean;
};

/**
 * Finds the key of a KeyId: an id, an ARN or, if the call accepts them, an alias or its ARN.
 * @throws AwsError for any other text, and for a key or alias missing in the caller's own account
 */
export async function findKey(
  scope: Scope,
  keyId: string,
  { aliases = false, saysInvalidArn = false }: Sought,
): Promise<NamedKey> {
  const read = readKeyId(keyId);
  if (!read || (read.kind === 'alias' && !aliases)) {
    const error = saysInvalidArn && keyId.startsWith('arn:') ? 'InvalidArnException' : 'NotFoundException';
    throw kmsError(error, `Invalid ${keyId.startsWith('arn:') ? 'arn' : 'keyId'} ${keyId}`, 'KeyId');
  }
  const place = read.place ?? placeOf(scope);
  if (place.region !== scope.call.region || place.partition !== scope.partition) {
    throw kmsError('NotFoundException', `Invalid arn ${place.region}`, 'KeyId');
  }
  const named = read.kind === 'key' ? await namedById(scope, place, read) : await namedByAlias(scope, place, read);
  // For other accounts, the key's policy decides first, so that nobody learns whether the key exists.
  if (!named.found && place.accountId === scope.accountId) {
    throw read.kind === 'key' ? keyNotFound(named.arn) : aliasNotFound(named.arn);
  }
  return named;
}

async function namedById(scope: Scope, place: Place, { name }: ReadKeyId): Promise<NamedKey> {
  const arn = keyArn(place, name);
  const found = await findResource(scope.db, Key, arn);
  return { arn, accountId: place.accountId, found: found && (await isThere(scope, found)) ? found : null };
}

async function namedByAlias(scope: Scope, place: Place, { name }: ReadKeyId): Promise<NamedKey> {
  const alias = await findResource(scope.db, Alias, Alias.arn(place, name));
  const key = alias && (await findResourceById(scope.db, Key, alias.settings.keyId));
  const { accountId } = place;
  if (!key || !(await isThere(scope, key))) return { arn: Alias.arn(place, name), accountId, found: null, alias: name };
  return { arn: key.arn, accountId, found: key, alias: name };
}

/** Finds the key that made a ciphertext. */
export async function findKeyById(scope: Scope, keyId: string): Promise<NamedKey | null> {
  const found = await findResourceById(scope.db, Key, keyId);
  if (!found || found.region !== scope.call.region || !(await isThere(scope, found))) return null;
  return { arn: found.arn, accountId: found.accountId, found };
}

/**
 * Returns whether a key still exists. It is gone once its waiting period is over by its owner's clock, although no job deletes
 * its row.
 */
async function isThere(scope: Scope, key: KeyResource): Promise<boolean> {
  return !(await isGoneForOwner(scope, Key, key));
}

/** Returns all keys of the account in the Region. */
export async function listKeys(scope: Scope): Promise<KeyResource[]> {
  return (await listResources(scope.db, Key, placeOf(scope))).filter((key) => !isGone(Key, key, scope.now));
}

/** Deletes keys whose waiting period is over, before they would count. */
export async function removeGoneKeys(scope: Scope): Promise<void> {
  const keys = await listResources(scope.db, Key, placeOf(scope));
  const gone = keys.filter((key) => isGone(Key, key, scope.now));
  for (const key of gone) {
    await scope.db.kmsKeyMaterial.delete({ where: { keyId: key.id } });
    const aliases = key.settings.aliases.map((name) => Alias.arn(placeOf(scope), name));
    await scope.db.resource.deleteMany({ where: { arn: { in: aliases } } });
    await deleteResource(scope.db, key);
  }
}

/** Returns the check on a key, by its ARN, whatever name the call has for it. */
export function keyCheck(action: string, scope: Scope, named: NamedKey, context: RequestContext = {}): Check[] {
  const alias: RequestContext = named.alias === undefined ? {} : { 'kms:RequestAlias': named.alias };
  return [resourceCheck(action, scope, Key, named, { context: { ...alias, ...context } })];
}

/** @throws AwsError NotFound */
export function requireKey({ arn, found }: NamedKey): KeyResource {
  if (!found) throw keyNotFound(arn);
  return found;
}

/** Returns a key that is not pending deletion. @throws AwsError NotFound, KMSInvalidState */
export function requireKeptKey(named: NamedKey): KeyResource {
  const key = requireKey(named);
  if (key.settings.state === 'PendingDeletion') throw kmsError('KMSInvalidStateException', `${key.arn} is pending deletion.`);
  return key;
}

/** Returns a usable key. @throws AwsError NotFound, KMSInvalidState, Disabled */
export function requireUsableKey(named: NamedKey): KeyResource {
  const key = requireKeptKey(named);
  if (key.settings.state === 'Disabled') throw kmsError('DisabledException', `${key.arn} is disabled.`);
  return key;
}

/** Stores the material of a new key. */
export async function storeKeyMaterial(db: Transaction, key: KeyResource, material: Buffer): Promise<void> {
  const materialCipher = encrypt(KEY_MATERIAL, material.toString('base64'));
  await db.kmsKeyMaterial.create({ data: { keyId: key.id, accountId: key.accountId, materialCipher } });
}

/** Returns the SDK's shape of a key. */
export function toKeyMetadata(key: KeyResource) {
  const { state, description, deletedAt } = key.settings;
  return {
    AWSAccountId: key.accountId,
    KeyId: key.id,
    Arn: key.arn,
    CreationDate: key.createdAt,
    Enabled: state === 'Enabled',
    Description: description,
    KeyUsage: KEY_FACTS.KeyUsage,
    KeyState: state,
    DeletionDate: deletedAt === undefined ? undefined : new Date(deletedAt),
    Origin: KEY_FACTS.Origin,
    KeyManager: 'CUSTOMER',
    CustomerMasterKeySpec: KEY_FACTS.KeySpec,
    KeySpec: KEY_FACTS.KeySpec,
    EncryptionAlgorithms: [ENCRYPTION_ALGORITHM],
    MultiRegion: false,
  } satisfies KeyMetadata;
}
