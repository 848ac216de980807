import type { EffectivePolicy, EffectivePolicyValidationError } from '@aws-sdk/client-organizations';
import type { DeclarativePolicyType } from '@gatehouse/policy/organization';
import { toAccounts } from '../account/rows';
import { readPublished } from '../effective-policies';
import { invalidInput, organizationsError } from '../errors';
import { type OrganizationScope, organizationsOperation } from '../organizations-operation';
import { organizationsPageOf, pageStart, toOrganizationsPage } from '../paging';
import { policyTypeContext } from '../policy-type/rows';
import { isDeclarative, type PolicyType } from '../shapes';
import { findNode, idsDownTo, membersOf, nodeQuestion, type TreeNode } from '../tree';
import {
  DescribeEffectivePolicyInput,
  ListAccountsWithInvalidEffectivePolicyInput,
  ListEffectivePolicyValidationErrorsInput,
} from './schema';

/** Describes the effective policy of an account. A member may ask about itself. As in AWS, an invalid one is never in force. */
export const DescribeEffectivePolicy = organizationsOperation({
  name: 'DescribeEffectivePolicy',
  access: 'Read',
  callers: 'reader',
  isOfOwnAccount: ({ TargetId }, { accountId }) => TargetId === undefined || TargetId === accountId,
  input: DescribeEffectivePolicyInput,
  target: ({ TargetId }, scope) => findNode(scope, TargetId ?? scope.accountId),
  checks: async ({ PolicyType, TargetId }, scope, node) => [
    { ...(await nodeQuestion(scope, TargetId ?? scope.accountId, node)), context: policyTypeContext(PolicyType) },
  ],
  run: async ({ PolicyType, TargetId }, scope, node) => {
    const type = requireDeclarative(PolicyType);
    requireAccountId(TargetId ?? scope.accountId);
    if (node?.type !== 'ACCOUNT') throw organizationsError('TargetNotFoundException');
    await requireEnabled(scope, type);
    const { inForce, changedAt } = await readPublished(scope, type, await chainOf(scope, node));
    return {
      EffectivePolicy: {
        PolicyContent: inForce,
        LastUpdatedTimestamp: changedAt,
        TargetId: node.id,
        PolicyType: type,
      } satisfies EffectivePolicy,
    };
  },
});

/** Lists the problems of an account's effective policy. `Path` and `EvaluationTimestamp` are there only while it has some. */
export const ListEffectivePolicyValidationErrors = organizationsOperation({
  name: 'ListEffectivePolicyValidationErrors',
  access: 'List',
  callers: 'reader',
  input: ListEffectivePolicyValidationErrorsInput,
  target: ({ AccountId }, scope) => findNode(scope, AccountId),
  checks: async ({ AccountId, PolicyType }, scope, node) => [
    { ...(await nodeQuestion(scope, AccountId, node)), context: policyTypeContext(PolicyType) },
  ],
  run: async (input, scope, node) => {
    const type = requireDeclarative(input.PolicyType);
    requireAccountId(input.AccountId);
    if (node?.type !== 'ACCOUNT') throw organizationsError('AccountNotFoundException');
    await requireEnabled(scope, type);
    const chain = await chainOf(scope, node);
    const { problems, changedAt } = await readPublished(scope, type, chain);
    const list = `ListEffectivePolicyValidationErrors:${node.id}:${type}`;
    const rows = problems.map((problem, index) => ({ problem, key: String(index).padStart(6, '0') }));
    const { items, ...page } = organizationsPageOf(list, rows, input, ({ key }) => key);
    return {
      AccountId: node.id,
      PolicyType: type,
      ...(problems.length > 0 ? { Path: `${[scope.organization.id, ...chain].join('/')}/`, EvaluationTimestamp: changedAt } : {}),
      EffectivePolicyValidationErrors: items.map(
        ({ problem: { code, message, path, contributingPolicies } }) =>
          ({
            ErrorCode: code,
            ErrorMessage: message,
            PathToError: path,
            ContributingPolicies: [...contributingPolicies],
          }) satisfies EffectivePolicyValidationError,
      ),
      ...page,
    };
  },
});

/** Lists the accounts whose effective policy is invalid. */
export const ListAccountsWithInvalidEffectivePolicy = organizationsOperation({
  name: 'ListAccountsWithInvalidEffectivePolicy',
  access: 'List',
  callers: 'reader',
  input: ListAccountsWithInvalidEffectivePolicyInput,
  checks: ({ PolicyType }) => [{ resource: '*', context: policyTypeContext(PolicyType) }],
  run: async (input, scope) => {
    const type = requireDeclarative(input.PolicyType);
    await requireEnabled(scope, type);
    const list = `ListAccountsWithInvalidEffectivePolicy:${scope.organization.id}:${type}`;
    const { after, take, limit } = pageStart(list, input);
    const invalid = await scope.db.effectivePolicyChange.findMany({
      where: {
        organizationId: scope.organization.id,
        type,
        inForce: { not: null },
        ...(after === undefined ? {} : { targetId: { gt: after } }),
      },
      orderBy: { targetId: 'asc' },
      take,
      select: { targetId: true },
    });
    const { items, ...page } = toOrganizationsPage(list, invalid, limit, ({ targetId }) => targetId);
    const rows = await scope.db.account.findMany({
      where: { ...membersOf(scope), id: { in: items.map(({ targetId }) => targetId) } },
      orderBy: { id: 'asc' },
    });
    return { Accounts: await toAccounts(scope, rows), PolicyType: type, ...page };
  },
});

/**
 * Returns a type that has effective policies.
 * @throws AwsError InvalidInput for SCPs and RCPs
 */
function requireDeclarative(type: PolicyType): DeclarativePolicyType {
  if (!isDeclarative(type)) throw invalidInput('INVALID_ENUM_POLICY_TYPE', 'You specified an invalid policy type.');
  return type;
}

/**
 * Refuses roots and OUs. As in AWS, only accounts have an effective policy.
 * @throws AwsError InvalidInput
 */
function requireAccountId(id: string): void {
  if (!/^\d/.test(id)) throw invalidInput('TARGET_NOT_SUPPORTED', 'You specified a target that is not currently supported.');
}

/** @throws AwsError EffectivePolicyNotFound if the type is not enabled */
async function requireEnabled({ db, organization }: OrganizationScope, type: DeclarativePolicyType): Promise<void> {
  const key = { organizationId: organization.id, type };
  if (!(await db.enabledPolicyType.findUnique({ where: { organizationId_type: key } })))
    throw organizationsError('EffectivePolicyNotFoundException');
}

async function chainOf(scope: OrganizationScope, account: Extract<TreeNode, { type: 'ACCOUNT' }>): Promise<string[]> {
  return [...(await idsDownTo(scope, account.parentId)), account.id];
}
