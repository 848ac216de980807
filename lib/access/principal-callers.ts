import type { Caller, Partition } from '../core/call';
import { type RoleRow, roleArn } from '../iam/role/rows';
import { type UserRow, userArn } from '../iam/user/rows';

/** A user as the caller whose access is looked at. */
export function callerOfUser(partition: Partition, user: Pick<UserRow, 'id' | 'accountId' | 'path' | 'name'>): Caller {
  const { accountId, id: userId, name: userName } = user;
  return {
    accountId,
    credential: 'console',
    principal: { type: 'User', accountId, arn: userArn(partition, user), userId, userName },
  };
}

/** A session of a role as the caller whose access is looked at. */
export function callerOfRole(partition: Partition, role: Pick<RoleRow, 'id' | 'accountId' | 'path' | 'name'>): Caller {
  const { accountId, id: roleId, name, path } = role;
  return {
    accountId,
    credential: 'assumeRole',
    principal: {
      type: 'AssumedRole',
      accountId,
      arn: `arn:${partition}:sts::${accountId}:assumed-role/${name}/session`,
      roleArn: roleArn(partition, role),
      roleId,
      sessionName: 'session',
      serviceLinked: path.startsWith('/aws-service-role/'),
    },
  };
}
