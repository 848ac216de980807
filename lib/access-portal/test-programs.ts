import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { TestWorld } from '../core/test-world';
import { findStoreUserByName } from '../identity-store/rows';
import { person } from '../identity-store/test-store';
import { insertUser } from '../identity-store/user/rows';
import { findClient } from './oauth/client';
import { answerDeviceCode, findWaiting, insertAuthorizationCode } from './oauth/rows';
import { issueTokens, startPortalSession } from './session/rows';

type Registered = { clientId: string; clientSecret: string };
export const REDIRECT = 'http://127.0.0.1/oauth/callback';

/** Returns a PKCE verifier with its challenge. */
export function newVerifier(): { codeVerifier: string; challenge: string } {
  const codeVerifier = randomBytes(32).toString('base64url');
  return { codeVerifier, challenge: createHash('sha256').update(codeVerifier).digest('base64url') };
}

type Stored = Pick<TestWorld, 'database'>;

/** Returns the id of a person in a store. Creates the person if need be. */
export async function personIn({ database }: Stored, storeId: string, name = 'somebody'): Promise<string> {
  const found = await findStoreUserByName(database.reader, storeId, name);
  if (found) return found.id;
  const store = await database.reader.identityStore.findUniqueOrThrow({ where: { id: storeId } });
  const given = { ...person(name), DisplayName: name };
  const row = await insertUser(database.writer, store, { attributes: given }, { by: store.accountId, now: new Date() });
  return row.id;
}

/** Signs a program in for a person, by the machine's clock. @returns its access token */
export async function signIn({ database }: Stored, storeId: string, userId: string, now = new Date()): Promise<string> {
  const { accountId } = await database.reader.identityStore.findUniqueOrThrow({ where: { id: storeId } });
  const program = { clientName: 'program', sessionId: randomUUID() };
  const origin = { sourceIp: '127.0.0.1', userAgent: 'test' };
  const { session } = await startPortalSession(database.writer, { accountId, storeId, userId }, origin, now, program);
  return (await issueTokens(database.writer, session, { clientHash: 'program', renews: false }, now)).accessToken;
}

/** Answers the program that waits with a user code, as its person does on the page. */
export async function answerUserCode(
  { database }: Pick<TestWorld, 'database'>,
  storeId: string,
  userCode: string,
  status: 'ALLOWED' | 'DENIED',
  given?: string,
): Promise<void> {
  const userId = given ?? (await personIn({ database }, storeId));
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
    userId,
  }: { challenge: string; redirectUri?: string; userId?: string },
): Promise<{ code: string; redirectUri: string }> {
  const instance = await database.reader.identityCenterInstance.findUniqueOrThrow({ where: { identityStoreId: storeId } });
  const client = findClient(clientId, new Date());
  if (!client) throw new Error('nobody registered the client');
  const by = userId ?? (await personIn({ database }, storeId));
  const request = { clientId, client, redirectUri, challenge, userId: by, sourceIp: '127.0.0.1' };
  return { code: await insertAuthorizationCode(database.writer, instance, request, new Date()), redirectUri };
}
