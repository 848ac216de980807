import { organizationPolicyArn } from '../arns';

/** A policy that AWS owns and attaches. It cannot be edited or deleted. */
export type AwsOrganizationPolicy = { id: string; type: string; arn: string; name: string; description: string; content: string };

const SCP = 'SERVICE_CONTROL_POLICY';
const RCP = 'RESOURCE_CONTROL_POLICY';

export const FULL_AWS_ACCESS: AwsOrganizationPolicy = {
  id: 'p-FullAWSAccess',
  type: SCP,
  arn: organizationPolicyArn('aws', 'aws', SCP, 'p-FullAWSAccess'),
  name: 'FullAWSAccess',
  description: 'Allows access to every operation',
  content: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }, null, 2),
};

export const RCP_FULL_AWS_ACCESS: AwsOrganizationPolicy = {
  id: 'p-RCPFullAWSAccess',
  type: RCP,
  arn: organizationPolicyArn('aws', 'aws', RCP, 'p-RCPFullAWSAccess'),
  name: 'RCPFullAWSAccess',
  description: 'Allows access to every operation',
  content: JSON.stringify(
    { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] },
    null,
    2,
  ),
};

/** Returns the policy that enabling a type attaches everywhere, or undefined for types without one. */
export function defaultPolicyOfType(type: string): AwsOrganizationPolicy | undefined {
  return type === SCP ? FULL_AWS_ACCESS : type === RCP ? RCP_FULL_AWS_ACCESS : undefined;
}

export function findAwsOrganizationPolicy(id: string): AwsOrganizationPolicy | undefined {
  return [FULL_AWS_ACCESS, RCP_FULL_AWS_ACCESS].find((policy) => policy.id === id);
}
