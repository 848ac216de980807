import { isAccountId } from '@gatehouse/policy/arn';

export type PrincipalKind = 'account' | 'named' | 'service' | 'provider' | 'organization' | 'everyone';

/** The kinds of principals, with an example and an explanation. */
export const PRINCIPAL_KINDS: readonly { value: PrincipalKind; label: string; example: string; note?: string }[] = [
  {
    value: 'account',
    label: 'Account',
    example: '111122223333',
    note: 'The account decides with its own policies which of its users and roles can use the access.',
  },
  { value: 'named', label: 'User or role', example: 'arn:aws:iam::111122223333:role/app' },
  { value: 'service', label: 'AWS service', example: 'lambda.amazonaws.com' },
  { value: 'provider', label: 'Identity provider', example: 'arn:aws:iam::111122223333:oidc-provider/token.example.com' },
  {
    value: 'organization',
    label: 'Organization',
    example: 'o-a1b2c3d4e5',
    note: 'No principal element represents an organization. Everyone is named, and a condition on aws:PrincipalOrgID limits access to the organization.',
  },
  {
    value: 'everyone',
    label: 'Everyone',
    example: '',
    note: 'Anyone in any account, and callers without credentials if the service accepts them.',
  },
];

/** Returns the entry of Principal for a choice, or the reason why it is invalid. */
export function principalOf(kind: PrincipalKind, text: string): { key: string; value: string } | { why: string } {
  switch (kind) {
    case 'everyone':
      return { key: 'Any', value: '*' };
    case 'organization':
      return /^o-[a-z0-9]{10,32}$/.test(text)
        ? { key: 'Any', value: '*' }
        : { why: 'Enter an organization ID, such as o-a1b2c3d4e5' };
    case 'account':
      return isAccountId(text) ? { key: 'AWS', value: `arn:aws:iam::${text}:root` } : { why: 'Enter a 12-digit account ID' };
    case 'named':
      return /^arn:[\w-]+:(?:iam|sts)::\d{12}:\S+$/.test(text)
        ? { key: 'AWS', value: text }
        : { why: 'Enter the ARN of a user or role' };
    case 'service':
      return /^[a-z0-9.-]+\.amazonaws\.com(?:\.cn)?$/.test(text)
        ? { key: 'Service', value: text }
        : { why: 'Enter a service name, such as lambda.amazonaws.com' };
    case 'provider':
      return /^(?:arn:[\w-]+:iam::\d{12}:(?:saml|oidc)-provider\/\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)+)$/.test(text)
        ? { key: 'Federated', value: text }
        : { why: 'Enter the ARN of a provider' };
  }
}

/** Describes an entry of Principal: its kind, name and problem. */
export function principalWords(key: string, text: string): { kind: string; name: string; note?: string } {
  if (text === '*') return { kind: 'Everyone', name: '*' };
  if (key === 'Service') return { kind: 'Service', name: text };
  if (key === 'Federated') return { kind: 'Provider', name: text };
  if (key === 'CanonicalUser') return { kind: 'Canonical user', name: text };
  if (isAccountId(text)) return { kind: 'Account', name: text };
  const account = /^arn:[^:]*:iam::(\d{12}):root$/.exec(text)?.[1];
  if (account) return { kind: 'Account', name: account };
  // AWS: the unique ID replaces the ARN of a deleted user or role.
  if (/^AIDA[A-Z0-9]+$/.test(text))
    return { kind: 'User', name: text, note: 'deleted: this is its ID, which no longer identifies a principal' };
  if (/^AROA[A-Z0-9]+$/.test(text))
    return { kind: 'Role', name: text, note: 'deleted: this is its ID, which no longer identifies a principal' };
  const type = /^arn:[^:]*:(?:iam|sts)::\d*:([a-z-]+)\//.exec(text)?.[1];
  const kinds: Readonly<Record<string, string>> = {
    user: 'User',
    role: 'Role',
    'assumed-role': 'Session',
    'federated-user': 'Session',
  };
  return { kind: (type === undefined ? undefined : kinds[type]) ?? 'Principal', name: text };
}
