import { AwsError } from '../core/errors';
import { sameSecret } from '../core/secrets';
import type { Database } from '../db/client';
import { header, type WireRequest } from './wire-request';

/** What belongs to Gatehouse and not to AWS: health for scripts that wait, reset for test suites. */
export type AdminAnswer = { status: number; contentType: 'application/json'; body: string };

/** Empties everything and leaves one account as the body wishes it. Returns what is there then. */
export type Reset = { token: string; run(body: unknown, now: Date): Promise<unknown> };

type AdminContext = { database: Database; reset: Reset | undefined; clock: () => Date };

const PREFIX = '/_gatehouse/';

export function isAdminPath(path: string): boolean {
  return path.startsWith(PREFIX);
}

export async function answerAdmin(request: WireRequest, context: AdminContext): Promise<AdminAnswer> {
  const called = `${request.method} ${request.path.slice(PREFIX.length)}`;
  if (called === 'GET health') return health(context.database);
  if (called === 'POST reset') return reset(request, context);
  return json(404, { message: 'There is nothing here.' });
}

async function health(database: Database): Promise<AdminAnswer> {
  return database.reader.installation.count().then(
    () => json(200, { status: 'ok' }),
    () => json(503, { status: 'unavailable', message: 'The database does not answer.' }),
  );
}

async function reset(request: WireRequest, { reset: allowed, clock }: AdminContext): Promise<AdminAnswer> {
  if (!allowed) return json(404, { message: 'Reset is off. Start with GATEHOUSE_RESET_TOKEN set to switch it on.' });
  const given = /^Bearer (\S+)$/.exec(header(request, 'authorization') ?? '')?.[1] ?? '';
  if (!sameSecret(given, allowed.token)) return json(403, { message: 'The reset token is missing or wrong.' });
  try {
    return json(200, await allowed.run(parseJson(request.body), clock()));
  } catch (error) {
    if (error instanceof AwsError) return json(400, { message: error.message });
    throw error;
  }
}

/** An empty body stands for no wishes. Text that is no JSON becomes a value that no schema takes. */
function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

function json(status: number, value: unknown): AdminAnswer {
  return { status, contentType: 'application/json', body: JSON.stringify(value) };
}
