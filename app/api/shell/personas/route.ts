import { NextResponse } from 'next/server';
import { labOf } from '@/lib/console/lab';
import { currentSession } from '@/lib/console/request';

/** Returns the personas of the lab that the session's account belongs to, for the profiles of the shell. Empty outside a lab. */
export async function GET() {
  const session = await currentSession();
  const lab = session && (await labOf(session.account.id));
  const personas = (lab?.personas ?? []).flatMap(({ key, accountId, userName, canSignIn }) =>
    lab && canSignIn ? [{ key, accountId, userName, attemptId: lab.attemptId }] : [],
  );
  return NextResponse.json(personas, { headers: { 'cache-control': 'no-store' } });
}
