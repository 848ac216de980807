/** The sorts of accounts that usage is made up for, and what each shows. */
export const PROFILES = [
  {
    value: 'web-shop',
    label: 'Web shop',
    shows: 'load balancers, instances that follow the hours of the day, a database, CloudFront, and much data transfer',
  },
  {
    value: 'data-team',
    label: 'Data team',
    shows: 'a data lake in S3 large enough for cheaper tiers, jobs at night, notebooks by day, queries',
  },
  {
    value: 'idle-sandbox',
    label: 'Idle sandbox',
    shows: 'forgotten things that nobody tagged: a few dollars a month',
  },
  {
    value: 'leaked-key-mining',
    label: 'Sandbox whose key leaks',
    shows: 'large instances in a Region that nobody else uses, from a day on: what mining with a leaked key costs',
  },
] as const;

export type Profile = (typeof PROFILES)[number]['value'];
