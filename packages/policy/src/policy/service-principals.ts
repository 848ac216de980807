import { UNKNOWN_SERVICE_PRINCIPAL } from './open-points';
import type { ParsePolicyOptions } from './types';

/** The domain of services in every partition. */
const EVERYWHERE = 'amazonaws.com';

/** AWS: the domain of services in each partition. Many services use `amazonaws.com` in all of them. */
const DOMAINS: Readonly<Record<string, string>> = {
  aws: EVERYWHERE,
  'aws-us-gov': EVERYWHERE,
  'aws-cn': 'amazonaws.com.cn',
  'aws-iso': 'c2s.ic.gov',
  'aws-iso-b': 'sc2s.sgov.gov',
  'aws-iso-e': 'cloud.adc-e.uk',
  'aws-iso-f': 'csp.hci.ic.gov',
  'aws-eusc': 'amazonaws.eu',
};

/** The names that IAM is reported to refuse: the service has another name, or makes no calls. */
const WRONG: ReadonlySet<string> = new Set([
  'bedrock-agent.amazonaws.com',
  'eks.amazonaws.com.cn',
  's3files.amazonaws.com',
  'tagging.amazonaws.com',
]);

const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;

/** Returns the name without a Region before the domain: `logs.eu-west-1.amazonaws.com` is `logs.amazonaws.com`. */
export function withoutRegion(name: string): string {
  const labels = name.split('.');
  return labels.filter((label, i) => i === 0 || !REGION.test(label)).join('.');
}

/**
 * Tests whether IAM saves a trust policy with this service. AWS has a list of its own. Here every name in the partition's domain is valid,
 * except known wrong ones.
 */
export function isSavedService(name: string, { saving, partition, isServicePrincipal }: ParsePolicyOptions): boolean {
  if (saving === undefined) return true;
  const own = partition === undefined ? Object.values(DOMAINS) : [DOMAINS[partition] ?? EVERYWHERE];
  if (![EVERYWHERE, ...own].some((domain) => name.toLowerCase().endsWith(`.${domain}`))) return false;
  const plain = withoutRegion(name.toLowerCase());
  if (WRONG.has(plain)) return false;
  return UNKNOWN_SERVICE_PRINCIPAL === 'stored' || isServicePrincipal === undefined || isServicePrincipal(name);
}
