/**
 * Regions by the prefix of usage types: `EUC1-BoxUsage:t3.micro` is in Frankfurt. Without a prefix it is us-east-1. Source: S3
 * User Guide, "Understanding your AWS billing and usage reports for Amazon S3".
 */
const REGION_OF_PREFIX: Readonly<Record<string, string>> = {
  USE1: 'us-east-1',
  USE2: 'us-east-2',
  USW1: 'us-west-1',
  USW2: 'us-west-2',
  AFS1: 'af-south-1',
  APE1: 'ap-east-1',
  APN1: 'ap-northeast-1',
  APN2: 'ap-northeast-2',
  APN3: 'ap-northeast-3',
  APS1: 'ap-southeast-1',
  APS2: 'ap-southeast-2',
  APS3: 'ap-south-1',
  APS4: 'ap-southeast-3',
  APS5: 'ap-south-2',
  APS6: 'ap-southeast-4',
  CAN1: 'ca-central-1',
  CAN2: 'ca-west-1',
  EU: 'eu-west-1',
  EUW1: 'eu-west-1',
  EUW2: 'eu-west-2',
  EUW3: 'eu-west-3',
  EUC1: 'eu-central-1',
  EUC2: 'eu-central-2',
  EUN1: 'eu-north-1',
  EUS1: 'eu-south-1',
  EUS2: 'eu-south-2',
  ILC1: 'il-central-1',
  MEC1: 'me-central-1',
  MES1: 'me-south-1',
  SAE1: 'sa-east-1',
};
const USED_BY_AWS = new Map([
  ['us-east-1', ''],
  ['eu-west-1', 'EU'],
]);
const PREFIX_OF_REGION = new Map(Object.entries(REGION_OF_PREFIX).map(([prefix, region]) => [region, prefix]));

/** Returns the Region of a usage type's prefix. */
export function regionOfUsageType(usageType: string): string {
  return regionByCode(usageType) ?? 'us-east-1';
}

function regionByCode(usageType: string): string | undefined {
  const code = /^([A-Z]{2,3}\d?)-/.exec(usageType)?.[1];
  return code === undefined ? undefined : REGION_OF_PREFIX[code];
}

// Services whose usage types have the Region's prefix in us-east-1 too, and those whose usage types have none.
const ALWAYS_CODED = new Set(['AmazonAthena', 'AmazonECS', 'AWSGlue', 'AWSSecretsManager']);
const NEVER_CODED = new Set(['AmazonCloudFront', 'AmazonRoute53']);

/**
 * Returns a usage type as AWS writes it in a Region.
 * @param name without prefix, such as `BoxUsage:t3.micro`; a name with a Region's prefix stays unchanged
 */
export function usageTypeIn(region: string, service: string, name: string): string {
  if (NEVER_CODED.has(service) || regionByCode(name) !== undefined) return name;
  if (service === 'awskms') return `${region}-${name}`;
  const code =
    region === 'us-east-1' && ALWAYS_CODED.has(service) ? 'USE1' : (USED_BY_AWS.get(region) ?? PREFIX_OF_REGION.get(region));
  // A Region whose code is unknown here.
  if (code === undefined) return `${region}-${name}`;
  return code ? `${code}-${name}` : name;
}

const DIRECTIONS = /(north|south)?(east|west)?(central)?/;

/** Returns the id of an Availability Zone, such as `use1-az1`. Unlike a name, it is the same zone in every account. */
export function zoneId(region: string, number: number): string {
  const [area = '', direction = '', count = ''] = region.split('-');
  const initials = (DIRECTIONS.exec(direction) ?? []).slice(1).map((word: string | undefined) => word?.[0]);
  return `${area}${initials.join('')}${count}-az${number}`;
}
