import { randomBytes } from 'node:crypto';
import { noSuchEntity } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { digest } from '../../core/secrets/secrets';
import type { Transaction } from '../../db/client';
import { requireOwner, type Subject } from '../subject';

type Columns = NonNullable<Awaited<ReturnType<Transaction['serviceSpecificCredential']['findUnique']>>>;
export type CredentialRow = Columns & { user: { name: string } };

/**
 * Services that accept credentials of their own: some a name and password, some an API key, which may expire. Source: IAM User
 * Guide, "API keys for AWS services" and CodeCommit, Keyspaces.
 */
const SERVICES: Readonly<Record<string, { key?: { alias: string; prefix: string } }>> = {
  'codecommit.amazonaws.com': {},
  'cassandra.amazonaws.com': {},
  'bedrock.amazonaws.com': { key: { alias: 'BedrockAPIKey', prefix: 'ABSK' } },
  'logs.amazonaws.com': { key: { alias: 'CloudWatchLogsAPIKey', prefix: 'ACWL' } },
};

/**
 * Returns a supported service.
 * @throws AwsError NoSuchEntity: the model declares ServiceNotSupported, but AWS answers this
 */
export function requireService(name: string) {
  const service = Object.hasOwn(SERVICES, name) ? SERVICES[name] : undefined;
  if (!service) throw noSuchEntity(`No such service ${name} is supported for Service Specific Credentials`);
  return service;
}

/** Returns a new password or API key with its digest to store. */
export function newSecret(serviceName: string): { secret: string; secretHash: string } {
  const secret = [requireService(serviceName).key?.prefix, randomBytes(33).toString('base64')].join('');
  return { secret, secretHash: digest('service-credential', secret) };
}

/** Returns the next free name at a service: `ana-at-111122223333`, then `ana+1-at-…`. */
export async function newServiceName({ db, accountId }: Scope, serviceName: string, userName: string): Promise<string> {
  const stem = requireService(serviceName).key?.alias;
  for (let number = 0; ; number++) {
    const first = stem === undefined ? userName : `${stem}-${userName}`;
    const name = `${first}${number === 0 ? '' : `+${number}`}-at-${accountId}`;
    if ((await db.serviceSpecificCredential.count({ where: { accountId, serviceName, name } })) === 0) return name;
  }
}

/**
 * Returns a credential of a user.
 * @throws AwsError NoSuchEntity
 */
export async function requireCredential(scope: Scope, subject: Subject, id: string): Promise<CredentialRow> {
  const { accountId, userId } = requireOwner(scope, subject);
  const where = { id, accountId, userId: userId ?? 'root' };
  const row = await scope.db.serviceSpecificCredential.findFirst({ where, include: { user: true } });
  if (!row) throw noSuchEntity(`No such credential ${id} exists`);
  return row;
}

function statusOf({ status, expiresAt }: Columns, now: Date): 'Active' | 'Expired' | 'Inactive' {
  if (expiresAt && expiresAt <= now) return 'Expired';
  return status === 'Active' ? 'Active' : 'Inactive';
}

/** Returns the SDK's shape without the secret. */
export function toMetadata(row: CredentialRow, now: Date) {
  const isKey = requireService(row.serviceName).key !== undefined;
  return {
    UserName: row.user.name,
    Status: statusOf(row, now),
    ServiceUserName: isKey ? undefined : row.name,
    ServiceCredentialAlias: isKey ? row.name : undefined,
    CreateDate: row.createdAt,
    ExpirationDate: row.expiresAt ?? undefined,
    ServiceSpecificCredentialId: row.id,
    ServiceName: row.serviceName,
  };
}

/** Returns the SDK's shape with the secret, which is shown once. */
export function toCredential(row: CredentialRow, secret: string, now: Date) {
  const isKey = requireService(row.serviceName).key !== undefined;
  return {
    ...toMetadata(row, now),
    ServicePassword: isKey ? undefined : secret,
    ServiceCredentialSecret: isKey ? secret : undefined,
  };
}
