import type { Principal, RequestContext } from './types';

/**
 * Returns the condition keys of a caller: `aws:PrincipalArn`, `aws:PrincipalAccount`, `aws:PrincipalType`, `aws:userid`, `aws:username`,
 * and a service's names. The engine's user adds keys that depend on more (tags, organization, time). Source: IAM User Guide, "AWS global
 * condition context keys" and "Request information that you can use for policy variables".
 */
export function principalContext(principal: Principal): RequestContext {
  switch (principal.type) {
    case 'Root':
      return ofAccount(principal.arn, principal.accountId, 'Account', principal.accountId);
    case 'User':
      return { ...ofAccount(principal.arn, principal.accountId, 'User', principal.userId), 'aws:username': principal.userName };
    case 'AssumedRole': {
      const { roleArn, accountId, roleId, sessionName } = principal;
      return ofAccount(roleArn, accountId, 'AssumedRole', `${roleId}:${sessionName}`);
    }
    case 'FederatedUser': {
      const { arn, accountId, name } = principal;
      return ofAccount(arn, accountId, 'FederatedUser', `${accountId}:${name}`);
    }
    case 'AssumedRoot':
      return { ...ofAccount(principal.arn, principal.accountId, 'Account', principal.accountId), 'aws:AssumedRoot': 'true' };
    case 'Service':
      return {
        'aws:PrincipalIsAWSService': 'true',
        'aws:PrincipalServiceName': principal.serviceName,
        'aws:PrincipalServiceNamesList': [principal.serviceName],
      };
    case 'WebIdentity':
    case 'Saml':
      return { 'aws:PrincipalIsAWSService': 'false' };
    case 'Anonymous':
      return { 'aws:PrincipalAccount': 'anonymous', 'aws:PrincipalType': 'Anonymous', 'aws:userid': 'anonymous' };
  }
}

function ofAccount(arn: string, accountId: string, type: string, userId: string): RequestContext {
  return {
    'aws:PrincipalArn': arn,
    'aws:PrincipalAccount': accountId,
    'aws:PrincipalType': type,
    'aws:userid': userId,
    'aws:PrincipalIsAWSService': 'false',
  };
}
