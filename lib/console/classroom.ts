import 'server-only';
import { createHash } from 'node:crypto';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { GetClass } from '../classroom/class/operations';
import type {
  Actor,
  AnyClassroomOperation,
  ClassroomInput,
  ClassroomOutput,
  MemberActor,
  PersonActor,
} from '../classroom/operation';
import { runClassroom } from '../classroom/run';
import { endTicket, findPerson, findSeat, type Ticket } from '../classroom/sessions';
import { AwsError } from '../core/errors';
import { log } from '../core/log';
import { letOthersIn } from '../core/work/bulk';
import { transaction } from '../db/transaction';
import { goTo } from './go-to';
import { paths } from './paths';
import { requestOrigin, signInOrigin } from './request';
import type { ConsoleFailure, ConsoleResult, Json } from './result';
import { runtime } from './runtime';
import { cookieName } from './session/cookie-name';
import { cookieOptions } from './sign-in/keep-session';
import { browserOf, DEVICE_SECONDS, newBrowser } from './sign-in/known-device';

/** The kind of session a page needs: a person (instructor or operator) or a student's seat. A browser may have both. */
type As = 'person' | 'seat';

async function tokenOf(what: As): Promise<string | undefined> {
  return (await cookies()).get(cookieName(what, (await requestOrigin()).secure))?.value;
}

/** Returns the person signed in to this browser, or null. Cached per request. */
export const currentPerson = cache(async (): Promise<PersonActor | null> => {
  const token = await tokenOf('person');
  return token ? findPerson((await runtime()).database, token, new Date()) : null;
});

/** Returns the student of this browser's seat, or null. Cached per request. */
export const currentSeat = cache(async (): Promise<MemberActor | null> => {
  const token = await tokenOf('seat');
  return token ? findSeat((await runtime()).database, token, new Date()) : null;
});

/** Returns the person, or redirects to the sign-in page. */
export async function requirePerson(): Promise<PersonActor> {
  return (await currentPerson()) ?? goTo(paths.classSignIn);
}

/** Returns the student, or redirects to the join page. */
export async function requireSeat(): Promise<MemberActor> {
  return (await currentSeat()) ?? goTo(paths.join());
}

type RunClassroom = <O extends AnyClassroomOperation>(operation: O, input: ClassroomInput<O>) => Promise<ClassroomOutput<O>>;

/**
 * Returns a function that runs operations as the caller. It keeps working after the response has begun, when the request can't be
 * read.
 */
async function callerOf(as: As | 'nobody'): Promise<RunClassroom> {
  const own = as === 'person' ? await currentPerson() : as === 'seat' ? await currentSeat() : null;
  const actor: Actor = own ?? { kind: 'nobody' };
  const { sourceIp, device } = await signInOrigin();
  const browser = browserOf(device);
  const { database } = await runtime();
  return (operation, input) => runClassroom(operation, input, { actor, now: new Date(), sourceIp, browser }, database);
}

async function call<O extends AnyClassroomOperation>(
  operation: O,
  input: ClassroomInput<O>,
  as: As | 'nobody',
): Promise<ClassroomOutput<O>> {
  return (await callerOf(as))(operation, input);
}

/** Reads for a page. If the object does not exist or is not visible, the page is not found. */
export async function readClassroom<O extends AnyClassroomOperation>(
  operation: O,
  input: ClassroomInput<O>,
  as: As,
): Promise<Json<ClassroomOutput<O>>> {
  try {
    return JSON.parse(JSON.stringify(await call(operation, input, as)));
  } catch (error) {
    if (error instanceof AwsError && ['NotFound', 'AccessDenied'].includes(error.shape)) notFound();
    throw error;
  }
}

/** Runs an operation for an action of a page. Expected failures are returned, not thrown. */
export async function callClassroom<O extends AnyClassroomOperation>(
  operation: O,
  input: ClassroomInput<O>,
  as: As | 'nobody',
): Promise<ConsoleResult<Json<ClassroomOutput<O>>>> {
  return answered(() => call(operation, input, as));
}

/** Runs work and returns its result, or its expected failure. */
export async function answered<T>(work: () => Promise<T>): Promise<ConsoleResult<Json<T>>> {
  try {
    return { ok: true, data: JSON.parse(JSON.stringify((await work()) ?? null)) };
  } catch (error) {
    if (error instanceof AwsError)
      return { ok: false, error: { code: error.shape, message: error.message, requestId: '', member: error.member } };
    log.error({ err: error }, 'a call of the classroom failed unexpectedly');
    return { ok: false, error: { code: 'InternalFailure', message: 'Something went wrong here. Try again.', requestId: '' } };
  }
}

/** Stores a session or seat in this browser. */
export async function keepTicket(what: As, { token, expiresAt }: Ticket): Promise<void> {
  const { secure } = await requestOrigin();
  (await cookies()).set(cookieName(what, secure), token, { ...cookieOptions(secure), expires: expiresAt });
}

/** Stores the browser's number: the existing one, a new one, or the cookie from a sign-in. */
export async function keepBrowser(device?: string): Promise<void> {
  const origin = await signInOrigin();
  if (device === undefined && browserOf(origin.device) !== undefined) return;
  const options = { ...cookieOptions(origin.secure), maxAge: DEVICE_SECONDS };
  (await cookies()).set(cookieName('device', origin.secure), device ?? newBrowser(), options);
}

/** Ends a session or seat in the browser and in the database. */
export async function dropTicket(what: As): Promise<void> {
  const token = await tokenOf(what);
  const { secure } = await requestOrigin();
  (await cookies()).set(cookieName(what, secure), '', { ...cookieOptions(secure), maxAge: 0 });
  if (token === undefined) return;
  await transaction((await runtime()).database, (tx) => endTicket(tx, what, token));
}

/** Returns the class of a page. */
export const requireClass = cache(async (classId: string) => {
  await requirePerson();
  return readClassroom(GetClass, { classId }, 'person');
});

/** Returns the server action of an operation. */
export function classroomAction<O extends AnyClassroomOperation>(operation: O, as: As) {
  return (input: ClassroomInput<O>) => callClassroom(operation, input, as);
}

/** Returns a polled read as JSON, or a short answer if nothing changed. */
export async function answerLive<O extends AnyClassroomOperation>(
  request: Request,
  operation: O,
  input: ClassroomInput<O>,
  as: As,
): Promise<Response> {
  const result = await callClassroom(operation, input, as);
  if (!result.ok) return refused(result);
  const text = JSON.stringify(result);
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  const headers = { ...NEVER_STORED, etag };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
  return new Response(text, { headers: { ...headers, 'content-type': 'application/json' } });
}

/** Reads a list in pieces, each after the previous one was sent, so that only one is in memory. */
type Pieces = (run: RunClassroom, after: string | undefined) => Promise<{ items: readonly unknown[]; next: string | null }>;

/**
 * Returns a JSON file: an operation's answer with one more member, a list that is read in pieces.
 * @param list the name of the member and the reader of its pieces
 */
export async function answerFile<O extends AnyClassroomOperation>(
  operation: O,
  input: ClassroomInput<O>,
  as: As,
  { filename, list, pieces }: { filename: string; list: string; pieces: Pieces },
): Promise<Response> {
  const run = await callerOf(as);
  const head = await answered(() => run(operation, input));
  if (!head.ok) return refused(head);
  async function* text() {
    yield `${JSON.stringify(head.ok ? head.data : null).slice(0, -1)},${JSON.stringify(list)}:[`;
    let isFirst = true;
    let after: string | undefined;
    do {
      const { items, next } = await pieces(run, after);
      for (const item of items) {
        yield `${isFirst ? '' : ','}\n${JSON.stringify(item)}`;
        isFirst = false;
      }
      after = next ?? undefined;
      await letOthersIn();
    } while (after !== undefined);
    yield '\n]}\n';
  }
  const parts = text();
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await parts.return()),
  });
  return new Response(body, {
    headers: {
      ...NEVER_STORED,
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="${filename}"`,
    },
  });
}

const STATUSES: Readonly<Record<string, number>> = { NotFound: 404, AccessDenied: 403, Throttling: 429, InternalFailure: 500 };

/** Returns the HTTP response of a failure. */
export function refused(result: { ok: false; error: ConsoleFailure }): Response {
  return Response.json(result, { status: STATUSES[result.error.code] ?? 400, headers: NEVER_STORED });
}

const NEVER_STORED = { 'cache-control': 'no-store' } as const;
