import { type PrincipalEntry, parsePolicy } from '@/lib/engine';

/** Who a trust policy lets assume the role, as a list shows it. */
export type TrustedEntity = {
  kind: 'AWS service' | 'AWS account' | 'User' | 'Role' | 'Federated' | 'Anyone' | 'Deleted identity' | 'Other';
  /** `ec2.amazonaws.com`, `111122223333`, an ARN. */
  name: string;
};

/** The principals that Allow statements of a trust policy name. Text, as the API returns it: percent-encoded. */
export function trustedEntities(encoded: string | undefined): TrustedEntity[] {
  const parsed = parsePolicy(decodeURIComponent(encoded ?? ''), 'trust');
  if (!parsed.ok) return [];
  const entries = parsed.policy.statements
    .filter(({ effect, principal }) => effect === 'Allow' && principal && !principal.negated)
    .flatMap(({ principal }) => principal?.entries ?? []);
  const entities = entries.map(toEntity);
  return entities.filter((entity, index) => entities.findIndex(({ name }) => name === entity.name) === index);
}

function toEntity({ key, value }: PrincipalEntry): TrustedEntity {
  if (key === 'Service') return { kind: 'AWS service', name: value };
  if (key === 'Federated') return { kind: 'Federated', name: value };
  if (value === '*') return { kind: 'Anyone', name: '*' };
  if (/^\d{12}$/.test(value)) return { kind: 'AWS account', name: value };
  // AWS: a deleted user or role shows as its unique id.
  if (/^(AIDA|AROA)/.test(value)) return { kind: 'Deleted identity', name: value };
  const [, account = '', resource = ''] = /^arn:[a-z-]+:(?:iam|sts)::(\d{12}):(.+)$/.exec(value) ?? [];
  if (resource === 'root') return { kind: 'AWS account', name: account };
  if (resource.startsWith('user/')) return { kind: 'User', name: value };
  if (resource.startsWith('role/') || resource.startsWith('assumed-role/')) return { kind: 'Role', name: value };
  return { kind: 'Other', name: value };
}
