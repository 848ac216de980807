import { AwsError } from '../../core/errors';
import { loadGuardrails, RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from '../../core/guardrails';
import { defineOperation, type Scope } from '../../core/operation';
import { tryPrepare } from '../../core/prepared-policies';
import {
  findPolicy,
  type OrganizationPolicy,
  policyQuestion,
  requirePolicy,
  toPolicySummary,
} from '../../organizations/policy/rows';
import { type AccountEffect, effectOnAccount, findAccountsOf } from './account-effect';
import { changedGuardrails, changedNodes, countUnitsBelow, isBelow } from './changed-guardrails';
import { type GuardrailChange, PreviewGuardrailChangeInput } from './schema';

type Organization = NonNullable<Scope['account']['organization']>;

/** What a change of guardrails would do, before it is made. */
export type GuardrailEffect = {
  /** Accounts and OUs at or below the change. */
  Accounts: number;
  Units: number;
  /** The management account lies there too: no SCP or RCP binds it. */
  ManagementExempt: boolean;
  /** False for RCPs: whom they reach depends on resources, which no principal's policies name. */
  Computed: boolean;
  /** Users and roles considered, and how many of them come out with less or with more than before. */
  Principals: number;
  Lose: number;
  Gain: number;
  /** Those in which somebody's access changes, most affected first. */
  ByAccount: AccountEffect[];
  Milliseconds: number;
};

/**
 * Which users and roles of the accounts below lose or gain access by a change: every action of the catalog, decided before and after.
 * For the management account: the answer speaks of principals of its members.
 */
export const PreviewGuardrailChange = defineOperation({
  service: 'organizations',
  name: 'PreviewGuardrailChange',
  access: 'Read',
  input: PreviewGuardrailChangeInput,
  target: ({ Change }, scope) => findChangedPolicy(Change, scope),
  checks: async (_input, scope, policy) => {
    const { organization } = scope.account;
    const question = organization ? await policyQuestion({ ...scope, organization }, policy) : { resource: '*' };
    return [
      { action: 'organizations:ListAccounts', resource: '*' },
      { action: 'organizations:DescribePolicy', ...question },
      { action: 'iam:SimulatePrincipalPolicy', resource: '*' },
    ];
  },
  run: async ({ Change }, scope, policy): Promise<GuardrailEffect> => {
    const organization = requireManagementAccount(scope);
    const policies = 'policyId' in Change ? requirePolicy(policy) : null;
    return preview(scope, organization, Change, policies);
  },
});

function findChangedPolicy(change: GuardrailChange, scope: Scope): Promise<OrganizationPolicy | null> {
  const { organization } = scope.account;
  if (!organization || !('policyId' in change)) return Promise.resolve(null);
  return findPolicy({ ...scope, organization }, change.policyId);
}

/** @throws AwsError for an account that manages no organization */
function requireManagementAccount({ account, accountId }: Scope): Organization {
  const { organization } = account;
  if (!organization) throw new AwsError('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
  if (organization.managementAccountId !== accountId)
    throw new AwsError('AccessDeniedException', "You don't have permissions to access this resource.");
  return organization;
}

async function preview(
  scope: Scope,
  organization: Organization,
  change: GuardrailChange,
  policy: OrganizationPolicy | null,
): Promise<GuardrailEffect> {
  const started = performance.now();
  if (change.kind === 'update') requireContent(change.content);
  const now = await loadGuardrails(scope.db, organization);
  const attaching = policy && { ...policy, arn: toPolicySummary({ ...scope, organization }, policy).Arn ?? '' };
  const after = changedGuardrails(now, change, attaching);
  const nodes = changedNodes(now, change);
  const accounts = (await findAccountsOf(scope, organization)).filter((account) => isBelow(now, nodes, account));
  const bound = accounts.filter(({ id }) => id !== organization.managementAccountId);
  const Computed = policy?.type !== RESOURCE_CONTROL_POLICY && now.enabledTypes.has(SERVICE_CONTROL_POLICY);
  const effects: AccountEffect[] = [];
  let Principals = 0;
  if (Computed) {
    for (const account of bound) {
      const moved = change.kind === 'move' ? { ...account, parentId: change.destinationId } : account;
      const effect = await effectOnAccount(scope, { account, guardrails: now }, { account: moved, guardrails: after });
      Principals += effect.Principals;
      if (effect.Lose + effect.Gain > 0) effects.push(effect);
    }
  }
  return {
    Accounts: bound.length,
    Units: countUnitsBelow(now, nodes),
    ManagementExempt: bound.length < accounts.length,
    Computed,
    Principals,
    Lose: effects.reduce((sum, { Lose }) => sum + Lose, 0),
    Gain: effects.reduce((sum, { Gain }) => sum + Gain, 0),
    ByAccount: effects.sort((a, b) => b.Lose - a.Lose || b.Gain - a.Gain || a.Name.localeCompare(b.Name)),
    Milliseconds: performance.now() - started,
  };
}

/** @throws AwsError MalformedPolicyDocument */
function requireContent(content: string): void {
  const ref = { id: 'draft', type: 'scp', name: 'draft', origin: { kind: 'level', levelId: '' } } as const;
  const result = tryPrepare(ref, content);
  if (result.ok) return;
  const issue = result.issues[0];
  const at = issue ? ` (line ${issue.span.start.line}, column ${issue.span.start.column})` : '';
  throw new AwsError('MalformedPolicyDocumentException', `${issue?.message ?? 'Syntax errors in policy.'}${at}`);
}
