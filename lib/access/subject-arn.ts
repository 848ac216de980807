export type SubjectKind = 'User' | 'Group' | 'Role' | 'Account';
export type NamedSubject = { accountId: string; kind: SubjectKind; name: string };

/** Reads an ARN as a principal whose access can be looked at; null when it names none. Pure: also used in the browser. */
export function parseSubject(arn: string): NamedSubject | null {
  const match = /^arn:aws(?:-cn|-us-gov)?:iam::(\d{12}):(root|user|group|role)(?:\/(.*))?$/.exec(arn);
  if (!match) return null;
  const [, accountId = '', type, rest = ''] = match;
  if (type === 'root') return { accountId, kind: 'Account', name: accountId };
  const name = rest.slice(rest.lastIndexOf('/') + 1);
  const kind = type === 'user' ? 'User' : type === 'group' ? 'Group' : 'Role';
  return name ? { accountId, kind, name } : null;
}
