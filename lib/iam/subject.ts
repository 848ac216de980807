import { rootUserArn } from '../core/arns';
import { validationError } from '../core/errors';
import type { Check, Scope } from '../core/operation';
import { type TagPair, tagsAtStart } from '../core/tags';
import { entityArn } from './entity';
import { findUser, requireUser, type UserRow } from './user/rows';

/** The subject of a call with an optional UserName: the named user, or the caller. */
export type Subject = { type: 'Root' } | { type: 'User'; name: string; row: UserRow | null; tags: readonly TagPair[] };

/**
 * Returns the subject of a call.
 * @throws AwsError ValidationError without a name if the caller is neither a user nor the root user
 */
export async function findSubject(scope: Scope, userName: string | undefined): Promise<Subject> {
  if (userName !== undefined) return userSubject(scope, userName, await findUser(scope, userName));
  const { principal } = scope.caller;
  if (principal.type === 'Root' || principal.type === 'AssumedRoot') return { type: 'Root' };
  if (principal.type !== 'User') throw validationError('Must specify userName when calling with non-User credentials');
  const row = await scope.db.user.findUnique({ where: { id: principal.userId } });
  return userSubject(scope, row?.name ?? principal.userName, row);
}

async function userSubject(scope: Scope, name: string, row: UserRow | null): Promise<Subject> {
  return { type: 'User', name, row, tags: row ? await tagsAtStart(scope, row.id) : [] };
}

/** Returns the authorization check for a subject. As in AWS, a missing user is checked with the path `/`. */
export function subjectCheck(action: string, scope: Scope, subject: Subject): Check[] {
  if (subject.type === 'Root') return [{ action, resource: rootUserArn(scope.partition, scope.accountId) }];
  const { name, row, tags } = subject;
  const resource = entityArn(scope, 'User', row ?? { accountId: scope.accountId, name, path: '/' });
  return [{ action, resource, resourceTags: tags }];
}

/** The owner of the credentials of a call. `userId` and `UserName` are missing for the root user. */
export type CredentialOwner = { accountId: string; userId: string | null; UserName?: string };

/**
 * Returns the owner of credentials.
 * @throws AwsError NoSuchEntity for a missing user
 */
export function requireOwner(scope: Pick<Scope, 'accountId'>, subject: Subject): CredentialOwner {
  if (subject.type === 'Root') return { accountId: scope.accountId, userId: null };
  const { id, name } = requireUser(subject.row, subject.name);
  return { accountId: scope.accountId, userId: id, UserName: name };
}
