import { Badge, type Tone } from '../../ui/badge';

const TYPES = {
  'aws-managed': ['AWS managed', 'neutral'],
  'aws-job-function': ['AWS managed, job function', 'neutral'],
  'customer-managed': ['Customer managed', 'accent'],
  inline: ['Inline', 'neutral'],
  boundary: ['Permissions boundary', 'limit'],
  session: ['Session policy', 'limit'],
  trust: ['Trust policy', 'accent'],
  resource: ['Resource policy', 'accent'],
  scp: ['Service control policy', 'limit'],
  rcp: ['Resource control policy', 'limit'],
  tag: ['Tag policy', 'neutral'],
} as const satisfies Record<string, [string, Tone]>;

export type PolicyTypeName = keyof typeof TYPES;

/** Renders the type of a policy. Types that grant permissions are accented; types that only limit them are amber. */
export function PolicyTypeBadge({ type }: { type: PolicyTypeName }) {
  const [label, tone] = TYPES[type];
  return <Badge tone={tone}>{label}</Badge>;
}
