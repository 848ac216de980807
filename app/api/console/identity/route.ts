import { NextResponse } from 'next/server';
import { currentSession } from '@/lib/console/request';
import type { ConsoleResult } from '@/lib/console/result';
import { refusalOf, SESSION_ENDED } from '@/lib/console/session/claim';
import { IDENTITY_HEADER } from '@/lib/console/session/shown-identity';

/** Returns whether the identity of a tab is still signed in. Asked when the user returns to the tab. */
export async function GET(request: Request) {
  const session = await currentSession();
  const error = session ? refusalOf(session, request.headers.get(IDENTITY_HEADER)) : SESSION_ENDED;
  const result: ConsoleResult<null> = error ? { ok: false, error } : { ok: true, data: null };
  return NextResponse.json(result, { headers: { 'cache-control': 'no-store' } });
}
