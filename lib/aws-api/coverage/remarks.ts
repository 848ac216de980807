/** The facts about available operations that AWS does not publish, or that need parties that an emulator does not have. */
const REMARKS: Readonly<Record<string, string>> = {
  'iam:AcquireRole': 'Always NoSuchEntity: role templates belong to AWS services, and AWS has published none.',
  'iam:GetRoleTemplateVersion': 'Always NoSuchEntity: role templates belong to AWS services, and AWS has published none.',
  'iam:CreateDelegationRequest': 'Every account can call it. AWS admits only onboarded product providers.',
  'iam:GetHumanReadableSummary': 'Fixed English sentences. AWS asks a language model.',
  'iam:GetAccountProperties': 'AWS has not published its namespaces, so no feature depends on a property.',
  'iam:PutAccountProperties': 'Every well-formed name is accepted, because AWS has not published its namespaces.',
  'sts:GetScopedCredentials': 'Needs no permission, because AWS’s reference has no such action.',
  'sts:GetWebIdentityToken': 'Only the subject mode AWSIdentity. Sessions have no trusted identity propagation context.',
};

/** Returns the remark on an operation, if there is one. */
export function remarkOf(service: string, name: string): string | undefined {
  return REMARKS[`${service}:${name}`];
}

/** The operations with a remark, as `service:Name`. */
export const REMARKED = Object.keys(REMARKS);
