import { setImmediate } from 'node:timers/promises';
import type { AccountFacts } from '../../core/account-facts';
import { AwsError } from '../../core/errors';
import {
  type Guardrails,
  levelsOf,
  loadGuardrails,
  placeOf,
  RESOURCE_CONTROL_POLICY,
  SERVICE_CONTROL_POLICY,
} from '../../core/guardrails';
import { defineOperation, type Scope } from '../../core/operation';
import { tryPrepare } from '../../core/prepared-policies';
import type { AccessAccount } from '../../engine';
import {
  findPolicy,
  type OrganizationPolicy,
  policyQuestion,
  requirePolicy,
  toPolicySummary,
} from '../../organizations/policy/rows';
import { loadAccessModel } from '../access-model';
import { findAccountsOf } from '../organization-accounts';
import { type AccountEffect, effectOnAccount } from './account-effect';
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
  /** It is about RCPs: they also bind callers from outside, who are not counted. */
  OutsidersToo: boolean;
  /** Principals considered, and how many of them come out with less or with more than before. */
  Principals: number;
  Lose: number;
  Gain: number;
  /** Those in which somebody's access changes, most affected first. */
  ByAccount: AccountEffect[];
  Milliseconds: number;
};

/**
 * Which users, roles and root users of the accounts below lose or gain access by a change, over every action of the catalog.
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
    return preview(scope, organization, Change, 'policyId' in Change ? requirePolicy(policy) : null);
  },
});

function findChangedPolicy(change: GuardrailChange, scope: Scope): Promise<OrganizationPolicy | null> {
  const { organization } = scope.account;
  if (!organization || !('policyId' in change)) return Promise.resolve(null);
  return findPolicy({ ...scope, organization }, change.policyId);
}

/** @throws AwsError for an account that manages no organization */
export function requireManagementAccount({ account, accountId }: Scope): Organization {
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
  const type = policy?.type ?? (change.kind === 'disable' ? change.type : undefined);
  if (change.kind === 'update') requireContent(change.content, type === RESOURCE_CONTROL_POLICY ? 'rcp' : 'scp');
  const now = await loadGuardrails(scope.db, organization);
  const changed = policy && { ...policy, arn: toPolicySummary({ ...scope, organization }, policy).Arn ?? '' };
  const after = changedGuardrails(now, change, changed);
  const nodes = changedNodes(now, change);
  const below = (await findAccountsOf(scope, organization)).filter((account) => isBelow(now, nodes, account));
  const bound = below.filter(({ id }) => id !== organization.managementAccountId);
  const model = await loadAccessModel(scope, 'organization');
  const stored = new Map(model.accounts.map((account) => [account.accountId, account]));
  const effects: AccountEffect[] = [];
  for (const facts of bound) {
    const account = stored.get(facts.id);
    if (!account) continue;
    effects.push(effectOnAccount(account, accountAfter(account, facts, after, change), model.rcpServices ?? []));
    // Thousands of principals take a second: other calls get their turn in between.
    await setImmediate();
  }
  const sum = (count: (effect: AccountEffect) => number) => effects.reduce((total, effect) => total + count(effect), 0);
  return {
    Accounts: bound.length,
    Units: countUnitsBelow(now, nodes),
    ManagementExempt: bound.length < below.length,
    OutsidersToo: type === RESOURCE_CONTROL_POLICY,
    Principals: sum(({ Principals }) => Principals),
    Lose: sum(({ Lose }) => Lose),
    Gain: sum(({ Gain }) => Gain),
    ByAccount: effects
      .filter(({ Lose, Gain }) => Lose + Gain > 0)
      .sort((a, b) => b.Lose - a.Lose || b.Gain - a.Gain || a.Name.localeCompare(b.Name)),
    Milliseconds: performance.now() - started,
  };
}

/** The account under the changed guardrails, and for a move in its new place, which conditions can ask for. */
function accountAfter(
  account: AccessAccount,
  facts: AccountFacts,
  guardrails: Guardrails,
  change: GuardrailChange,
): AccessAccount {
  const moved = change.kind === 'move' ? { ...facts, parentId: change.destinationId } : facts;
  const scp = levelsOf(guardrails, SERVICE_CONTROL_POLICY, moved);
  const rcp = levelsOf(guardrails, RESOURCE_CONTROL_POLICY, moved);
  if (change.kind !== 'move') return { ...account, scp, rcp };
  const { path } = placeOf(guardrails, moved);
  const principals = account.principals.map((principal) => ({
    ...principal,
    facts: {
      ...principal.facts,
      knownContext: { ...principal.facts?.knownContext, 'aws:PrincipalOrgPaths': [path] },
    },
  }));
  return { ...account, scp, rcp, principals };
}

/** @throws AwsError MalformedPolicyDocument */
function requireContent(content: string, type: 'scp' | 'rcp'): void {
  const result = tryPrepare({ id: 'draft', type, name: 'draft', origin: { kind: 'level', levelId: '' } }, content);
  if (result.ok) return;
  const issue = result.issues[0];
  const at = issue ? ` (line ${issue.span.start.line}, column ${issue.span.start.column})` : '';
  throw new AwsError('MalformedPolicyDocumentException', `${issue?.message ?? 'Syntax errors in policy.'}${at}`);
}
