import type { OrganizationLevel, PreparedPolicy } from '@gatehouse/policy/evaluate';
import { documentOf, prepare } from './prepared-policies';

const OWN = 'gatehouse:';

type Levels = readonly OrganizationLevel<PreparedPolicy>[];

/**
 * The SCPs as they bear on an action. For most that is as they are written. On a call that AWS has not they bear less: nobody who writes a
 * guardrail for AWS can have meant such a call by leaving it out of a list. A Deny with NotAction does not reach it, and where a level allows
 * anything it allows this too. A Deny whose Action names it, or everything, holds, so that an account can be kept from it, and one that is
 * shut stays shut.
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

/** The same policy with the own calls left out of each Deny with NotAction; statements keep their order. */
function withoutNotAction(policy: PreparedPolicy): PreparedPolicy {
  const text = documentOf(policy);
  if (!text.includes('NotAction')) return policy;
  const document = JSON.parse(text) as { Statement: Statement | Statement[] };
  const Statement = [document.Statement]
    .flat()
    .map((statement) =>
      statement.Effect === 'Deny' && statement.NotAction !== undefined
        ? { ...statement, NotAction: [statement.NotAction, `${OWN}*`].flat() }
        : statement,
    );
  return prepare(policy.ref, JSON.stringify({ ...document, Statement }));
}
