import { createHash } from 'node:crypto';
import { newUserCode } from '../../core/ids';
import { countedGuess } from '../../core/secrets/password-attempts';
import { digest, newToken } from '../../core/secrets/secrets';
import type { Database, Transaction } from '../../db/client';
import type { InstanceRow } from '../../identity-center/instance/rows';
import { clientHashOf, mayRenew, type PortalClient } from './client';
import { coversRedirect } from './redirect-uri';

export type CodeRow = NonNullable<Awaited<ReturnType<Transaction['portalCode']['findUnique']>>>;

/** Source: OIDC API Reference, the example of StartDeviceAuthorization. */
export const DEVICE_SECONDS = 600;
export const POLL_SECONDS = 1;
// RFC 6749: ten minutes at most. A program redeems it at once.
const AUTHORIZATION_SECONDS = 60;

const codeHashOf = (code: string) => digest('portal-code', code);

/** People type the code as they like. */
const userCodeHashOf = (userCode: string) => digest('portal-user-code', userCode.toUpperCase().replaceAll(/[^A-Z]/g, ''));

const aboutClient = (clientId: string, client: PortalClient) => ({
  clientHash: clientHashOf(clientId),
  clientName: client.name,
  renews: mayRenew(client),
});

const placeOf = ({ accountId, identityStoreId }: InstanceRow) => ({ accountId, storeId: identityStoreId });

/** Times of codes are real: programs wait for them. */
const lasting = (now: Date, seconds: number) => ({ createdAt: now, expiresAt: new Date(now.getTime() + seconds * 1000) });

/** Creates a device code, which waits for a person to enter the user code. */
export async function insertDeviceCode(
  db: Transaction,
  instance: InstanceRow,
  { clientId, client, sourceIp }: { clientId: string; client: PortalClient; sourceIp: string },
  now: Date,
): Promise<{ deviceCode: string; userCode: string }> {
  const [deviceCode, userCode] = [newToken(), newUserCode()];
  await db.portalCode.create({
    data: {
      codeHash: codeHashOf(deviceCode),
      userCodeHash: userCodeHashOf(userCode),
      ...placeOf(instance),
      ...aboutClient(clientId, client),
      status: 'PENDING',
      sourceIp,
      ...lasting(now, DEVICE_SECONDS),
    },
  });
  return { deviceCode, userCode };
}

/** Creates an authorization code for a program that a person allowed. */
export async function insertAuthorizationCode(
  db: Transaction,
  instance: InstanceRow,
  request: { clientId: string; client: PortalClient; redirectUri: string; challenge: string; userId: string; sourceIp: string },
  now: Date,
): Promise<string> {
  const code = newToken();
  const { clientId, client, redirectUri, challenge, userId, sourceIp } = request;
  await db.portalCode.create({
    data: {
      codeHash: codeHashOf(code),
      ...placeOf(instance),
      ...aboutClient(clientId, client),
      redirectUri,
      challenge,
      status: 'ALLOWED',
      userId,
      sourceIp,
      ...lasting(now, AUTHORIZATION_SECONDS),
    },
  });
  return code;
}

export function findCode(db: Transaction, code: string): Promise<CodeRow | null> {
  return db.portalCode.findUnique({ where: { codeHash: codeHashOf(code) } });
}

/** Returns the waiting device code of a store with a user code, or null. */
export async function findWaiting(db: Transaction, storeId: string, userCode: string, now: Date): Promise<CodeRow | null> {
  const row = await db.portalCode.findUnique({ where: { userCodeHash: userCodeHashOf(userCode) } });
  return row?.storeId === storeId && row.status === 'PENDING' && !hasExpired(row, now) ? row : null;
}

/**
 * Returns the device code that waits with the user code that a person types, and counts the guess.
 * @throws AwsError Throttling after too many guesses
 */
export async function findWaitingCode(
  database: Database,
  { storeId, id }: { storeId: string; id: string },
  userCode: string,
  { sourceIp, realNow }: { sourceIp: string; realNow: Date },
): Promise<CodeRow | null> {
  const found: { row: CodeRow | null } = { row: null };
  await countedGuess(database, { subject: `user-code:${storeId}/${id}`, sourceIp }, realNow, async () => {
    found.row = await findWaiting(database.reader, storeId, userCode, realNow);
    return found.row !== null;
  });
  return found.row;
}

/** Stores a person's answer to a device code. Returns false if it was answered before. */
export async function answerDeviceCode(
  db: Transaction,
  { codeHash }: CodeRow,
  answer: { status: 'ALLOWED' | 'DENIED'; userId: string },
): Promise<boolean> {
  return (await db.portalCode.updateMany({ where: { codeHash, status: 'PENDING' }, data: answer })).count === 1;
}

/** Deletes a code when it is redeemed. Returns false if that happened before. */
export async function takeCode(db: Transaction, { codeHash }: CodeRow): Promise<boolean> {
  return (await db.portalCode.deleteMany({ where: { codeHash } })).count === 1;
}

export function hasExpired({ expiresAt }: Pick<CodeRow, 'expiresAt'>, now: Date): boolean {
  return expiresAt <= now;
}

/** Returns whether the parts of a request prove that its sender began the authorization. Source: RFC 7636, section 4.6. */
export function provesCode(
  { redirectUri, challenge }: CodeRow,
  asked: { redirectUri: string | undefined; codeVerifier: string | undefined },
): boolean {
  if (redirectUri === null || challenge === null || asked.redirectUri === undefined || asked.codeVerifier === undefined)
    return false;
  const isSame = asked.redirectUri === redirectUri || coversRedirect(asked.redirectUri, redirectUri);
  return isSame && createHash('sha256').update(asked.codeVerifier).digest('base64url') === challenge;
}
