import { createHash, randomBytes } from 'node:crypto';
import type { TestWorld } from '../core/test-world';
import { findClient } from './oauth/client';
import { answerDeviceCode, findWaiting, insertAuthorizationCode } from './oauth/rows';

type Registered = { clientId: string; clientSecret: string };
export const USER_ID = '94e80458-9021-70ea-08fa-c3a10a1d8a92';
export const REDIRECT = 'http://127.0.0.1/oauth/callback';

/** Returns a PKCE verifier with its challenge. */
export function newVerifier(): { codeVerifier: string; challenge: string } {
  const codeVerifier = randomBytes(32).toString('base64url');
  return { codeVerifier, challenge: createHash('sha256').update(codeVerifier).digest('base64url') };
}

/** Answers the program that waits with a user code, as its person does on the page. */
export async function answerUserCode(
  { database }: Pick<TestWorld, 'database'>,
  storeId: string,
  userCode: string,
  status: 'ALLOWED' | 'DENIED',
  userId = USER_ID,
): Promise<void> {
  const row = await findWaiting(database.reader, storeId, userCode, new Date());
  if (!row || !(await answerDeviceCode(database.writer, row, { status, userId }))) throw new Error(`${userCode} does not wait`);
}

/** Returns the code that a program gets after its person allowed it. */
export async function allowProgram(
  { database }: Pick<TestWorld, 'database'>,
  storeId: string,
  { clientId }: Pick<Registered, 'clientId'>,
  {
    challenge,
    redirectUri = 'http://127.0.0.1:49152/oauth/callback',
    userId = USER_ID,
  }: { challenge: string; redirectUri?: string; userId?: string },
): Promise<{ code: string; redirectUri: string }> {
  const instance = await database.reader.identityCenterInstance.findUniqueOrThrow({ where: { identityStoreId: storeId } });
  const client = findClient(clientId, new Date());
  if (!client) throw new Error('nobody registered the client');
  const request = { clientId, client, redirectUri, challenge, userId, sourceIp: '127.0.0.1' };
  return { code: await insertAuthorizationCode(database.writer, instance, request, new Date()), redirectUri };
}
