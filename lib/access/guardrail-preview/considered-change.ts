import type { AccountFacts } from '../../core/account-facts';
import { type Guardrails, loadGuardrails, RESOURCE_CONTROL_POLICY } from '../../core/authorization/guardrails';
import { tryPrepare } from '../../core/authorization/prepared-policies';
import { AwsError } from '../../core/errors';
import type { Check, Scope } from '../../core/operation';
import {
  findPolicy,
  type OrganizationPolicy,
  policyQuestion,
  requireGuardrail,
  toPolicySummary,
} from '../../organizations/policy/rows';
import { requireManagementAccount } from '../management-account';
import { findAccountsOf } from '../organization-accounts';
import { changedGuardrails, changedNodes, isBelow } from './changed-guardrails';
import type { GuardrailChange } from './schema';

type Organization = NonNullable<Scope['account']['organization']>;

/** A change with the SCPs and RCPs before and after it, and the accounts that it can affect. */
export type ConsideredChange = {
  organization: Organization;
  change: GuardrailChange;
  /** The type of the changed policies. Undefined for a move, which affects all types. */
  type: string | undefined;
  before: Guardrails;
  after: Guardrails;
  nodes: ReadonlySet<string>;
  /** The accounts at or below the change, including the management account. */
  below: readonly AccountFacts[];
  /** The same without the management account, which SCPs and RCPs do not apply to. */
  bound: readonly AccountFacts[];
};

/** Finds the policy that a change names. Returns null for changes without one. */
export function findChangedPolicy(change: GuardrailChange, scope: Scope): Promise<OrganizationPolicy | null> {
  const { organization } = scope.account;
  if (!organization || !('policyId' in change)) return Promise.resolve(null);
  return findPolicy({ ...scope, organization }, change.policyId);
}

/** Returns the permissions for seeing a change's effect on other accounts' principals. */
export async function changeChecks(scope: Scope, policy: OrganizationPolicy | null): Promise<Check[]> {
  const { organization } = scope.account;
  const question = organization ? await policyQuestion({ ...scope, organization }, policy) : { resource: '*' };
  return [
    { action: 'organizations:ListAccounts', resource: '*' },
    { action: 'organizations:DescribePolicy', ...question },
    { action: 'iam:SimulatePrincipalPolicy', resource: '*' },
  ];
}

/**
 * Checks a change and reads what it affects.
 * @throws AwsError if the caller's account manages no organization, a policy does not exist or is declarative, or a document does not parse
 */
export async function considerChange(
  scope: Scope,
  change: GuardrailChange,
  policy: OrganizationPolicy | null,
): Promise<ConsideredChange> {
  const organization = requireManagementAccount(scope);
  const found = 'policyId' in change ? requireGuardrail(policy) : null;
  const type = found?.type ?? ('type' in change ? change.type : undefined);
  if (change.kind === 'update' || change.kind === 'create')
    requireContent(change.content, type === RESOURCE_CONTROL_POLICY ? 'rcp' : 'scp');
  const before = await loadGuardrails(scope.db, organization);
  const stored = found && { ...found, arn: toPolicySummary({ ...scope, organization }, found).Arn };
  const named = change.kind === 'create' ? { ...change, id: 'p-new', name: 'new policy', arn: '' } : stored;
  const nodes = changedNodes(before, change);
  const below = (await findAccountsOf(scope, organization)).filter((account) => isBelow(before, nodes, account));
  return {
    organization,
    change,
    type,
    before,
    after: changedGuardrails(before, change, named),
    nodes,
    below,
    bound: below.filter(({ id }) => id !== organization.managementAccountId),
  };
}

/** Returns the account at its position after the change. */
export function placedAfter({ change }: ConsideredChange, account: AccountFacts): AccountFacts {
  return change.kind === 'move' ? { ...account, parentId: change.destinationId } : account;
}

/** @throws AwsError MalformedPolicyDocument */
function requireContent(content: string, type: 'scp' | 'rcp'): void {
  const result = tryPrepare({ id: 'draft', type, name: 'draft', origin: { kind: 'level', levelId: '' } }, content);
  if (result.ok) return;
  const issue = result.issues[0];
  const at = issue ? ` (line ${issue.span.start.line}, column ${issue.span.start.column})` : '';
  throw new AwsError('MalformedPolicyDocumentException', `${issue?.message ?? 'Syntax errors in policy.'}${at}`);
}
