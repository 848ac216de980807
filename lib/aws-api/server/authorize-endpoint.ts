import { randomUUID } from 'node:crypto';
import { authorizationPage } from '../../access-portal';
import type { Answer, ApiContext } from './answer-request';
import type { WireRequest } from './wire-request';

/** Returns whether a browser asks for the authorization of a program, at the address that AWS has for all access portals. */
export function isAuthorizeRequest({ method, path, query }: WireRequest): boolean {
  return method === 'GET' && path === '/authorize' && /(?:^|&)client_id=/.test(query);
}

/** Sends the browser to the access portal of the instance that the program named when it registered. */
export async function answerAuthorize({ query }: WireRequest, { database, clock }: ApiContext): Promise<Answer> {
  const page = await authorizationPage(database.reader, query, clock());
  const answer = { requestId: randomUUID(), contentType: 'text/plain; charset=utf-8' };
  if (page === null)
    return { ...answer, status: 400, body: 'The program is not registered here, or its registration names no access portal.' };
  return { ...answer, status: 302, headers: { location: page }, body: '' };
}
