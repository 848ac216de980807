import 'server-only';
import { type AuthorizationRequest, readAuthorization } from '../../access-portal/oauth/authorization';
import { nowOfOwner } from '../../access-portal/owner-clock';
import type { SignedInPerson } from '../../access-portal/session/rows';
import type { InstanceRow } from '../../identity-center/instance/rows';
import { findUserOfSetUpToken } from '../../identity-store/password/rows';
import { accountNames } from '../../organizations/account/rows';
import { runtime } from '../runtime';

/** An access portal's name and the id of its identity store. */
export type PortalTitle = { store: string; name: string };

/** Returns the name of an instance, or else of the account that owns it. */
export async function portalTitle({ identityStoreId, name, accountId }: InstanceRow): Promise<PortalTitle> {
  const { database } = await runtime();
  const names = await accountNames(database.reader, [accountId]);
  return { store: identityStoreId, name: name ?? names.get(accountId) ?? identityStoreId };
}

/** Returns the signed-in person as the bar shows it. */
export function shownPerson({ session, user }: SignedInPerson) {
  const { userName, displayName } = user;
  return { session: session.id, userName, displayName: displayName ?? userName, until: session.expiresAt.toISOString() };
}

/** Returns the user name of a mailed link, or null if the link has ended. */
export async function linkedPerson(storeId: string, accountId: string, link: string): Promise<string | null> {
  const { database } = await runtime();
  const now = await nowOfOwner(database, { accountId });
  return (await findUserOfSetUpToken(database.reader, storeId, link, now))?.userName ?? null;
}

/** Returns a program's request, or the sentence for the person if it cannot be answered. */
export async function askedAuthorization(storeId: string, query: string): Promise<AuthorizationRequest | string> {
  const { database } = await runtime();
  return readAuthorization(database.reader, storeId, new URLSearchParams(query), new Date());
}
