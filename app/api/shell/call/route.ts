import { NextResponse } from 'next/server';
import { IDENTITY_HEADER } from '@/lib/console/session/shown-identity';
import { callFromShell, MOST_CALL_BYTES, TOO_LARGE } from '@/lib/console/shell/call';

const headers = { 'cache-control': 'no-store' };

/** Makes a call of the shell for the identity that the page shows. Another site can't send the header with the identity. */
export async function POST(request: Request) {
  const length = Number(request.headers.get('content-length') ?? Number.POSITIVE_INFINITY);
  if (!(length <= MOST_CALL_BYTES)) return NextResponse.json(TOO_LARGE, { headers });
  const called = await callFromShell(request.headers.get(IDENTITY_HEADER), await request.text());
  if ('refused' in called) return NextResponse.json({ ok: false, error: called.refused }, { status: 409, headers });
  return NextResponse.json(called.answer, { headers });
}
