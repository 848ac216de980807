import { NextResponse } from 'next/server';
import { readHealth } from '@/lib/console/health';

export async function GET() {
  return NextResponse.json(await readHealth(), { headers: { 'cache-control': 'no-store' } });
}
