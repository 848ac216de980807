import { AccessDeniedError, noSuchEntity } from '../core/errors';
import { defineOperation, type Scope } from '../core/operation';
import { endConsoleSessions, listConsoleSessions, type SessionOwner, sessionsOfOwner } from './console-sessions';
import { EndOtherConsoleSessionsInput, EndOwnConsoleSessionInput, ListOwnConsoleSessionsInput } from './schema';

/**
 * Returns the caller as the owner of sessions.
 * @throws AwsError AccessDenied for roles and other sessions, which did not sign in themselves
 */
function ownerOf({ accountId, caller: { principal } }: Scope): SessionOwner {
  if (principal.type === 'User') return { accountId, userId: principal.userId };
  if (principal.type === 'Root') return { accountId, userId: null };
  throw new AccessDeniedError('Only users and the root user have sessions of the console.');
}

/** Lists the caller's latest console sessions. AWS has no such list. */
export const ListOwnConsoleSessions = defineOperation({
  service: 'gatehouse',
  name: 'ListOwnConsoleSessions',
  access: 'List',
  input: ListOwnConsoleSessionsInput,
  // It concerns only the caller.
  checks: () => [],
  run: async (_input, scope) => listConsoleSessions(scope.db, ownerOf(scope), scope.now, scope.call.consoleSession),
});

/**
 * Ends one of the caller's sessions.
 * @throws AwsError NoSuchEntity if it has ended or belongs to another owner
 */
export const EndOwnConsoleSession = defineOperation({
  service: 'gatehouse',
  name: 'EndOwnConsoleSession',
  access: 'Write',
  input: EndOwnConsoleSessionInput,
  checks: () => [],
  run: async ({ SessionId }, scope) => {
    const { count } = await scope.db.consoleSession.deleteMany({
      where: { ...sessionsOfOwner(ownerOf(scope)), tokenHash: SessionId },
    });
    if (count === 0) throw noSuchEntity('This session has ended already.');
    return {};
  },
});

/** Ends all of the caller's sessions except the current one. */
export const EndOtherConsoleSessions = defineOperation({
  service: 'gatehouse',
  name: 'EndOtherConsoleSessions',
  access: 'Write',
  input: EndOtherConsoleSessionsInput,
  checks: () => [],
  run: async (_input, scope) => ({ Ended: await endConsoleSessions(scope.db, ownerOf(scope), scope.call.consoleSession) }),
});
