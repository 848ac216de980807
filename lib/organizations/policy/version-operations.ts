import { organizationsError } from '../errors';
import { type OrganizationScope, organizationsOperation } from '../organizations-operation';
import { findPolicy, policyQuestion, requirePolicy } from './rows';
import { GetPolicyVersionTextInput, ListPolicyVersionsInput } from './schema';

/** What a policy said from a change on, without its document. */
export type PolicyVersionOverview = {
  VersionNumber: number;
  Name: string;
  Description: string;
  CreateDate: Date;
  /** Who made the change; null where that was not recorded, and for others than the management account. */
  CreatedBy: string | null;
};

/**
 * The versions of a policy that are kept, the newest first, which is what it says now. A policy of AWS has none, and neither has one that
 * has not changed since versions are kept. Whoever may read the policy may read what it said.
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

/** The document of one version, as it was written. */
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
