import { rootUserArn } from '../core/arns';
import { validationError } from '../core/errors';
import type { Check, Scope } from '../core/operation';
import { entityCheck } from './entity';
import { findUser, type UserRow } from './user/rows';

/** Whom a call with an optional UserName is about: the user it names, or else the caller. */
export type Subject = { type: 'Root' } | { type: 'User'; name: string; row: UserRow | null };

/** @throws AwsError ValidationError when no name is given and the caller is neither a user nor the root user */
export async function findSubject(scope: Scope, userName: string | undefined): Promise<Subject> {
  if (userName !== undefined) return { type: 'User', name: userName, row: await findUser(scope, userName) };
  const { principal } = scope.caller;
  if (principal.type === 'Root' || principal.type === 'AssumedRoot') return { type: 'Root' };
  if (principal.type !== 'User') throw validationError('Must specify userName when calling with non-User credentials');
  const row = await scope.db.user.findUnique({ where: { id: principal.userId } });
  return { type: 'User', name: row?.name ?? principal.userName, row };
}

export async function subjectCheck(action: string, scope: Scope, subject: Subject): Promise<Check[]> {
  return subject.type === 'Root'
    ? [{ action, resource: rootUserArn(scope.partition, scope.accountId) }]
    : entityCheck(action, scope, 'User', subject.row, subject.name);
}
