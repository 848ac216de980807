import { parseSubject } from '@/lib/access/subject-arn';

export type Oneself = { kind: 'users' | 'roles'; name: string };

/** Returns the user or role of an ARN of GetCallerIdentity; null for a root user or a federated user. */
export function oneselfOf(arn: string): Oneself | null {
  const [, role] = /:assumed-role\/([^/]+)\/[^/]+$/.exec(arn) ?? [];
  if (role !== undefined) return { kind: 'roles', name: role };
  const subject = parseSubject(arn);
  return subject?.kind === 'User' ? { kind: 'users', name: subject.name } : null;
}

/** Returns the names with the signed-in one last. After a change to it, changes to others could be denied. */
export function oneselfLast(names: readonly string[], self: string | null): readonly string[] {
  return self === null ? names : [...names.filter((name) => name !== self), self];
}
