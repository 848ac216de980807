import { endConsoleSessions, listConsoleSessions } from '../../account/console-sessions';
import { noSuchEntity } from '../../core/errors';
import { defineOperation } from '../../core/operation';
import { entityCheck } from '../entity';
import { findUser, requireUser } from '../user/rows';
import { EndUserConsoleSessionsInput, ListUserConsoleSessionsInput } from './schema';

// AWS has no list of who is signed in. Whoever may look at a user's login profile may see where it is in use, and whoever may set its
// password, which ends all sessions, may end them without.

/** Where a user is signed in to the console: the newest of the sessions. */
export const ListUserConsoleSessions = defineOperation({
  service: 'gatehouse',
  name: 'ListUserConsoleSessions',
  access: 'List',
  input: ListUserConsoleSessionsInput,
  target: ({ UserName }, scope) => findUser(scope, UserName),
  checks: ({ UserName }, scope, user) => entityCheck('iam:GetLoginProfile', scope, 'User', user, UserName),
  run: async ({ UserName }, { db, now, call }, row) => {
    const { accountId, id } = requireUser(row, UserName);
    return listConsoleSessions(db, { accountId, userId: id }, now, call.consoleSession);
  },
});

/**
 * Signs a user out of the console, in one place or everywhere. The session that the call is made in goes on.
 * @throws AwsError NoSuchEntity where the one that is named has ended already, or is somebody else's
 */
export const EndUserConsoleSessions = defineOperation({
  service: 'gatehouse',
  name: 'EndUserConsoleSessions',
  access: 'Write',
  input: EndUserConsoleSessionsInput,
  target: ({ UserName }, scope) => findUser(scope, UserName),
  checks: ({ UserName }, scope, user) => entityCheck('iam:UpdateLoginProfile', scope, 'User', user, UserName),
  run: async ({ UserName, SessionId }, { db, call }, row) => {
    const { accountId, id } = requireUser(row, UserName);
    const owner = { accountId, userId: id };
    if (SessionId === undefined) return { Ended: await endConsoleSessions(db, owner, call.consoleSession) };
    const { count } = await db.consoleSession.deleteMany({ where: { ...owner, tokenHash: SessionId } });
    if (count === 0) throw noSuchEntity('This session has ended already.');
    return { Ended: count };
  },
});
