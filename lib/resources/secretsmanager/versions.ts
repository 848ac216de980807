import { randomUUID } from 'node:crypto';
import type { DescribeSecretResponse, SecretListEntry } from '@aws-sdk/client-secrets-manager';
import type { Scope } from '../../core/operation';
import { decrypt, encrypt } from '../../core/secrets/secrets';
import { storedJson } from '../../core/text/stored-json';
import type { Transaction } from '../../db/client';
import { invalidParameter, secretNotFound, secretsError } from './errors';
import type { SecretResource } from './resource';
import { SECRET_VALUE } from './rows';

/** The most versions of a secret. AWS keeps about a hundred. */
const MOST_VERSIONS = 20;
export const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';

/** The value of a version: a text or bytes. */
export type SecretValue = { SecretString: string } | { SecretBinary: Uint8Array };
type Given = { SecretString?: string | undefined; SecretBinary?: Uint8Array | undefined };
type Sealed = { text: string } | { base64: string };

/** Returns the value in a call, or null without one. @throws AwsError InvalidParameter for two at once */
export function givenValue({ SecretString, SecretBinary }: Given): SecretValue | null {
  if (SecretString !== undefined && SecretBinary !== undefined) {
    throw invalidParameter(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
      'SecretBinary',
    );
  }
  if (SecretString !== undefined) return { SecretString };
  return SecretBinary === undefined ? null : { SecretBinary };
}

function toSealed(value: SecretValue): Sealed {
  if ('SecretString' in value) return { text: value.SecretString };
  return { base64: Buffer.from(value.SecretBinary).toString('base64') };
}

const VALUE = Object.freeze({ valueCipher: true } as const);

/**
 * Reads the value of a version. It is read separately, since lists cover many versions and values are long.
 * @throws AwsError ResourceNotFound
 */
export async function readValue(db: Transaction, { id }: Version): Promise<SecretValue> {
  const row = await db.secretVersion.findUnique({ where: { id }, select: VALUE });
  // It may have been deleted since the version was read.
  if (!row) throw secretNotFound();
  const sealed = storedJson<Sealed>(decrypt(SECRET_VALUE, row.valueCipher));
  if ('text' in sealed) return { SecretString: sealed.text };
  return { SecretBinary: new Uint8Array(Buffer.from(sealed.base64, 'base64')) };
}

/** A stored version. `stages`: its staging labels. A version without labels stays until its room is needed. */
export type Version = { id: string; versionId: string; stages: readonly string[]; createdAt: Date };

const WITHOUT_VALUE = Object.freeze({ id: true, secretId: true, versionId: true, stages: true, createdAt: true } as const);

/** Returns the versions of secrets, by secret id, oldest first. */
export async function versionsOf(db: Transaction, secretIds: readonly string[]): Promise<ReadonlyMap<string, Version[]>> {
  const rows = await db.secretVersion.findMany({ where: { secretId: { in: [...secretIds] } }, select: WITHOUT_VALUE });
  const bySecret = new Map<string, Version[]>(secretIds.map((id) => [id, []]));
  for (const { id, secretId, versionId, stages, createdAt } of rows)
    bySecret.get(secretId)?.push({ id, versionId, stages: storedJson<string[]>(stages), createdAt });
  // Versions of the same instant are sorted by id, so that every database gives the same order.
  for (const versions of bySecret.values())
    versions.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.versionId < b.versionId ? -1 : 1));
  return bySecret;
}

/** Returns the versions with staging labels, which are all that AWS shows. */
export function versionsToStages(versions: readonly Version[]): Record<string, string[]> | undefined {
  const labelled = versions.filter(({ stages }) => stages.length > 0);
  if (labelled.length === 0) return undefined;
  return Object.fromEntries(labelled.map(({ versionId, stages }) => [versionId, [...stages]]));
}

type NewVersion = {
  /** The id of the new version. A repeated call with it gets the same answer. */
  token?: string | undefined;
  value: SecretValue;
  stages?: readonly string[] | undefined;
};

/**
 * Gives a secret a new version. Its staging labels move from the versions that had them, and the current version becomes the
 * previous one.
 * @throws AwsError ResourceExists if the id has another value, LimitExceeded if every version has a label
 */
export async function addVersion(
  { db, now }: Scope,
  secret: SecretResource,
  { token = randomUUID(), value, stages: asked = [CURRENT] }: NewVersion,
): Promise<Pick<Version, 'versionId' | 'stages'>> {
  // Calls of other accounts do not take this account's lock. On PostgreSQL they wait for each other at this row.
  await db.resource.updateMany({ where: { id: secret.id }, data: { name: secret.name } });
  const present = (await versionsOf(db, [secret.id])).get(secret.id) ?? [];
  const same = present.find(({ versionId }) => versionId === token);
  if (same) return answeredAgain(db, same, value);
  // AWS: the first version is always the current one.
  const stages = [...new Set(present.length === 0 ? [...asked, CURRENT] : asked)];
  const relabelled = present.map((version) => ({ ...version, stages: stagesAfter(version.stages, stages) }));
  const surplus = relabelled.length + 1 - MOST_VERSIONS;
  const unlabelled = surplus > 0 ? relabelled.filter((version) => version.stages.length === 0).slice(0, surplus) : [];
  if (unlabelled.length < surplus)
    throw secretsError('LimitExceededException', `A secret has ${MOST_VERSIONS} versions with staging labels here at most.`);
  await db.secretVersion.deleteMany({ where: { id: { in: unlabelled.map(({ id }) => id) } } });
  for (const [index, { id, stages: after }] of relabelled.entries()) {
    if (unlabelled.some((removed) => removed.id === id) || after.join() === present[index]?.stages.join()) continue;
    await db.secretVersion.update({ where: { id }, data: { stages: JSON.stringify(after) } });
  }
  await db.secretVersion.create({
    data: {
      id: randomUUID(),
      accountId: secret.accountId,
      secretId: secret.id,
      versionId: token,
      valueCipher: encrypt(SECRET_VALUE, JSON.stringify(toSealed(value))),
      stages: JSON.stringify(stages),
      createdAt: now,
    },
  });
  return { versionId: token, stages };
}

/** AWS: a call with an existing version's id changes nothing, and must have the same value. */
async function answeredAgain(
  db: Transaction,
  version: Version,
  value: SecretValue,
): Promise<Pick<Version, 'versionId' | 'stages'>> {
  if (JSON.stringify(toSealed(await readValue(db, version))) !== JSON.stringify(toSealed(value)))
    throw secretsError('ResourceExistsException', 'A resource with the ID you requested already exists.', 'ClientRequestToken');
  return version;
}

/** Returns the labels that a version keeps when a new one takes some. */
function stagesAfter(present: readonly string[], taken: readonly string[]): string[] {
  const rest = present.filter((stage) => !taken.includes(stage));
  if (!taken.includes(CURRENT)) return rest;
  const others = rest.filter((stage) => stage !== PREVIOUS);
  return present.includes(CURRENT) && !taken.includes(PREVIOUS) ? [...others, PREVIOUS] : others;
}

/** Returns the members that DescribeSecret and ListSecrets share, in the SDK's shapes. */
export function toSecretEntry(secret: SecretResource, versions: readonly Version[]) {
  const { description, deletedAt } = secret.settings;
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: description === '' ? undefined : description,
    LastChangedDate: lastChanged(secret, versions),
    DeletedDate: deletedAt === undefined ? undefined : new Date(deletedAt),
    Tags: secret.tags.length > 0 ? [...secret.tags] : undefined,
    CreatedDate: secret.createdAt,
  } satisfies DescribeSecretResponse & SecretListEntry;
}

export function lastChanged({ settings }: SecretResource, versions: readonly Version[]): Date {
  return new Date(Math.max(new Date(settings.changedAt).getTime(), ...versions.map(({ createdAt }) => createdAt.getTime())));
}
