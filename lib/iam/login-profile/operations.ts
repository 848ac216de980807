import type { LoginProfile } from '@aws-sdk/client-iam';
import { endConsoleSessions, type SessionOwner } from '../../account/console-sessions';
import { rootProfileColumns, rootProfileOf } from '../../account/root-profile';
import { AccessDeniedError, AwsError, entityAlreadyExists, noSuchEntity, validationError } from '../../core/errors';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { countedGuess, passwordOf } from '../../core/secrets/password-attempts';
import { amongHashers } from '../../core/secrets/password-hash';
import { newToken } from '../../core/secrets/secrets';
import { realTimeOf } from '../../core/time/clock';
import { entityCheck } from '../entity';
import { hashNewPassword, rememberPassword } from '../password-policy/rows';
import { findSubject, type Subject, subjectCheck } from '../subject';
import { findUser, requireUser, type UserRow } from '../user/rows';
import {
  ChangePasswordInput,
  CreateLoginProfileInput,
  DeleteLoginProfileInput,
  GetLoginProfileInput,
  UpdateLoginProfileInput,
} from './schema';

/**
 * Returns the user of a call.
 * @throws AwsError ValidationError for the root user, whose password is managed at sign-in, or NoSuchEntity
 */
function requireSubjectUser(subject: Subject): UserRow {
  if (subject.type === 'Root') throw validationError('Must specify userName when calling with non-User credentials');
  return requireUser(subject.row, subject.name);
}

/**
 * Returns whether the call is in an AssumeRoot session, which in AWS reads, deletes or makes recoverable the password of a
 * member's root user.
 */
function isRootSession(scope: Scope, subject: Subject): boolean {
  return subject.type === 'Root' && scope.caller.principal.type === 'AssumedRoot';
}

async function findRootProfile({ db, accountId }: Scope) {
  return rootProfileOf(await db.account.findUniqueOrThrow({ where: { id: accountId } }));
}

/**
 * Returns the root user's login profile.
 * @throws AwsError NoSuchEntity in AWS's words
 */
async function requireRootProfile(scope: Scope) {
  const profile = await findRootProfile(scope);
  if (!profile) throw noSuchProfile('null');
  return toRootProfile(profile.changedAt);
}

/** As in AWS, it has no user name. */
function toRootProfile(CreateDate: Date) {
  return { UserName: undefined, CreateDate, PasswordResetRequired: false } satisfies LoginProfile;
}

/**
 * Creates the root user's login profile. As in AWS, it has no password, and its mailbox owner can recover one. Gatehouse sends no
 * mail; lib/decisions describes what replaces it.
 * @throws AwsError ValidationError with a password, EntityAlreadyExists
 */
async function createRootProfile(scope: Scope, Password: string | undefined) {
  const { db, accountId, now } = scope;
  if (Password !== undefined)
    throw validationError('Password must not be specified when calling with an AssumeRoot session', 'Password');
  if (await findRootProfile(scope)) throw entityAlreadyExists(`Login Profile for account ${accountId} already exists.`);
  const data = rootProfileColumns({ state: 'recoverable', changedAt: now, recovery: newToken() });
  await db.account.update({ where: { id: accountId }, data });
  return toRootProfile(now);
}

function noSuchProfile(name: string) {
  return noSuchEntity(`Login Profile for User ${name} cannot be found.`);
}

async function requireProfile(scope: Scope, user: UserRow) {
  const row = await scope.db.loginProfile.findUnique({ where: { userId: user.id } });
  if (!row) throw noSuchProfile(user.name);
  return row;
}

async function refuseSecondProfile(scope: Scope, user: UserRow): Promise<void> {
  if (await scope.db.loginProfile.findUnique({ where: { userId: user.id } }))
    throw entityAlreadyExists(`Login Profile for User ${user.name} already exists.`);
}

function toLoginProfile(user: UserRow, row: { createdAt: Date; passwordResetRequired: boolean }) {
  return {
    UserName: user.name,
    CreateDate: row.createdAt,
    PasswordResetRequired: row.passwordResetRequired,
  } satisfies LoginProfile;
}

function sessionsOf({ accountId, id }: UserRow): SessionOwner {
  return { accountId, userId: id };
}

/** Creates a console password for a user. */
export const CreateLoginProfile = defineOperation({
  service: 'iam',
  name: 'CreateLoginProfile',
  access: 'Write',
  input: CreateLoginProfileInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:CreateLoginProfile', scope, subject),
  prepare: async ({ Password }, scope, subject) => {
    if (isRootSession(scope, subject)) return '';
    const user = requireSubjectUser(subject);
    if (Password === undefined)
      throw validationError('A password is required to create a login profile for an IAM user.', 'Password');
    await refuseSecondProfile(scope, user);
    return amongHashers((hasher) => hashNewPassword(scope.db, user, Password, hasher));
  },
  run: async ({ Password, PasswordResetRequired = false }, scope, subject, passwordHash) => {
    if (isRootSession(scope, subject)) return { LoginProfile: await createRootProfile(scope, Password) };
    const user = requireSubjectUser(subject);
    await refuseSecondProfile(scope, user);
    const { now } = scope;
    const data = { userId: user.id, passwordHash, passwordResetRequired: PasswordResetRequired };
    const row = await scope.db.loginProfile.create({ data: { ...data, createdAt: now, passwordChangedAt: now } });
    await rememberPassword(scope.db, user.id, passwordHash, now);
    return { LoginProfile: toLoginProfile(user, row) };
  },
});

export const GetLoginProfile = defineOperation({
  service: 'iam',
  name: 'GetLoginProfile',
  access: 'List',
  input: GetLoginProfileInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:GetLoginProfile', scope, subject),
  run: async (_input, scope, subject) => {
    if (isRootSession(scope, subject)) return { LoginProfile: await requireRootProfile(scope) };
    const user = requireSubjectUser(subject);
    return { LoginProfile: toLoginProfile(user, await requireProfile(scope, user)) };
  },
});

/** Resets a user's password, or whether it must be changed. */
export const UpdateLoginProfile = defineOperation({
  service: 'iam',
  name: 'UpdateLoginProfile',
  access: 'Write',
  input: UpdateLoginProfileInput,
  target: ({ UserName }, scope) => findUser(scope, UserName),
  checks: ({ UserName }, scope, user) => entityCheck('iam:UpdateLoginProfile', scope, 'User', user, UserName),
  prepare: async ({ UserName, Password }, scope, row) => {
    const user = requireUser(row, UserName);
    await requireProfile(scope, user);
    return Password === undefined ? undefined : amongHashers((hasher) => hashNewPassword(scope.db, user, Password, hasher));
  },
  run: async ({ UserName, PasswordResetRequired }, scope, row, passwordHash) => {
    const user = requireUser(row, UserName);
    await requireProfile(scope, user);
    const password = passwordHash === undefined ? {} : { passwordHash, passwordChangedAt: scope.now };
    await scope.db.loginProfile.update({
      where: { userId: user.id },
      data: { ...password, passwordResetRequired: PasswordResetRequired },
    });
    if (passwordHash === undefined) return {};
    await rememberPassword(scope.db, user.id, passwordHash, scope.now);
    await endConsoleSessions(scope.db, sessionsOf(user), scope.call.consoleSession);
    return {};
  },
});

/** Deletes a user's console password. As in AWS, access keys stay. */
export const DeleteLoginProfile = defineOperation({
  service: 'iam',
  name: 'DeleteLoginProfile',
  access: 'Write',
  input: DeleteLoginProfileInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:DeleteLoginProfile', scope, subject),
  run: async (_input, scope, subject) => {
    if (isRootSession(scope, subject)) {
      await requireRootProfile(scope);
      await scope.db.account.update({ where: { id: scope.accountId }, data: rootProfileColumns(null) });
      // Otherwise a session of the old password would survive a recovery.
      await endConsoleSessions(scope.db, { accountId: scope.accountId, userId: null });
      return {};
    }
    const user = requireSubjectUser(subject);
    await requireProfile(scope, user);
    await scope.db.loginProfile.delete({ where: { userId: user.id } });
    // Permanently: a new profile does not bring the sessions back.
    await endConsoleSessions(scope.db, sessionsOf(user));
    return {};
  },
});

/** Changes the caller's own password. As in AWS, only users can do this. */
export const ChangePassword = defineOperation({
  service: 'iam',
  name: 'ChangePassword',
  access: 'Write',
  input: ChangePasswordInput,
  target: (_input, { db, caller }) =>
    caller.principal.type === 'User' ? db.user.findUnique({ where: { id: caller.principal.userId } }) : Promise.resolve(null),
  checks: async (_input, scope, user): Promise<readonly Check[]> => {
    const { principal } = scope.caller;
    if (principal.type !== 'User') return [{ action: 'iam:ChangePassword', resource: 'arn' in principal ? principal.arn : '*' }];
    return entityCheck('iam:ChangePassword', scope, 'User', user, principal.userName);
  },
  prepare: async ({ OldPassword, NewPassword }, scope, user, database) => {
    const { db, call } = scope;
    if (!user) throw new AwsError('InvalidUserTypeException', 'Only IAM Users can change their own password');
    const { passwordHash: oldHash } = await requireProfile(scope, user);
    return amongHashers(async (hasher) => {
      // Counted together with sign-ins, because a holder of the user's access key could guess the password here.
      const guess = { subject: passwordOf(user.accountId, user.id) };
      if (!(await countedGuess(database, guess, realTimeOf(call), () => hasher.matches(oldHash, OldPassword))))
        throw wrongOldPassword();
      return { user, oldHash, newHash: await hashNewPassword(db, user, NewPassword, hasher, 'NewPassword') };
    });
  },
  run: async (_input, { db, call, now }, _user, { user, oldHash, newHash }) => {
    const { count } = await db.loginProfile.updateMany({
      // No row matches if the password was changed meanwhile.
      where: { userId: user.id, passwordHash: oldHash },
      data: { passwordHash: newHash, passwordChangedAt: now, passwordResetRequired: false },
    });
    if (count === 0) throw wrongOldPassword();
    await rememberPassword(db, user.id, newHash, now);
    await endConsoleSessions(db, sessionsOf(user), call.consoleSession);
    return {};
  },
});

function wrongOldPassword(): AwsError {
  return new AccessDeniedError('The old password was incorrect.', { member: 'OldPassword' });
}
