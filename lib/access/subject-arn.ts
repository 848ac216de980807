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

/** Nobody: a call without credentials. */
export const ANONYMOUS = 'anonymous';
/** Somebody in an account of no organization, who may do there whatever an account can allow. */
export const OUTSIDER = 'outsider';

/** Callers that no account here has: the two above, and services by their name. */
export type Stranger = { kind: 'Anonymous' | 'Outsider' | 'Service'; name: string };

const SERVICE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/;

/** Reads the name of a caller that is no principal of an account, e.g. `logs.amazonaws.com`; null when it is none. Pure, as above. */
export function parseStranger(text: string): Stranger | null {
  if (text === ANONYMOUS) return { kind: 'Anonymous', name: 'Anonymous caller' };
  if (text === OUTSIDER) return { kind: 'Outsider', name: 'A principal outside the organization' };
  return SERVICE.test(text) ? { kind: 'Service', name: text } : null;
}
