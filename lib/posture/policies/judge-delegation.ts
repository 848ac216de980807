import { accountOfArn, isAccountId } from '@gatehouse/policy/arn';
import { parsePolicy } from '@gatehouse/policy/parse';
import type { DelegationFacts } from '../facts';
import type { DelegationJudgement, LetIn } from '../judgements';
import { nameStatement } from '../statement-name';
import { securityWarnings } from './security-warnings';

/**
 * Judges the delegation policy of an organization. It can name only accounts, users and roles that belonged to the organization
 * when it was written. All of them are returned; the check leaves out those that still belong.
 */
export function judgeDelegation({ document }: DelegationFacts): DelegationJudgement | null {
  const parsed = parsePolicy(document, 'resource');
  if (!parsed.ok) return null;
  const { policy } = parsed;
  const named = new Map<string, LetIn>();
  for (const statement of policy.statements) {
    if (statement.effect !== 'Allow' || !statement.principal) continue;
    for (const { value: principal } of statement.principal.entries) {
      const before = named.get(principal);
      named.set(principal, {
        principal,
        accountId: isAccountId(principal) ? principal : accountOfArn(principal),
        access: statement.conditions.length === 0 || before?.access === 'always' ? 'always' : 'sometimes',
        statements: [...(before?.statements ?? []), nameStatement(statement)],
        conditions: [...(before?.conditions ?? []), ...statement.conditions.map(({ operator, key }) => `${operator} ${key}`)],
      });
    }
  }
  return {
    accounts: [...named.values()],
    warnings: securityWarnings(document, policy, 'AWS::Organizations::ResourcePolicy'),
  };
}
