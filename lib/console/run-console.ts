import 'server-only';
import type { Call } from '../core/call';
import { AccessDeniedError, AwsError, errorCode } from '../core/errors';
import { noteKeyUse } from '../core/last-used';
import { log } from '../core/log';
import type { AnyOperation, InputOf, OutputOf } from '../core/operation';
import { runOperation } from '../core/run';
import { claimedIdentity, claimIdentity, refusalOf, SESSION_ENDED } from './claim';
import { paths } from './paths';
import { consoleCall, currentSession } from './request';
import type { ConsoleAction, ConsoleFailure, ConsoleResult, Json } from './result';
import { runtime } from './runtime';

/** Runs an operation as whoever is signed in, who must be whom the page shows, and answers in JSON's terms. Expected failures are answers. */
export async function runConsole<O extends AnyOperation>(
  operation: O,
  input: InputOf<O>,
): Promise<ConsoleResult<Json<OutputOf<O>>>> {
  const session = await currentSession();
  if (!session) return { ok: false, error: SESSION_ENDED };
  const refused = refusalOf(session, claimedIdentity());
  if (refused) return { ok: false, error: refused };
  if (session.passwordResetRequired && operation.name !== 'ChangePassword') {
    return { ok: false, error: { code: 'PasswordResetRequired', message: 'Change your password first.', requestId: '' } };
  }
  const call = await consoleCall(session.caller);
  const { database } = await runtime();
  // AWS: acting as a role in the console is a use of the role, as with its keys.
  const roleId = session.roleSession?.roleId;
  if (roleId) noteKeyUse(database, { accessKeyId: '', roleId, service: operation.service, region: call.region, time: call.now });
  return answerCall(operation, input, call);
}

/** Runs a call of the console, whoever it is made as. */
export async function answerCall<O extends AnyOperation>(
  operation: O,
  input: InputOf<O>,
  call: Call,
): Promise<ConsoleResult<Json<OutputOf<O>>>> {
  const { database } = await runtime();
  try {
    const output: unknown = await runOperation(operation, input, call, database);
    return { ok: true, data: JSON.parse(JSON.stringify(output)) };
  } catch (error) {
    return { ok: false, error: toFailure(operation.service, error, call) };
  }
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
    ...(error instanceof AccessDeniedError && error.evaluation?.accountId === caller.accountId
      ? { traceHref: paths.troubleshooter(error.evaluation.authorizationId) }
      : {}),
    reason: error.members.Reason,
  };
}

/** Makes the server action of an operation: what `actions.ts` files export, one line each. */
export function consoleAction<O extends AnyOperation>(operation: O): ConsoleAction<InputOf<O>, Json<OutputOf<O>>> {
  return consoleRecipe((input) => runConsole(operation, input));
}

/** Makes a server action of what takes several calls. `work` gets whom the page shows as well, for another action it is made of. */
export function consoleRecipe<Input, Output>(
  work: (input: Input, shown: string) => Promise<ConsoleResult<Output>>,
): ConsoleAction<Input, Output> {
  return async (shown, input) => claimIdentity(shown, () => work(input, shown));
}
