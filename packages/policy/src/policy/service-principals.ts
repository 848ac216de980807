import { UNKNOWN_SERVICE_PRINCIPAL } from './open-points';
import type { ParsePolicyOptions } from './types';

/** Names of services in every partition. */
const EVERYWHERE = 'amazonaws.com';

/** AWS: the domain of its services in each partition; many services are `amazonaws.com` in all of them. */
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

/** Names that IAM is reported to refuse though they look right: the service has another one, or acts for nobody. */
const WRONG: ReadonlySet<string> = new Set([
  'bedrock-agent.amazonaws.com',
  'eks.amazonaws.com.cn',
  's3files.amazonaws.com',
  'tagging.amazonaws.com',
]);

const REGION = /^[a-z]{2,}(?:-[a-z]+)+-\d+$/;

/** The name without the Region that may stand before the domain: `logs.eu-west-1.amazonaws.com` is `logs.amazonaws.com`. */
export function withoutRegion(name: string): string {
  const labels = name.split('.');
  return labels.filter((label, i) => i === 0 || !REGION.test(label)).join('.');
}

/**
 * Whether IAM saves a trust policy that names this service. AWS looks the name up in a list of its own; here every name below the domain
 * of the partition will do that is not known to be wrong.
 */
export function isSavedService(name: string, { saving, partition, isServicePrincipal }: ParsePolicyOptions): boolean {
  if (saving === undefined) return true;
  const own = partition === undefined ? Object.values(DOMAINS) : [DOMAINS[partition] ?? EVERYWHERE];
  if (![EVERYWHERE, ...own].some((domain) => name.toLowerCase().endsWith(`.${domain}`))) return false;
  const plain = withoutRegion(name.toLowerCase());
  if (WRONG.has(plain)) return false;
  return UNKNOWN_SERVICE_PRINCIPAL === 'stored' || isServicePrincipal === undefined || isServicePrincipal(name);
}
