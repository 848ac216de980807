/** The profiles of generated usage, each with a description. */
export const PROFILES = [
  {
    value: 'web-shop',
    label: 'Web shop',
    shows: 'load balancers, instances that scale with the time of day, a database, CloudFront and large data transfers',
  },
  {
    value: 'data-team',
    label: 'Data team',
    shows: 'a data lake in S3 large enough for lower price tiers, nightly jobs, notebooks by day, queries',
  },
  {
    value: 'idle-sandbox',
    label: 'Idle sandbox',
    shows: 'forgotten, untagged resources: a few dollars a month',
  },
  {
    value: 'leaked-key-mining',
    label: 'Sandbox with a leaked key',
    shows: 'from one day on, large instances in a Region that no other account uses: typical for mining with a leaked key',
  },
] as const;

export type Profile = (typeof PROFILES)[number]['value'];
