import type { LoginProfile } from '@aws-sdk/client-iam';
import { AccessDeniedError, AwsError, entityAlreadyExists, noSuchEntity, validationError } from '../../core/errors';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { verifyPassword } from '../../core/secrets';
import { entityCheck } from '../entity';
import { acceptPassword } from '../password-policy/rows';
import { findSubject, type Subject, subjectCheck } from '../subject';
import { findUser, requireUser, type UserRow } from '../user/rows';
import {
  ChangePasswordInput,
  CreateLoginProfileInput,
  DeleteLoginProfileInput,
  GetLoginProfileInput,
  UpdateLoginProfileInput,
} from './schema';

/** @throws AwsError ValidationError for the root user, whose password is managed at sign-in, or NoSuchEntity */
function requireSubjectUser(subject: Subject): UserRow {
  if (subject.type === 'Root') throw validationError('Must specify userName when calling with non-User credentials');
  return requireUser(subject.row, subject.name);
}

/** AWS: an AssumeRoot session of the management account looks at and removes the password of a member account's root user. */
function isRootSession(scope: Scope, subject: Subject): boolean {
  return subject.type === 'Root' && scope.caller.principal.type === 'AssumedRoot';
}

/** @throws AwsError NoSuchEntity for a root user without a password */
async function requireRootProfile({ db, accountId }: Scope): Promise<LoginProfile> {
  const { name, alias, createdAt, rootPasswordHash } = await db.account.findUniqueOrThrow({ where: { id: accountId } });
  if (rootPasswordHash === null) throw noSuchProfile(alias ?? name);
  return { UserName: alias ?? name, CreateDate: createdAt, PasswordResetRequired: false };
}

function noSuchProfile(name: string) {
  return noSuchEntity(`Login Profile for User ${name} cannot be found.`);
}

async function requireProfile(scope: Scope, user: UserRow) {
  const row = await scope.db.loginProfile.findUnique({ where: { userId: user.id } });
  if (!row) throw noSuchProfile(user.name);
  return row;
}

function toLoginProfile(user: UserRow, row: { createdAt: Date; passwordResetRequired: boolean }): LoginProfile {
  return { UserName: user.name, CreateDate: row.createdAt, PasswordResetRequired: row.passwordResetRequired };
}

/** Lets a user sign in to the console. */
export const CreateLoginProfile = defineOperation({
  service: 'iam',
  name: 'CreateLoginProfile',
  access: 'Write',
  input: CreateLoginProfileInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:CreateLoginProfile', scope, subject),
  run: async ({ Password, PasswordResetRequired = false }, scope, subject) => {
    const user = requireSubjectUser(subject);
    if (Password === undefined) throw validationError('A password is required to create a login profile for an IAM user.');
    if (await scope.db.loginProfile.findUnique({ where: { userId: user.id } })) {
      throw entityAlreadyExists(`Login Profile for User ${user.name} already exists.`);
    }
    const row = await scope.db.loginProfile.create({
      data: {
        userId: user.id,
        passwordHash: await acceptPassword(scope.db, user, Password, scope.now),
        passwordResetRequired: PasswordResetRequired,
        createdAt: scope.now,
        passwordChangedAt: scope.now,
      },
    });
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

/** An administrator's reset of a password, or of the duty to change it. */
export const UpdateLoginProfile = defineOperation({
  service: 'iam',
  name: 'UpdateLoginProfile',
  access: 'Write',
  input: UpdateLoginProfileInput,
  target: ({ UserName }, scope) => findUser(scope, UserName),
  checks: ({ UserName }, scope, user) => entityCheck('iam:UpdateLoginProfile', scope, 'User', user, UserName),
  run: async ({ UserName, Password, PasswordResetRequired }, scope, row) => {
    const user = requireUser(row, UserName);
    await requireProfile(scope, user);
    const password =
      Password === undefined
        ? {}
        : { passwordHash: await acceptPassword(scope.db, user, Password, scope.now), passwordChangedAt: scope.now };
    await scope.db.loginProfile.update({
      where: { userId: user.id },
      data: { ...password, passwordResetRequired: PasswordResetRequired },
    });
    return {};
  },
});

/** AWS: takes the console away; access keys stay. */
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
      await scope.db.account.update({ where: { id: scope.accountId }, data: { rootPasswordHash: null } });
      return {};
    }
    const user = requireSubjectUser(subject);
    await requireProfile(scope, user);
    await scope.db.loginProfile.delete({ where: { userId: user.id } });
    return {};
  },
});

/** The caller's own password. AWS: only users have one to change here. */
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
  run: async ({ OldPassword, NewPassword }, scope, user) => {
    if (!user) throw new AwsError('InvalidUserTypeException', 'Only IAM Users can change their own password');
    const profile = await requireProfile(scope, user);
    if (!(await verifyPassword(profile.passwordHash, OldPassword)))
      throw new AccessDeniedError('The old password was incorrect.');
    const passwordHash = await acceptPassword(scope.db, user, NewPassword, scope.now);
    await scope.db.loginProfile.update({
      where: { userId: user.id },
      data: { passwordHash, passwordChangedAt: scope.now, passwordResetRequired: false },
    });
    return {};
  },
});
