import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { newToken } from '../../core/secrets/secrets';
import { BY_TIME } from '../../core/time/by-time';
import type { Transaction } from '../../db/client';
import type { IdentityStoreRow } from '../rows';

export type TenantRow = NonNullable<Awaited<ReturnType<Transaction['scimTenant']['findUnique']>>>;

/** Source: IAM Identity Center User Guide, "Rotate an access token". */
export const MOST_TOKENS = 2;

/** Returns an id of AWS's form. Its end names the account, so that a call without a signature finds it. */
export function newTenantId(accountId: string): string {
  const digits = randomBytes(12).toString('hex');
  return [digits.slice(0, 11), digits.slice(11, 15), digits.slice(15, 19), digits.slice(19, 23), accountId].join('-');
}

/** Returns the account in the id of a tenant. */
export function accountIdOf(tenantId: string): string {
  return tenantId.slice(-12);
}

/** Returns the issuer of the external ids that a tenant writes (the form is not confirmed). */
export function issuerOf(tenantId: string): string {
  return `https://scim.aws.com/${tenantId}`;
}

export function findTenant(db: Transaction, storeId: string): Promise<TenantRow | null> {
  return db.scimTenant.findUnique({ where: { storeId } });
}

const digestOf = (token: string) => createHash('sha256').update(token).digest('base64url');

/** Creates a token. Only its digest is stored. */
export async function insertToken(db: Transaction, { id: tenantId, ownerId }: TenantRow, now: Date) {
  const token = newToken();
  const expiresAt = new Date(now.getTime() + BY_TIME.scimToken.afterMs);
  const data = { id: randomUUID(), tenantId, ownerId, tokenHash: digestOf(token), createdAt: now, expiresAt };
  return { token, row: await db.scimToken.create({ data }) };
}

/** Returns the store of a tenant if the token is valid for it, or null. */
export async function findStoreByToken(
  db: Transaction,
  tenantId: string,
  token: string,
  now: Date,
): Promise<IdentityStoreRow | null> {
  const row = await db.scimToken.findUnique({
    where: { tokenHash: digestOf(token) },
    include: { tenant: { include: { store: true } } },
  });
  return row?.tenantId === tenantId && row.expiresAt > now ? row.tenant.store : null;
}

/** Returns whether a store with automatic provisioning can have another token. */
export async function hasRoomForToken(db: Transaction, storeId: string): Promise<boolean> {
  const tenant = await findTenant(db, storeId);
  return tenant !== null && (await db.scimToken.count({ where: { tenantId: tenant.id } })) < MOST_TOKENS;
}
