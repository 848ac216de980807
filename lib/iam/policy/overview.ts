import { listManagedPolicies } from '../../catalog/managed-policies';
import { defineOperation } from '../../core/operation';
import { shownPolicyArn } from './arns';
import { fromCatalog, fromRow, isAttachable, type ManagedPolicy, readUsage, UNUSED } from './rows';
import { ListManagedPolicyOverviewsInput } from './schema';

/** What a list says of a policy's author: AWS's own are told apart by what they are for. */
export type PolicyType = 'Customer managed' | 'AWS managed' | 'AWS managed - job function' | 'AWS managed - service';

/** A policy as the console's lists show it: all of them at once, so only what a row needs. */
export type PolicyOverview = {
  PolicyName: string;
  Arn: string;
  Type: PolicyType;
  AttachmentCount: number;
  PermissionsBoundaryUsageCount: number;
  IsAttachable: boolean;
  UpdateDate: Date;
  Description?: string;
};

/** The console's list of policies: ListPolicies without pages, the account's own first. */
export const ListManagedPolicyOverviews = defineOperation({
  service: 'iam',
  name: 'ListManagedPolicyOverviews',
  access: 'List',
  input: ListManagedPolicyOverviewsInput,
  checks: (_, scope) => [{ action: 'iam:ListPolicies', resource: `arn:${scope.partition}:iam::${scope.accountId}:policy/` }],
  run: async (_, { db, accountId, partition }) => {
    const usage = await readUsage(db, accountId);
    const toOverview = (policy: ManagedPolicy, Type: PolicyType): PolicyOverview => {
      const { attachments, boundaries } = usage.get(policy.arn) ?? UNUSED;
      return {
        PolicyName: policy.name,
        Arn: shownPolicyArn(partition, policy.arn),
        Type,
        AttachmentCount: attachments,
        PermissionsBoundaryUsageCount: boundaries,
        // AWS: a service-linked role's policies are attached by its service alone.
        IsAttachable: isAttachable(policy) && policy.path !== '/aws-service-role/',
        UpdateDate: policy.updatedAt,
        Description: policy.description ?? undefined,
      };
    };
    const own = await db.policy.findMany({ where: { accountId }, orderBy: { nameKey: 'asc' } });
    return {
      Policies: [
        ...own.map((row) => toOverview(fromRow(row), 'Customer managed')),
        ...listManagedPolicies().map((policy) => toOverview(fromCatalog(policy), TYPE_OF_KIND[policy.kind])),
      ],
    };
  },
});

const TYPE_OF_KIND = {
  standard: 'AWS managed',
  jobFunction: 'AWS managed - job function',
  serviceRole: 'AWS managed - service',
  serviceLinkedRole: 'AWS managed - service',
  rootTask: 'AWS managed',
} as const satisfies Record<string, PolicyType>;
