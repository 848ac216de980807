import { NextResponse } from 'next/server';
import { readHealth } from '@/lib/console/health';

export async function GET() {
  const health = await readHealth();
  return NextResponse.json(health, { status: health.status === 'ok' ? 200 : 503, headers: { 'cache-control': 'no-store' } });
}
