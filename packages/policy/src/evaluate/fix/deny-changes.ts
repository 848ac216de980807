import { conditionOperator } from '../../condition/operators';
import type { Policy } from '../../policy/types';
import { isAwsManaged } from '../aws-managed';
import type { PreparedPolicy } from '../record';
import { prepareRequest } from '../request';
import { tracePolicy } from '../trace';
import type { AuthorizationRequest, Blocker, ConditionTrace, PolicyRef, Principal, StatementTrace } from '../types';
import { findPolicy } from './apply-changes';
import { sparingValue } from './caller-values';
import { conditionText, resourceText } from './edit-policy';
import type { FixChange, FixPlace, PlacedChange, Situation, StatementName } from './types';

/** Returns changes that could lift a blocker's Deny, the smallest first in each place. */
export function denyChanges(blocker: Blocker, { request, set }: Situation): PlacedChange[] {
  const policy = blocker.policy === undefined ? undefined : findPolicy(set, blocker.policy);
  if (policy === undefined || blocker.statement === undefined) return [];
  const trace = tracePolicy(policy, prepareRequest(request, set.boundary !== undefined));
  const statement = trace.statements[blocker.statement.statementIndex];
  if (statement === undefined) return [];
  const place: FixPlace = { kind: 'policy', policy: policy.ref };
  const detach: FixChange = { kind: 'detachPolicy', ...(blocker.level === undefined ? {} : { level: blocker.level }) };
  const edits = isAwsManaged(policy.ref) ? [] : [...limits(policy, statement, request), removal(statement)];
  const candidates: PlacedChange[] = [...edits, detach].map((change) => ({ place, change }));
  for (const condition of statement.conditions) {
    const value = sparingValue(condition);
    if (value !== null)
      candidates.push({
        place: { kind: 'request' },
        change: { kind: 'setContext', values: { [condition.key]: value } },
        follows: policy.ref,
      });
  }
  return candidates;
}

function nameOf(statement: StatementTrace): StatementName {
  return { statementIndex: statement.index, ...(statement.sid === undefined ? {} : { sid: statement.sid }) };
}

function removal(statement: StatementTrace): FixChange {
  return { kind: 'removeStatement', ...nameOf(statement) };
}

/** Returns changes that keep the Deny but exempt this request, from one principal to everybody: one exception, one value, one entry. */
function limits(policy: PreparedPolicy, statement: StatementTrace, request: AuthorizationRequest): FixChange[] {
  const name = nameOf(statement);
  const changes = isShared(policy.ref) ? principalLimits(statement, request.principal, name) : [];
  const resource = resourceText(request.resource, policy.policy);
  changes.push(...statement.conditions.flatMap((condition) => conditionLimit(condition, name, policy.policy)));
  for (const { element, entry } of statement.elements) {
    if (element === 'NotAction') changes.push({ kind: 'addEntry', element, value: request.action, ...name });
    if (element === 'NotResource' && request.resource !== '*')
      changes.push({ kind: 'addEntry', element, value: resource, ...name });
    if (element === 'Action' && entry?.toLowerCase() === request.action.toLowerCase()) {
      changes.push({ kind: 'removeEntry', element, value: entry, ...name });
    }
    if (element === 'Resource' && entry !== undefined && entry === resource && entry !== '*') {
      changes.push({ kind: 'removeEntry', element, value: entry, ...name });
    }
  }
  const resources = policy.policy.statements[statement.index]?.resource;
  const everything = resources?.negated === false && resources.entries.length === 1 && resources.entries[0]?.value === '*';
  if (everything && request.resource !== '*') changes.push({ kind: 'spareResource', value: resource, ...name });
  return changes;
}

/** Tests whether a policy applies to others too. Otherwise an exception for one principal is pointless. */
function isShared({ type, origin }: PolicyRef): boolean {
  if (type === 'identity') return origin.kind === 'group' || origin.kind === 'direct';
  return type !== 'session';
}

function principalLimits(statement: StatementTrace, principal: Principal, name: StatementName): FixChange[] {
  const value = 'roleArn' in principal ? principal.roleArn : 'arn' in principal ? principal.arn : null;
  if (value === null) return [];
  const existing = statement.conditions.filter(
    ({ key, operator }) => key.toLowerCase() === 'aws:principalarn' && /Not(?:Like|Equals)/.test(operator),
  );
  if (existing.length > 0) {
    return existing.map(({ operator, key }): FixChange => ({ kind: 'addConditionValue', operator, key, value, ...name }));
  }
  return [{ kind: 'addCondition', operator: 'ArnNotEquals', key: 'aws:PrincipalArn', value, ...name }];
}

function conditionLimit(condition: ConditionTrace, name: StatementName, policy: Policy): FixChange[] {
  const { operator, key, actual, expected } = condition;
  const base = conditionOperator(operator)?.base;
  const [value] = actual ?? [];
  if (base === undefined || value === undefined || actual?.length !== 1) return [];
  if (base.negated) return [{ kind: 'addConditionValue', operator, key, value: conditionText(value, base, policy), ...name }];
  const listed = base.family === 'String' && expected.length > 1 && expected.includes(value);
  return listed ? [{ kind: 'removeConditionValue', operator, key, value, ...name }] : [];
}
