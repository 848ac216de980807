import { NextResponse } from 'next/server';
import { MOST_FILE_CHARACTERS } from '@/lib/access/access-tests/limits';
import { findReadOperation } from '@/lib/console/registry';
import { currentSession } from '@/lib/console/request';
import type { ConsoleFailure } from '@/lib/console/result';
import { runConsole } from '@/lib/console/run-console';
import { claimIdentity, SESSION_ENDED } from '@/lib/console/session/claim';
import { IDENTITY_HEADER } from '@/lib/console/session/shown-identity';
import { isJsonObject } from '@/lib/core/text/json-object';

type Asked = { params: Promise<{ service: string; operation: string }> };

/** Runs console reads: operations with List or Read access, as JSON, for the identity that the page shows. It never writes. */
export function GET(request: Request, asked: Asked) {
  return answer(request, asked, async () => new URL(request.url).searchParams.get('input'));
}

/** The longest access test file as a JSON string, in which a character can take two bytes, and the other members. */
const MOST_BYTES = 2 * MOST_FILE_CHARACTERS + 65_536;

/** Runs the same reads with an input that is too long for an address, such as a document. */
export async function POST(request: Request, asked: Asked) {
  const length = Number(request.headers.get('content-length') ?? Number.POSITIVE_INFINITY);
  if (length > MOST_BYTES)
    return failure(413, { code: 'ValidationError', message: `The input is longer than ${MOST_BYTES} bytes.`, requestId: '' });
  return answer(request, asked, () => request.text());
}

async function answer(request: Request, { params }: Asked, readInput: () => Promise<string | null>) {
  const { service, operation: name } = await params;
  const operation = await findReadOperation(service, name);
  if (!operation)
    return failure(404, { code: 'InvalidAction', message: `There is no read operation ${service}:${name}.`, requestId: '' });
  if (!(await currentSession())) return failure(401, SESSION_ENDED);
  const { searchParams } = new URL(request.url);
  const input = parseInput(await readInput());
  if (!input) return failure(400, { code: 'ValidationError', message: 'The input is not a JSON object.', requestId: '' });
  const result = await claimIdentity(request.headers.get(IDENTITY_HEADER), () =>
    runConsole(operation, input, searchParams.get('region') ?? undefined),
  );
  if (!result.ok && result.error.signedInAs !== undefined) return failure(409, result.error);
  return NextResponse.json(result, { headers: { 'cache-control': 'no-store' } });
}

function parseInput(text: string | null): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}

function failure(status: number, error: ConsoleFailure) {
  return NextResponse.json({ ok: false, error }, { status, headers: { 'cache-control': 'no-store' } });
}
