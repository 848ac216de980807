import { NextResponse } from 'next/server';
import { runtime } from '@/lib/console/runtime';

/** Answers when the database does: for start scripts and monitors. Says nothing about what is stored. */
export async function GET() {
  const { database } = await runtime();
  await database.reader.account.findFirst({ select: { id: true } });
  return NextResponse.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } });
}
