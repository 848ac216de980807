import type { AuthorizationRequest } from './types';

/** What a call hands to a service besides the call itself. */
export type PassedRole = { roleArn: string; service: string; associatedResourceArn?: string };

/**
 * The second question that a call which passes a role has to answer: `iam:PassRole` on the role, with the service that receives it.
 * It is decided apart from the call, by the same caller's policies. Source: "Grant a user permissions to pass a role to an AWS service".
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
 * The actions that a call of AssumeRole* needs to be allowed, all on the role: the operation itself, and one more for session tags,
 * a source identity and context assertions. Source: "Pass session tags in AWS STS", "Monitor and control actions taken with assumed roles".
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
