import { NextResponse } from 'next/server';
import { findReadOperation } from '@/lib/console/registry';
import { currentSession } from '@/lib/console/request';
import { runConsole } from '@/lib/console/run-console';

/** The console's reads: any operation whose access is List or Read, as JSON. Nothing here writes. */
export async function GET(request: Request, { params }: { params: Promise<{ service: string; operation: string }> }) {
  const { service, operation: name } = await params;
  const operation = findReadOperation(service, name);
  if (!operation) return failure(404, 'InvalidAction', `There is no read operation ${service}:${name}.`);
  if (!(await currentSession())) return failure(401, 'ExpiredToken', 'Your session has ended. Sign in again.');
  const input = parseInput(new URL(request.url).searchParams.get('input'));
  if (!input) return failure(400, 'ValidationError', 'The input is not a JSON object.');
  const result = await runConsole(operation, input);
  return NextResponse.json(result, { headers: { 'cache-control': 'no-store' } });
}

function parseInput(text: string | null): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function failure(status: number, code: string, message: string) {
  return NextResponse.json(
    { ok: false, error: { code, message, requestId: '' } },
    { status, headers: { 'cache-control': 'no-store' } },
  );
}
