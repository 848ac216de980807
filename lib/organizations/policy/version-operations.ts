import { organizationsError } from '../errors';
import { type OrganizationScope, organizationsOperation } from '../organizations-operation';
import { findPolicy, policyQuestion, requirePolicy } from './rows';
import { GetPolicyVersionTextInput, ListPolicyVersionsInput } from './schema';

/** A version of a policy, without its document. */
export type PolicyVersionOverview = {
  VersionNumber: number;
  Name: string;
  Description: string;
  CreateDate: Date;
  /**
   * The ARN of the principal that made the change; null if it was not recorded, or for other readers than the management account.
   */
  CreatedBy: string | null;
};

/**
 * Lists the stored versions of a policy, newest first; the newest is the current text. AWS's policies, and those unchanged since
 * versions were introduced, have none. It needs the permission to read the policy.
 */
export const ListOrganizationPolicyVersions = organizationsOperation({
  name: 'ListOrganizationPolicyVersions',
  access: 'List',
  callers: 'reader',
  input: ListPolicyVersionsInput,
  target: ({ PolicyId }, scope) => findPolicy(scope, PolicyId),
  checks: async (_input, scope, policy) => [{ action: 'organizations:DescribePolicy', ...(await policyQuestion(scope, policy)) }],
  run: async (_input, scope, policy): Promise<{ Versions: PolicyVersionOverview[] }> => {
    const rows = await scope.db.organizationPolicyVersion.findMany({
      where: versionsOf(scope, requirePolicy(policy).id),
      orderBy: { number: 'desc' },
      select: { number: true, name: true, description: true, createdAt: true, createdBy: true },
    });
    const manages = scope.organization.managementAccountId === scope.accountId;
    return {
      Versions: rows.map(({ number, name, description, createdAt, createdBy }) => ({
        VersionNumber: number,
        Name: name,
        Description: description,
        CreateDate: createdAt,
        CreatedBy: manages ? createdBy : null,
      })),
    };
  },
});

/** Returns the exact document of one version. */
export const GetOrganizationPolicyVersion = organizationsOperation({
  name: 'GetOrganizationPolicyVersion',
  access: 'Read',
  callers: 'reader',
  input: GetPolicyVersionTextInput,
  target: ({ PolicyId }, scope) => findPolicy(scope, PolicyId),
  checks: async (_input, scope, policy) => [{ action: 'organizations:DescribePolicy', ...(await policyQuestion(scope, policy)) }],
  run: async ({ VersionNumber: number }, scope, policy): Promise<{ Content: string }> => {
    const where = { ...versionsOf(scope, requirePolicy(policy).id), number };
    const version = await scope.db.organizationPolicyVersion.findFirst({ where, select: { content: true } });
    if (!version) throw organizationsError('PolicyNotFoundException');
    return { Content: version.content };
  },
});

function versionsOf({ organization }: OrganizationScope, policyId: string) {
  return { policyId, organizationId: organization.id };
}
