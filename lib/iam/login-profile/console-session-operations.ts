import { endConsoleSessions, listConsoleSessions } from '../../account/console-sessions';
import { noSuchEntity } from '../../core/errors';
import { defineOperation } from '../../core/operation';
import { entityCheck } from '../entity';
import { findUser, requireUser } from '../user/rows';
import { EndUserConsoleSessionsInput, ListUserConsoleSessionsInput } from './schema';

// AWS has no list of console sessions. A caller that may read a user's login profile may see its sessions, and one that may set
// its password, which ends all sessions, may end them.

/** Lists the latest console sessions of a user. */
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
 * Ends one or all console sessions of a user. The session of the call continues.
 * @throws AwsError NoSuchEntity if the named session has ended or belongs to another user
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
