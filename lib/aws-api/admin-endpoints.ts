import { RESET_DEFAULTS, ResetInput, resetInstallation } from '../account/reset-installation';
import { sameSecret } from '../core/secrets';
import type { Database } from '../db/client';
import { header, type WireRequest } from './wire-request';

/** What belongs to Gatehouse and not to AWS: health for scripts that wait, reset for test suites. */
export type AdminAnswer = { status: number; contentType: 'application/json'; body: string };

type AdminContext = { database: Database; resetToken: string | null; clock: () => Date };

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

/** Empties everything. Off unless a token was set when the process started. */
async function reset(request: WireRequest, { database, resetToken, clock }: AdminContext): Promise<AdminAnswer> {
  if (resetToken === null) return json(404, { message: 'Reset is off. Start with GATEHOUSE_RESET_TOKEN set to switch it on.' });
  const given = /^Bearer (\S+)$/.exec(header(request, 'authorization') ?? '')?.[1] ?? '';
  if (!sameSecret(given, resetToken)) return json(403, { message: 'The reset token is missing or wrong.' });
  const input = ResetInput.safeParse(parseJson(request.body));
  if (!input.success) {
    const issue = input.error.issues[0];
    return json(400, { message: `${issue?.path.join('.') || 'The body'}: ${issue?.message ?? 'is not valid'}` });
  }
  const account = { ...RESET_DEFAULTS, ...input.data };
  await resetInstallation(database, account, clock());
  return json(200, account);
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
