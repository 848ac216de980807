import 'server-only';
import { accountsOf, type PortalAccount } from '../../access-portal/accounts';
import { findSignInsOf, type SignedInPerson } from '../../access-portal/session/rows';
import { runtime } from '../runtime';

/** A sign-in as its person sees it. `program` is null for a browser. Times are ISO 8601. */
export type ShownSignIn = {
  id: string;
  program: string | null;
  userAgent: string;
  sourceIp: string;
  since: string;
  until: string;
  isThis: boolean;
};

export async function readAccounts(person: SignedInPerson): Promise<PortalAccount[]> {
  return accountsOf((await runtime()).database.reader, person);
}

export async function readSignIns({ user, session, now }: SignedInPerson): Promise<ShownSignIn[]> {
  const rows = await findSignInsOf((await runtime()).database.reader, user, now);
  return rows.map(({ id, clientName, userAgent, sourceIp, createdAt, expiresAt }) => ({
    id,
    program: clientName,
    userAgent,
    sourceIp,
    since: createdAt.toISOString(),
    until: expiresAt.toISOString(),
    isThis: id === session.id,
  }));
}
