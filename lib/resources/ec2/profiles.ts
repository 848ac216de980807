import { iamArn } from '../../core/arns';
import type { Check, Scope } from '../../core/operation';
import { entityCheck } from '../../iam/entity';
import { findInstanceProfile, type InstanceProfileRow } from '../../iam/instance-profile/rows';
import { ec2Error } from './errors';

export type AskedProfile = { Arn?: string | undefined; Name?: string | undefined };

/** An instance profile for instances, with its role. */
export type FoundProfile = { arn: string; row: InstanceProfileRow };

/**
 * Finds the instance profile of a call in the caller's account.
 * @throws AwsError InvalidParameterValue in AWS's words, InvalidParameterCombination for a name and an ARN
 */
export async function findProfile(scope: Scope, { Arn, Name }: AskedProfile): Promise<FoundProfile> {
  if (Arn !== undefined && Name !== undefined) {
    throw ec2Error(
      'InvalidParameterCombination',
      "The parameter 'iamInstanceProfile.name' may not be used in combination with 'iamInstanceProfile.arn'",
      'IamInstanceProfile',
    );
  }
  const PROFILE_ARN = /^arn:[a-z-]+:iam::\d{12}:instance-profile\/(?:.+\/)?([^/]+)$/;
  const name = Name ?? (Arn === undefined ? undefined : PROFILE_ARN.exec(Arn)?.[1]);
  const row = name === undefined ? null : await findInstanceProfile(scope, name);
  const arn = row && iamArn(scope.partition, row.accountId, 'instance-profile', row.path, row.name);
  if (!row || !arn || (Arn !== undefined && Arn !== arn)) {
    const [member, value, words] = Arn === undefined ? ['name', Name, 'Name'] : ['arn', Arn, 'ARN'];
    throw ec2Error(
      'InvalidParameterValue',
      `Value (${value}) for parameter iamInstanceProfile.${member} is invalid. Invalid IAM Instance Profile ${words.toLowerCase()}`,
      'IamInstanceProfile',
    );
  }
  return { arn, row };
}

/** Returns the checks for passing a profile's role to EC2. A profile without a role passes nothing. */
export async function passRoleChecks(scope: Scope, { row: { role } }: FoundProfile, instanceArn: string): Promise<Check[]> {
  if (!role) return [];
  return entityCheck('iam:PassRole', scope, 'Role', role, role.name, {
    'iam:PassedToService': 'ec2.amazonaws.com',
    'iam:AssociatedResourceArn': instanceArn,
  });
}
