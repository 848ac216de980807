import type { Call } from '../core/call';
import { AccessDeniedError, AwsError, ReadOnlyError, type StoredEvaluation } from '../core/errors';
import { log } from '../core/log';
import { errorCode } from '../core/module/error-codes';
import type { AnyOperation, InputOf, OutputOf } from '../core/operation';
import { runOperation } from '../core/run/run';
import type { Database } from '../db/client';
import { paths } from './paths';
import type { ConsoleFailure, ConsoleResult, Json } from './result';

/** Runs an operation for the console, as any caller, and returns a JSON value. Expected failures are returned, not thrown. */
export async function answerCall<O extends AnyOperation>(
  operation: O,
  input: InputOf<O>,
  call: Call,
  database: Database,
): Promise<ConsoleResult<Json<OutputOf<O>>>> {
  try {
    // Some operations return nothing.
    const output: unknown = await runOperation(operation, input, call, database);
    return { ok: true, data: JSON.parse(JSON.stringify(output ?? null, withBytesAsText)) };
  } catch (error) {
    return { ok: false, error: toFailure(operation.service, error, call) };
  }
}

/** Encodes bytes as base64, since JSON has none. */
function withBytesAsText(this: Record<string, unknown>, key: string, value: unknown): unknown {
  // JSON.stringify has already turned a Buffer into an array of numbers.
  const given = this[key];
  return given instanceof Uint8Array ? Buffer.from(given).toString('base64') : value;
}

function toFailure(service: string, error: unknown, { requestId, caller }: Call): ConsoleFailure {
  if (!(error instanceof AwsError)) {
    log.error({ err: error, requestId }, 'a console call failed unexpectedly');
    return { code: 'InternalFailure', message: 'The request processing has failed because of an unknown error.', requestId };
  }
  return {
    code: errorCode(service, error.shape),
    message: error.message,
    requestId,
    member: error.member,
    action: error.action,
    ...(error instanceof AccessDeniedError && error.isExplicit && { isExplicitDenial: true }),
    ...traceOf({ evaluation: error.evaluation, isRefusedByPolicy: error.refusal !== null }, caller.accountId),
    reason: error.members.Reason,
    ...(error instanceof ReadOnlyError && { isReadOnly: true }),
  };
}

type Trace = { evaluation?: StoredEvaluation | undefined; isRefusedByPolicy?: boolean | undefined };

/** Returns the page that shows the stored evaluation behind a failure to an account. */
export function traceOf({ evaluation, isRefusedByPolicy }: Trace, accountId: string): Pick<ConsoleFailure, 'traceHref'> {
  if (evaluation?.accountId !== accountId) return {};
  const { authorizationId } = evaluation;
  return { traceHref: isRefusedByPolicy ? paths.decision({ id: authorizationId }) : paths.troubleshooter(authorizationId) };
}
