import { NextResponse } from 'next/server';
import { paths } from '@/lib/console/paths';
import { currentSession, type KeptSession, keptSessions } from '@/lib/console/request';
import { basePathOf } from '@/lib/console/session/session-address';

/** Returns the identities signed in with this browser, for the account menu and for the profiles of the shell. */
export async function GET() {
  const here = await currentSession();
  const sessions = (await keptSessions()).kept.map((kept) => ({
    ...toBrowserSession(kept),
    current: kept.session.tokenHash === here?.tokenHash,
  }));
  return NextResponse.json(sessions, { headers: { 'cache-control': 'no-store' } });
}

function toBrowserSession({ name, session }: KeptSession) {
  const { label, account, roleSession, identityTag, originTag } = session;
  return {
    name: session.name,
    href: basePathOf(name) + paths.home,
    label: roleSession?.displayName ?? label,
    accountId: account.id,
    accountName: account.alias ?? account.name,
    color: roleSession?.color,
    identityTag,
    isPersona: originTag === null,
  };
}
