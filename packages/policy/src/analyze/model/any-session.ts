import type { Principal } from '../../evaluate/types';

/** A placeholder for every session name of a role. */
export const ANY_SESSION = '*';

/** Returns a caller that is any session of a role. Policies that name one session by its ARN do not match it. */
export function anySessionOf(role: { arn: string; roleId: string; accountId: string; serviceLinked?: boolean }): Principal {
  const name = role.arn.slice(role.arn.lastIndexOf('/') + 1);
  const partition = role.arn.split(':')[1] ?? 'aws';
  return {
    type: 'AssumedRole',
    accountId: role.accountId,
    arn: `arn:${partition}:sts::${role.accountId}:assumed-role/${name}/${ANY_SESSION}`,
    roleArn: role.arn,
    roleId: role.roleId,
    sessionName: ANY_SESSION,
    serviceLinked: role.serviceLinked ?? false,
  };
}
