export type SubjectKind = 'User' | 'Group' | 'Role' | 'Account';
export type NamedSubject = { accountId: string; kind: SubjectKind; name: string };

/** Parses an ARN as a principal whose access can be examined. Returns null for other ARNs. It is pure, so the browser uses it too. */
export function parseSubject(arn: string): NamedSubject | null {
  const match = /^arn:aws(?:-cn|-us-gov)?:iam::(\d{12}):(root|user|group|role)(?:\/(.*))?$/.exec(arn);
  if (!match) return null;
  const [, accountId = '', type, rest = ''] = match;
  if (type === 'root') return { accountId, kind: 'Account', name: accountId };
  const name = rest.slice(rest.lastIndexOf('/') + 1);
  const kind = type === 'user' ? 'User' : type === 'group' ? 'Group' : 'Role';
  return name ? { accountId, kind, name } : null;
}

/** A call without credentials. */
export const ANONYMOUS = 'anonymous';
/** A principal in an account outside every organization, with every permission that its account can give. */
export const OUTSIDER = 'outsider';

/** A caller without an account here: one of the two above, or a service by its name. */
export type ExternalCaller = { kind: 'Anonymous' | 'Outsider' | 'Service'; name: string };

const SERVICE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/;

/** Parses the name of a caller without an account, e.g. `logs.amazonaws.com`. Returns null for other texts. It is pure, as above. */
export function parseExternalCaller(text: string): ExternalCaller | null {
  if (text === ANONYMOUS) return { kind: 'Anonymous', name: 'Anonymous caller' };
  if (text === OUTSIDER) return { kind: 'Outsider', name: 'A principal outside the organization' };
  return SERVICE.test(text) ? { kind: 'Service', name: text } : null;
}
