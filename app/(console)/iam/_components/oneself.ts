import { parseSubject } from '@/lib/access/subject-arn';

export type Oneself = { kind: 'users' | 'roles'; name: string };

/** Which user or role a caller is, from the ARN by which GetCallerIdentity names it; null for a root user and for whoever is federated. */
export function oneselfOf(arn: string): Oneself | null {
  const [, role] = /:assumed-role\/([^/]+)\/[^/]+$/.exec(arn) ?? [];
  if (role !== undefined) return { kind: 'roles', name: role };
  const subject = parseSubject(arn);
  return subject?.kind === 'User' ? { kind: 'users', name: subject.name } : null;
}

/** Names with the one of who is signed in at the end: what comes after it could not be done any more. */
export function oneselfLast(names: readonly string[], self: string | null): readonly string[] {
  return self === null ? names : [...names.filter((name) => name !== self), self];
}
