import { parseArn } from '../arn/parse-arn';
import { GLOBAL_SERVICES } from '../validate/global-services';

/** The Region of each partition's global services, with which the SDK signs for them. */
export const GLOBAL_REGION = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-eusc': 'eusc-de-east-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
  'aws-iso-e': 'eu-isoe-west-1',
  'aws-iso-f': 'us-isof-south-1',
  'aws-us-gov': 'us-gov-west-1',
} as const;

const REGION = /^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/;

/**
 * Returns the Region that a request must be made in (`aws:RequestedRegion`), or undefined if the caller can choose it. A global service
 * uses its partition's Region, and any other service the Region in the resource's ARN. Source: IAM User Guide, "AWS global condition
 * context keys", aws:RequestedRegion.
 * @param action e.g. `sqs:SendMessage`
 * @param resource an ARN, or a pattern, which names a Region only if that part is literal
 * @param partition the caller's partition, used for global services
 */
export function requestedRegionOf(action: string, resource: string, partition = 'aws'): string | undefined {
  const colon = action.indexOf(':');
  const service = (colon < 0 ? action : action.slice(0, colon)).toLowerCase();
  if (GLOBAL_SERVICES.includes(service)) return isPartition(partition) ? GLOBAL_REGION[partition] : undefined;
  const region = resource.startsWith('arn:') ? parseArn(resource)?.region : undefined;
  return region !== undefined && REGION.test(region) ? region : undefined;
}

function isPartition(partition: string): partition is keyof typeof GLOBAL_REGION {
  return Object.hasOwn(GLOBAL_REGION, partition);
}
