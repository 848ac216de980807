import { AwsError } from '../core/errors';
import { toEventJson } from '../core/events';
import { sameSecret } from '../core/secrets';
import type { Database } from '../db/client';
import { header, type WireRequest } from './wire-request';

/** What belongs to Gatehouse and not to AWS: health for scripts that wait, reset and snapshots of everything for test suites. */
export type AdminAnswer = { status: number; contentType: 'application/json'; body: string };

export type Reset = {
  token: string;
  /** Empties everything and leaves one account as the body wishes it. Returns what is there then. */
  run(body: unknown, now: Date): Promise<unknown>;
  /** Of everything; see lib/snapshot/installation-snapshots.ts. */
  snapshots: {
    list(): Promise<readonly object[]>;
    save(name: string, now: Date): Promise<object>;
    restore(name: string, now: Date): Promise<object>;
    remove(name: string): Promise<void>;
  };
};

type AdminContext = { database: Database; reset: Reset | undefined; clock: () => Date };

const PREFIX = '/_gatehouse/';

export function isAdminPath(path: string): boolean {
  return path.startsWith(PREFIX);
}

export async function answerAdmin(request: WireRequest, context: AdminContext): Promise<AdminAnswer> {
  const called = `${request.method} ${request.path.slice(PREFIX.length)}`;
  if (called === 'GET health') return health(context.database);
  if (called === 'POST reset') return whenAllowed(request, context, ({ run }) => run(parseJson(request.body), context.clock()));
  const snapshot = /^(GET|POST|DELETE) snapshots(?:\/([^/]+)(\/restore)?)?$/.exec(called);
  const answer = snapshot && snapshotCall(snapshot, context.clock());
  return answer ? whenAllowed(request, context, answer) : json(404, { message: 'There is nothing here.' });
}

type Call = (allowed: Reset) => Promise<unknown>;

/** `GET snapshots`, `POST snapshots/NAME` to save, `POST snapshots/NAME/restore`, `DELETE snapshots/NAME`. */
function snapshotCall([, method, segment, restore]: RegExpExecArray, now: Date): Call | null {
  if (segment === undefined)
    return method === 'GET' ? async ({ snapshots }) => camel({ snapshots: await snapshots.list() }) : null;
  const name = decodeSegment(segment);
  if (method === 'DELETE' && !restore) {
    return async ({ snapshots }) => {
      await snapshots.remove(name);
      return { deleted: name };
    };
  }
  if (method !== 'POST') return null;
  return async ({ snapshots }) => camel(await (restore ? snapshots.restore(name, now) : snapshots.save(name, now)));
}

/** These calls name members as a reset does. */
const camel = toEventJson;

/** Text that is no encoding stays as it is: no snapshot has such a name. */
function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

async function health(database: Database): Promise<AdminAnswer> {
  return database.reader.installation.count().then(
    () => json(200, { status: 'ok' }),
    () => json(503, { status: 'unavailable', message: 'The database does not answer.' }),
  );
}

async function whenAllowed(request: WireRequest, { reset: allowed }: AdminContext, call: Call): Promise<AdminAnswer> {
  if (!allowed)
    return json(404, {
      message: 'Resets and snapshots by call are off. Start with GATEHOUSE_RESET_TOKEN set to switch them on.',
    });
  const given = /^Bearer (\S+)$/.exec(header(request, 'authorization') ?? '')?.[1] ?? '';
  if (!sameSecret(given, allowed.token)) return json(403, { message: 'The reset token is missing or wrong.' });
  try {
    return json(200, await call(allowed));
  } catch (error) {
    if (error instanceof AwsError) return json(error.shape === 'NoSuchEntityException' ? 404 : 400, { message: error.message });
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
