import type { AuthorizationRequest } from './types';

/** A role that a call passes to a service. */
export type PassedRole = { roleArn: string; service: string; associatedResourceArn?: string };

/**
 * Builds the second check of a call that passes a role: `iam:PassRole` on the role, with the service that receives it. The same caller's
 * policies decide it separately. Source: "Grant a user permissions to pass a role to an AWS service".
 */
export function passRoleRequest(
  call: AuthorizationRequest,
  { roleArn, service, associatedResourceArn }: PassedRole,
): AuthorizationRequest {
  const { principal, credential } = call;
  const context: Record<string, string | readonly string[]> = { ...call.context, 'iam:PassedToService': service };
  if (associatedResourceArn !== undefined) context['iam:AssociatedResourceArn'] = associatedResourceArn;
  return { principal, credential, action: 'iam:PassRole', resource: roleArn, context };
}

export type AssumeRoleOperation = 'AssumeRole' | 'AssumeRoleWithSAML' | 'AssumeRoleWithWebIdentity';

/**
 * Returns the actions that a call of AssumeRole* needs on the role: the operation, and one each for session tags, a source identity and
 * context assertions. Source: "Pass session tags in AWS STS", "Monitor and control actions taken with assumed roles".
 */
export function assumeRoleActions(
  operation: AssumeRoleOperation,
  passed: { tags?: boolean; sourceIdentity?: boolean; providedContexts?: boolean },
): readonly string[] {
  const actions = [`sts:${operation}`];
  if (passed.tags === true) actions.push('sts:TagSession');
  if (passed.sourceIdentity === true) actions.push('sts:SetSourceIdentity');
  if (passed.providedContexts === true) actions.push('sts:SetContext');
  return actions;
}
