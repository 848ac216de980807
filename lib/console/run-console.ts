import 'server-only';
import { countEntryWrite } from '../classroom/entry';
import { iamArn } from '../core/arns';
import { requestedRegion } from '../core/call';
import { noteKeyUse } from '../core/events/last-used';
import { type AnyOperation, type InputOf, isWrite, type OutputOf } from '../core/operation';
import { findCredential } from '../core/secrets/credentials';
import { transaction } from '../db/transaction';
import { ACCESS_ROLE } from '../export/organization-state';
import { AssumeRole } from '../sts/session/operations';
import { answerCall } from './answer-call';
import type { EnterMember, Recipe, RunCall } from './recipes/recipe';
import { consoleCall, currentSession } from './request';
import type { ConsoleAction, ConsoleFailure, ConsoleResult, Json } from './result';
import { runtime } from './runtime';
import { claimedIdentity, claimIdentity, refusalOf, SESSION_ENDED } from './session/claim';
import { isRevoked } from './session/revoked-session';

/**
 * Runs an operation as the signed-in caller, who must be the one that the page shows, and returns a JSON value. Expected failures
 * are returned, not thrown.
 * @param inRegion the Region of the request; the default is the chosen one
 */
export async function runConsole<O extends AnyOperation>(
  operation: O,
  input: InputOf<O>,
  inRegion?: string,
): Promise<ConsoleResult<Json<OutputOf<O>>>> {
  const session = await currentSession();
  if (!session) return { ok: false, error: SESSION_ENDED };
  const refused = refusalOf(session, claimedIdentity());
  if (refused) return { ok: false, error: refused };
  if (session.passwordResetRequired && operation.name !== 'ChangePassword') {
    return { ok: false, error: PASSWORD_RESET_REQUIRED };
  }
  const { entry } = session;
  const changes = isWrite(operation);
  if (entry && !entry.mayChange && changes) return { ok: false, error: LOOKING_ONLY };
  const call = await consoleCall(session.caller, inRegion);
  const { database } = await runtime();
  // In AWS, acting as a role in the console counts as use of the role.
  const { principal } = session.caller;
  const roleId = principal.type === 'AssumedRole' ? principal.roleId : undefined;
  if (roleId) {
    const region = requestedRegion(call, operation.service);
    noteKeyUse(database, { accessKeyId: '', roleId, service: operation.service, region, time: call.now });
  }
  const answer = await answerCall(operation, input, call, database);
  if (entry && changes && answer.ok) await transaction(database, (tx) => countEntryWrite(tx, entry.id));
  const { roleSession } = session;
  if (answer.ok || !roleSession || !isDenial(answer.error) || !(await isRevoked(roleSession))) return answer;
  return { ok: false, error: { ...answer.error, revokedSession: roleSession.issuedAt } };
}

/** The failure of all calls but one until the user has changed the password. */
export const PASSWORD_RESET_REQUIRED: ConsoleFailure = {
  code: 'PasswordResetRequired',
  message: 'Change your password first.',
  requestId: '',
};

/** The failure of changes by an instructor with read-only entry, as any persona. */
export const LOOKING_ONLY: ConsoleFailure = {
  code: 'LookingOnly',
  message: 'You have view-only access to a student’s accounts. To make changes, enter them again from the class.',
  requestId: '',
};

const isDenial = ({ code }: ConsoleFailure) => code === 'AccessDenied' || code === 'AccessDeniedException';

/** Returns the server action of an operation. `actions.ts` files export one per line. */
export function consoleAction<O extends AnyOperation>(operation: O): ConsoleAction<InputOf<O>, Json<OutputOf<O>>> {
  return consoleRecipe((run, input) => run(operation, input));
}

/** Returns the server action of a recipe. Each of its calls is made as the signed-in caller. */
export function consoleRecipe<Input, Output>(recipe: Recipe<Input, Output>): ConsoleAction<Input, Output> {
  return async (shown, input) => claimIdentity(shown, () => recipe(runConsole, input));
}

/** The input of an action in a member of the organization, as its administrator. */
export type InMember<Input> = Regional<Input> & { accountId: string };

/** Returns `regionalRecipe` inside a member. */
export function memberRecipe<Input, Output>(recipe: Recipe<Input, Output>): ConsoleAction<InMember<Input>, Output> {
  return async (shown, { accountId, region, input }) =>
    claimIdentity(shown, async () => {
      const entered = await enterMember(accountId, region);
      return entered.ok ? recipe(entered.data, input) : entered;
    });
}

/** Returns the server action of a recipe that enters members for some of its calls. */
export function enteringRecipe<Input, Output>(
  recipe: (enter: EnterMember) => Recipe<Input, Output>,
): ConsoleAction<Input, Output> {
  return consoleRecipe((run, input) => recipe(enterMember)(run, input));
}

/** Enters a member account. The caller must be allowed to assume the role; in AWS, the root user can assume none. */
const enterMember: EnterMember = async (accountId, region) => {
  const RoleArn = iamArn('aws', accountId, 'role', '/', ACCESS_ROLE);
  const entered = await runConsole(AssumeRole, { RoleArn, RoleSessionName: 'console' });
  if (!entered.ok) return entered;
  const { database } = await runtime();
  const accessKeyId = entered.data.Credentials.AccessKeyId;
  const credential = await findCredential(database.reader, accessKeyId, 'aws', new Date());
  if (credential.state !== 'usable') return { ok: false, error: SESSION_ENDED };
  const data: RunCall = async (operation, asked) =>
    answerCall(operation, asked, await consoleCall(credential.caller, region), database);
  return { ok: true, data };
};

/** The input of an action in a Region: that of a resource, or the chosen one by default. */
export type Regional<Input> = { region: string | undefined; input: Input };

/** Returns `consoleAction` for regional services. */
export function regionalAction<O extends AnyOperation>(operation: O): ConsoleAction<Regional<InputOf<O>>, Json<OutputOf<O>>> {
  return regionalRecipe((run, input) => run(operation, input));
}

/** Returns `consoleRecipe` for regional services. */
export function regionalRecipe<Input, Output>(recipe: Recipe<Input, Output>): ConsoleAction<Regional<Input>, Output> {
  return async (shown, { region, input }) => {
    const run: RunCall = (operation, asked) => runConsole(operation, asked, region);
    return claimIdentity(shown, () => recipe(run, input));
  };
}
