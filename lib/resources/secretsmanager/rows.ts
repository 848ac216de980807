import type { RequestContext } from '@gatehouse/policy/evaluate';
import { isPartition } from '../../core/arns';
import { isGone, isGoneForOwner, type Place } from '../../core/module/kind';
import type { Check, Scope } from '../../core/operation';
import { type NamedResource, resourceCheck } from '../questions';
import { deleteResource, findResource, findResourceByName, listResources } from '../rows';
import { isSecretName, secretArn } from './arns';
import { invalidParameter, secretNotFound, secretsError } from './errors';
import { Secret, type SecretResource, type SecretSettings } from './resource';

/** A parsed SecretId. `place`: absent for a name. `ending`: the name, which in an ARN may have six characters behind it. */
type ReadSecretId = { place?: Place; ending: string };

/** @returns null for text that is neither a name nor an ARN of a secret */
function readSecretId(id: string): ReadSecretId | null {
  if (!id.startsWith('arn:')) return isSecretName(id) ? { ending: id } : null;
  const [, partition, region, accountId, ending] = /^arn:([^:]+):secretsmanager:([^:]+):(\d{12}):secret:(.+)$/.exec(id) ?? [];
  if (
    partition === undefined ||
    !isPartition(partition) ||
    region === undefined ||
    accountId === undefined ||
    ending === undefined
  )
    return null;
  return isSecretName(ending) ? { place: { partition, region, accountId }, ending } : null;
}

/** The purpose under which the values of secrets are encrypted. */
export const SECRET_VALUE = 'secret-value';

export type NamedSecret = NamedResource<SecretSettings>;

export function placeOf({ partition, accountId, call }: Pick<Scope, 'partition' | 'accountId' | 'call'>): Place {
  return { partition, accountId, region: call.region };
}

/**
 * Finds a secret by its name or ARN. AWS: an ARN may lack the six characters at its end, so its end is first read as a name. A
 * secret in another account needs its whole ARN.
 * @throws AwsError InvalidParameter for an invalid id, ResourceNotFound for a secret in another Region
 */
export async function findSecret(scope: Scope, secretId: string): Promise<NamedSecret> {
  const read = readSecretId(secretId);
  if (!read) throw invalidParameter('The SecretId is neither the name nor the ARN of a secret.', 'SecretId');
  const { ending, place = placeOf(scope) } = read;
  if (place.region !== scope.call.region || place.partition !== scope.partition) throw secretNotFound();
  const arn = secretArn(place, ending);
  const byName = place.accountId === scope.accountId ? await findResourceByName(scope.db, Secret, place, ending) : null;
  const found = byName ?? (await findResource(scope.db, Secret, arn));
  if (!found || (await isGoneForOwner(scope, Secret, found))) return { arn, accountId: place.accountId, found: null };
  return { arn: found.arn, accountId: found.accountId, found };
}

/** Returns all secrets of the account in the Region, including those that are scheduled for deletion. */
export async function listSecrets(scope: Scope): Promise<SecretResource[]> {
  const secrets = await listResources(scope.db, Secret, placeOf(scope));
  return secrets.filter((secret) => !isGone(Secret, secret, scope.now));
}

/** Deletes a secret with all its versions. */
export async function removeSecret({ db }: Scope, secret: SecretResource): Promise<void> {
  await db.secretVersion.deleteMany({ where: { secretId: secret.id } });
  await deleteResource(db, secret);
}

/** Deletes secrets whose recovery window is over, before they would count. */
export async function removeGoneSecrets(scope: Scope): Promise<void> {
  const secrets = await listResources(scope.db, Secret, placeOf(scope));
  for (const secret of secrets) if (isGone(Secret, secret, scope.now)) await removeSecret(scope, secret);
}

/** Returns the check on a secret, by its whole ARN, whatever the call has for it. */
export function secretCheck(action: string, scope: Scope, named: NamedSecret, context: RequestContext = {}): Check[] {
  return [resourceCheck(action, scope, Secret, named, { context: { 'secretsmanager:SecretId': named.arn, ...context } })];
}

/** @throws AwsError ResourceNotFound */
export function requireSecret({ found }: NamedSecret): SecretResource {
  if (!found) throw secretNotFound();
  return found;
}

/** Returns a secret that is not scheduled for deletion. @throws AwsError ResourceNotFound, InvalidRequest */
export function requireKeptSecret(named: NamedSecret): SecretResource {
  const secret = requireSecret(named);
  if (secret.settings.deletedAt !== undefined) {
    throw secretsError(
      'InvalidRequestException',
      "You can't perform this operation on the secret because it was marked for deletion.",
    );
  }
  return secret;
}
