import { conditionOperator } from '../../condition/operators';
import { literalText } from '../../match/template';
import type { PolicyElement, Statement } from '../../policy/types';
import { isAwsManaged } from '../aws-managed';
import type { PreparedPolicy } from '../record';
import { prepareRequest } from '../request';
import { tracePolicy } from '../trace';
import type { AuthorizationRequest, Blocker, PolicyType, Principal, StatementTrace } from '../types';
import { allPolicies, isTaken } from './apply-changes';
import { callerValues } from './caller-values';
import { conditionText, resourceText } from './edit-policy';
import type { FixChange, FixPlace, PlacedChange, Situation } from './types';

/** Returns changes that could add a blocker's missing Allow, the smallest first in each place. */
export function grantChanges(blocker: Blocker, situation: Situation): PlacedChange[] {
  const { request, set } = situation;
  const { type, level } = blocker;
  if (type === 'credential' || type === 'blockPublicAccess') return [];
  // AWS: an AssumeRoot session has exactly one of AWS's task policies, and nobody can change those.
  if (type === 'session' && request.principal.type === 'AssumedRoot') return [];
  const hosts = hostsOf(blocker, situation).filter((policy) => !isAwsManaged(policy.ref));
  const candidates = hosts.flatMap((policy) => changesIn(policy, request));
  if (type === 'boundary') candidates.push(...detaching(set.boundary));
  else if (type === 'rcp') candidates.push(newPolicy({ type, level }, RCP_FULL_ACCESS));
  else if (!isTaken(type, set))
    candidates.push(newPolicy({ type, level }, grantStatement(type, request, literalText(request.resource, false))));
  if (type === 'identity' && set.resource !== undefined) candidates.push(...changesIn(set.resource, request));
  candidates.push(...callChanges(hostsOf(blocker, situation), request));
  return level === undefined
    ? candidates
    : candidates.filter(({ place }) => place.kind !== 'newPolicy' || place.level?.id === level.id);
}

const RCP_FULL_ACCESS = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };

/** Returns the documents that could contain the missing Allow. */
function hostsOf({ type, level }: Blocker, { set }: Situation): readonly PreparedPolicy[] {
  switch (type) {
    case 'scp':
    case 'rcp':
      return (set[type] ?? []).filter((one) => one.id === level?.id).flatMap((one) => one.policies);
    case 'trust':
    case 'resource':
      return set.resource === undefined ? [] : [set.resource];
    default:
      return allPolicies(set).filter((policy) => policy.ref.type === type);
  }
}

function newPolicy({ type, level }: { type: PolicyType; level: Blocker['level'] }, statement: object): PlacedChange {
  return {
    place: { kind: 'newPolicy', type, ...(level === undefined ? {} : { level }) },
    change: { kind: 'createPolicy', statement },
  };
}

function detaching(policy: PreparedPolicy | undefined): PlacedChange[] {
  return policy === undefined ? [] : [{ place: { kind: 'policy', policy: policy.ref }, change: { kind: 'detachPolicy' } }];
}

/** Returns the smallest Allow for a kind of policy. `resource` is written for the policy. */
function grantStatement(type: string, { action, principal }: AuthorizationRequest, resource: string): object {
  const named = { Effect: 'Allow', Principal: principalElement(principal), Action: action };
  if (type === 'trust') return named;
  if (type === 'resource') return { ...named, Resource: resource };
  if (type === 'vpcEndpoint') return { Effect: 'Allow', Principal: '*', Action: action, Resource: resource };
  return { Effect: 'Allow', Action: action, Resource: resource };
}

/** Returns how a policy names the caller: the role instead of its session, because sessions end. */
function principalElement(principal: Principal): '*' | Readonly<Record<string, string>> {
  switch (principal.type) {
    case 'Anonymous':
      return '*';
    case 'Service':
      return { Service: principal.serviceName };
    case 'WebIdentity':
    case 'Saml':
      return { Federated: principal.provider };
    case 'AssumedRole':
      return { AWS: principal.roleArn };
    case 'AssumedRoot':
      return { AWS: `arn:aws:iam::${principal.accountId}:root` };
    default:
      return { AWS: principal.arn };
  }
}

/** Returns changes to one document: widening a statement that nearly applies, or adding one. */
function changesIn(policy: PreparedPolicy, request: AuthorizationRequest): PlacedChange[] {
  const place: FixPlace = { kind: 'policy', policy: policy.ref };
  const resource = resourceText(request.resource, policy.policy);
  const trace = tracePolicy(policy, prepareRequest(request, false));
  const widened = trace.statements.flatMap((statement) => widening(policy, statement, request));
  const added: FixChange = { kind: 'addStatement', statement: grantStatement(policy.ref.type, request, resource) };
  return [...widened, added].map((change) => ({ place, change }));
}

/** Returns the single change that makes a nearly matching Allow apply, if there is one. */
function widening(policy: PreparedPolicy, statement: StatementTrace, request: AuthorizationRequest): FixChange[] {
  const source = policy.policy.statements[statement.index];
  if (statement.effect !== 'Allow' || source === undefined) return [];
  const failed = statement.elements.filter((element) => !element.matched);
  const failedConditions = statement.conditions.filter((condition) => !condition.matched);
  const [element] = failed;
  const [condition] = failedConditions;
  const name = { statementIndex: statement.index, ...(statement.sid === undefined ? {} : { sid: statement.sid }) };
  if (failed.length === 1 && failedConditions.length === 0 && element !== undefined) {
    const { action, resource } = request;
    if (element.element === 'Action' && onlyHas(source.resource, resource))
      return [{ kind: 'addEntry', element: 'Action', value: request.action, ...name }];
    if (element.element === 'Resource' && onlyHas(source.action, action))
      return [{ kind: 'addEntry', element: 'Resource', value: resourceText(resource, policy.policy), ...name }];
    if (element.element === 'Principal' && takesMorePrincipals(source) && onlyHas(source.action, action)) {
      const principal = principalElement(request.principal);
      if (principal === '*') return [];
      return Object.entries(principal).map(([key, value]) => ({
        kind: 'addEntry',
        element: 'Principal',
        value: `${key}:${value}`,
        ...name,
      }));
    }
  }
  if (failed.length === 0 && failedConditions.length === 1 && condition !== undefined) {
    const { operator, key, actual } = condition;
    const [value, ...others] = actual ?? [];
    if (value === undefined || others.length > 0) return [];
    const base = conditionOperator(operator)?.base;
    const widens = base !== undefined && !base.negated && /Equals|Like|IpAddress/.test(base.name) && !/Than/.test(base.name);
    if (!widens) return [];
    return [{ kind: 'addConditionValue', operator, key, value: conditionText(value, base, policy.policy), ...name }];
  }
  return [];
}

function takesMorePrincipals({ principal }: Statement): boolean {
  return principal?.entries.every((entry) => entry.key !== 'Any') === true;
}

/** Tests whether a widened statement allows no more than a new one would. */
function onlyHas(element: PolicyElement | undefined, value: string): boolean {
  return (
    element === undefined ||
    (!element.negated && element.entries.every((entry) => entry.value.toLowerCase() === value.toLowerCase()))
  );
}

/** Returns changes of the call for an Allow that only lacks values the caller chooses. */
function callChanges(policies: readonly PreparedPolicy[], request: AuthorizationRequest): PlacedChange[] {
  const prepared = prepareRequest(request, false);
  return policies.flatMap((policy) =>
    tracePolicy(policy, prepared).statements.flatMap((statement): PlacedChange[] => {
      if (statement.effect !== 'Allow' || statement.elements.some((element) => !element.matched)) return [];
      const values = callerValues(statement.conditions.filter((condition) => !condition.matched));
      return values === null ? [] : [{ place: { kind: 'request' }, change: { kind: 'setContext', values }, follows: policy.ref }];
    }),
  );
}
