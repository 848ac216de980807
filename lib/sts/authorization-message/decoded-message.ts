import type { Explanation } from '@gatehouse/policy/evaluate';
import type { DecisionRecord } from '../../core/authorization/authorize';
import { userIdOf } from '../../core/authorization/context';

/**
 * Returns the JSON text that AWS decodes a message to: whether a deny decided, the principal, the action, the resource and the
 * condition keys. Source: STS API reference, DecodeAuthorizationMessage, which has these members.
 */
export function toDecodedMessage(trace: readonly DecisionRecord[]): string {
  const explanation = trace.at(-1)?.explanation;
  if (!explanation) return '{}';
  const { request } = explanation;
  return JSON.stringify({
    allowed: explanation.decision === 'Allowed',
    explicitDeny: explanation.decision === 'ExplicitDeny',
    matchedStatements: { items: matchedStatements(explanation) },
    failures: { items: [] },
    context: {
      principal: principalOf(request.principal),
      action: request.action,
      resource: request.resource,
      conditions: {
        items: Object.entries(request.context).map(([key, value]) => ({
          key,
          values: { items: (typeof value === 'string' ? [value] : value).map((item) => ({ value: item })) },
        })),
      },
    },
  });
}

function principalOf(principal: Explanation['request']['principal']): Record<string, string | undefined> {
  return {
    id: userIdOf(principal),
    name: principal.type === 'User' ? principal.userName : undefined,
    arn: 'arn' in principal ? principal.arn : undefined,
  };
}

/** Returns the deciding statements with their policies. */
function matchedStatements({ deciding, policies }: Explanation): unknown[] {
  return deciding.map(({ policyId, statementIndex }) => {
    const policy = policies.find((trace) => trace.policy.id === policyId);
    const { sid = '', effect } = policy?.statements.find(({ index }) => index === statementIndex) ?? {};
    return {
      statementId: sid,
      effect: effect?.toUpperCase(),
      sourcePolicyId: policy?.policy.arn ?? policy?.policy.name,
      sourcePolicyType: policy?.policy.type,
    };
  });
}
