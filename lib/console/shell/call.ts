import 'server-only';
import { z } from 'zod';
import { loadModels } from '../../aws-api/protocol/sdk-schemas';
import { MAX_BODY_BYTES } from '../../aws-api/server/read-body';
import { answerShellCall, type ShellAnswer } from '../../aws-api/shell/answer-shell-call';
import type { CallAnswer, SentCall } from '../../aws-cli/io';
import { countEntryWrite } from '../../classroom/entry';
import { consoleOrigin, settings } from '../../core/settings';
import { transaction } from '../../db/transaction';
import { traceOf } from '../answer-call';
import { currentSession, requestOrigin } from '../request';
import type { ConsoleFailure } from '../result';
import { LOOKING_ONLY, PASSWORD_RESET_REQUIRED } from '../run-console';
import { runtime } from '../runtime';
import { refusalOf } from '../session/claim';
import { shellRefusal } from './permission';

/** The largest request of the shell: a body of the wire API in base64, and the other members. */
export const MOST_CALL_BYTES = Math.ceil((MAX_BODY_BYTES * 4) / 3) + 65_536;

const CallInput = z.object({
  service: z.string().max(64),
  operation: z.string().max(128),
  input: z.record(z.string(), z.unknown()),
  region: z.string().max(64),
  credentials: z.union([
    z.literal(['session', 'none']),
    z.object({
      accessKeyId: z.string().max(128),
      secretAccessKey: z.string().max(128),
      sessionToken: z.string().max(8192).optional(),
    }),
  ]),
  userAgent: z.string().max(1024),
});

/**
 * Makes a call of the shell as the session of the request, whose identity the page must show.
 * @param shown the tag of the identity that the page shows
 * @param text the call as JSON
 * @returns a failure for a page that shows another identity, and else the answer as the AWS CLI reads it
 */
export async function callFromShell(
  shown: string | null,
  text: string,
): Promise<{ refused: ConsoleFailure } | { answer: CallAnswer }> {
  const session = await currentSession();
  if (!session) return { answer: failure('ExpiredToken', 'The security token included in the request is expired', 403) };
  const refused = refusalOf(session, shown);
  if (refused) return { refused };
  const call = parseCall(text);
  if (!call) return { answer: failure('SerializationException', 'The call of the shell is not readable.', 400) };
  if (session.passwordResetRequired && call.operation !== 'ChangePassword')
    return { answer: failure(PASSWORD_RESET_REQUIRED.code, PASSWORD_RESET_REQUIRED.message, 403) };
  const denied = await shellRefusal(session);
  if (denied) return { answer: deniedAnswer(denied) };
  const { entry, caller, clocks } = session;
  const { sourceIp, secure } = await requestOrigin();
  const { database } = await runtime();
  await loadModels();
  const shell = {
    id: session.tokenHash,
    caller,
    aheadMs: clocks.caller,
    readOnlyReason: entry && !entry.mayChange ? LOOKING_ONLY.message : null,
    sourceIp,
    encrypted: secure,
  };
  const consoleUrl = settings().denialLinks ? consoleOrigin() : null;
  const answered = await answerShellCall(call, shell, { database, consoleUrl, clock: () => new Date() });
  if (entry && answered.isWrite && answered.answer.ok === true)
    await transaction(database, (tx) => countEntryWrite(tx, entry.id));
  return { answer: withDecision(answered, caller.accountId) };
}

/** Returns AWS CloudShell's refusal of a session, in place of the answer of the called service. */
function deniedAnswer({ code, message, requestId, traceHref }: ConsoleFailure): CallAnswer {
  return { ...failure(code, message, 403), requestId, ...(traceHref !== undefined && { decision: traceHref }) };
}

function failure(code: string, message: string, status: number): Extract<CallAnswer, { ok: false }> {
  return { ok: false, code, message, members: {}, status, requestId: '' };
}

/** The answer to a request of more than `MOST_CALL_BYTES`. */
export const TOO_LARGE = failure(
  'RequestEntityTooLarge',
  `The call is larger than the ${MOST_CALL_BYTES} bytes that are accepted.`,
  413,
);

function parseCall(text: string): SentCall | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = CallInput.safeParse(value);
  return parsed.success ? ({ ...parsed.data, userAgent: userAgentOf(parsed.data.userAgent) } as SentCall) : null;
}

/** The part of the User-Agent header that marks calls of the shell. */
const ENVIRONMENT = 'exec-env/GatehouseShell';
/** The wire API records as many characters. */
const LONGEST_AGENT = 512;

/** Returns a user agent of printable characters that has the mark of the shell. */
function userAgentOf(text: string): string {
  const plain = text.replace(/[^\x20-\x7e]/g, '');
  if (plain.split(' ').includes(ENVIRONMENT) && plain.length <= LONGEST_AGENT) return plain;
  return `${plain.slice(0, LONGEST_AGENT - ENVIRONMENT.length - 1)} ${ENVIRONMENT}`.trim();
}

/** Adds the page of the stored evaluation to a denial, if the account of the session may open it. */
function withDecision({ answer, evaluation, isRefusedByPolicy }: ShellAnswer, accountId: string): CallAnswer {
  if (answer.ok !== false) return answer;
  const { traceHref } = traceOf({ evaluation, isRefusedByPolicy }, accountId);
  return traceHref === undefined ? answer : { ...answer, decision: traceHref };
}
