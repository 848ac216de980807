/** AWS: "Example service control policies", deny by Region: the services whose calls all go to us-east-1 (or us-west-2) from everywhere. */
export const GLOBAL_SERVICES: readonly string[] = [
  'iam',
  'organizations',
  'route53',
  'cloudfront',
  'globalaccelerator',
  'support',
  'budgets',
  'shield',
  'waf',
];
