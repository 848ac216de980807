import type { OrganizationLevel, PreparedPolicy } from '@gatehouse/policy/evaluate';
import { storedJson } from '../text/stored-json';
import { documentOf, prepare } from './prepared-policies';

const OWN = 'gatehouse:';

type Levels = readonly OrganizationLevel<PreparedPolicy>[];

/**
 * Returns the SCPs as they apply to an action. AWS's actions get them as written. Gatehouse's own actions do not exist in AWS, so
 * a guardrail that omits them from a list does not mean them. A Deny with NotAction does not apply to them, and a level that
 * allows anything allows them. A Deny whose Action matches them applies, so an account can still be denied them, and a closed
 * account stays closed.
 */
export function levelsBearingOn(action: string, levels: Levels | undefined): Levels | undefined {
  if (!levels || !action.toLowerCase().startsWith(OWN)) return levels;
  return levels.map((level) => {
    const policies = level.policies.map(withoutNotAction);
    const origin = { kind: 'level', levelId: level.id } as const;
    const own = prepare({ id: `own-calls@${level.id}`, type: 'scp', name: 'calls that AWS has not', origin }, ALLOW_OWN);
    return { ...level, policies: policies.some(allows) ? [...policies, own] : policies };
  });
}

const ALLOW_OWN = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: `${OWN}*`, Resource: '*' }] });

function allows({ policy }: PreparedPolicy): boolean {
  return policy.statements.some(({ effect }) => effect === 'Allow');
}

type Statement = { Effect: string; NotAction?: string | string[] };

/** Returns the policy with Gatehouse's own actions exempt from each Deny with NotAction. Statements keep their order. */
function withoutNotAction(policy: PreparedPolicy): PreparedPolicy {
  const text = documentOf(policy);
  if (!text.includes('NotAction')) return policy;
  const document = storedJson<{ Statement: Statement | Statement[] }>(text);
  const Statement = [document.Statement]
    .flat()
    .map((statement) =>
      statement.Effect === 'Deny' && statement.NotAction !== undefined
        ? { ...statement, NotAction: [statement.NotAction, `${OWN}*`].flat() }
        : statement,
    );
  return prepare(policy.ref, JSON.stringify({ ...document, Statement }));
}
