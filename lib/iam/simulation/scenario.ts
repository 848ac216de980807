import { invalidInput } from '../../core/errors';

const ALWAYS = ['instance', 'image', 'security-group', 'network-interface'];

/**
 * The EC2 resource types that each scenario requires. Source: IAM API reference, SimulateCustomPolicy, ResourceHandlingOption.
 */
const SCENARIOS: ReadonlyMap<string, readonly string[]> = new Map([
  ['EC2-VPC-InstanceStore', ALWAYS],
  ['EC2-VPC-InstanceStore-Subnet', [...ALWAYS, 'subnet']],
  ['EC2-VPC-EBS', [...ALWAYS, 'volume']],
  ['EC2-VPC-EBS-Subnet', [...ALWAYS, 'subnet', 'volume']],
]);

/**
 * Refuses resources that don't match the scenario.
 * @throws AwsError InvalidInput for an unknown scenario or missing resources
 */
export function requireScenario(option: string | undefined, resources: readonly string[]): void {
  if (option === undefined) return;
  const wanted = SCENARIOS.get(option);
  if (!wanted) throw invalidInput(`Invalid ResourceHandlingOption: ${option}`);
  const given = resources.map((arn) => /^arn:[^:]*:ec2:[^:]*:[^:]*:([^/]+)\//.exec(arn)?.[1]);
  const missing = wanted.filter((type) => !given.includes(type));
  if (missing.length > 0) throw invalidInput(`ResourceArns lacks resources that ${option} needs: ${missing.join(', ')}`);
}
