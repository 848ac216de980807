import type { EvaluationResult, PolicyEvaluationDecisionType, ResourceSpecificResult, Statement } from '@aws-sdk/client-iam';
import { hasNoResource } from '@gatehouse/catalog/load-catalog';
import { accountOfArn } from '@gatehouse/policy/arn';
import {
  type AuthorizationRequest,
  authorize,
  type DecisionKind,
  type Explanation,
  explain,
  missingContextKeys,
  type OrganizationLevel,
  type PolicyRef,
  type PolicySet,
  type PolicyTrace,
  type PreparedPolicy,
  type Principal,
  type RequestContext,
} from '@gatehouse/policy/evaluate';
import { documentOf, prepare } from '../../core/authorization/prepared-policies';
import { giveWay } from '../../core/work/bulk';
import { statementStart } from './statement-start';

/** A simulation: the caller, its policies and the context of its call. */
export type Simulation = {
  principal: Principal;
  identity: readonly PreparedPolicy[];
  boundary?: PreparedPolicy;
  scp?: readonly OrganizationLevel<PreparedPolicy>[];
  managementAccount: boolean;
  resourcePolicy?: PreparedPolicy;
  /** The owner of resources whose ARN names none. */
  resourceOwner: string;
  context: RequestContext;
  /** Returns the name of a policy in results. */
  sourceOf: (ref: PolicyRef) => { SourcePolicyId: string; SourcePolicyType: Statement['SourcePolicyType'] };
};

const DECISIONS: Readonly<Record<DecisionKind, PolicyEvaluationDecisionType>> = {
  Allowed: 'allowed',
  ExplicitDeny: 'explicitDeny',
  ImplicitDeny: 'implicitDeny',
};

const ALLOW_ALL = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
const allowAll = () => prepare({ id: 'allow-all', type: 'identity', name: 'allow-all', origin: { kind: 'direct' } }, ALLOW_ALL);

type Answer = {
  resource: string;
  decision: PolicyEvaluationDecisionType;
  statements: Statement[];
  missing: readonly string[];
  allowedByOrganizations?: boolean;
  allowedByBoundary?: boolean;
  details?: Record<string, PolicyEvaluationDecisionType>;
};

/** Simulates one action on all resources. As in AWS, `*` alone has no results by resource. */
export async function simulateAction(
  simulation: Simulation,
  action: string,
  given: readonly string[],
): Promise<EvaluationResult> {
  const resources = hasNoResource(action) ? ['*'] : given;
  const answers: Answer[] = [];
  for (const resource of resources) {
    await giveWay();
    answers.push(answer(simulation, action, resource));
  }
  const decision = strictest(answers.map((one) => one.decision));
  const specific = !(resources.length === 1 && resources[0] === '*');
  const details = strictestDetails(answers);
  return {
    EvalActionName: action,
    // AWS returns the requested ARN, even if there are several. The reference mentions a template, which AWS does not send.
    EvalResourceName: resources[0] ?? '*',
    EvalDecision: decision,
    MatchedStatements: union(answers.filter((one) => one.decision === decision).flatMap((one) => one.statements)),
    MissingContextValues: [...new Set(answers.flatMap((one) => one.missing))],
    OrganizationsDecisionDetail: every(answers, 'allowedByOrganizations', (AllowedByOrganizations) => ({
      AllowedByOrganizations,
    })),
    PermissionsBoundaryDecisionDetail: every(answers, 'allowedByBoundary', (AllowedByPermissionsBoundary) => ({
      AllowedByPermissionsBoundary,
    })),
    EvalDecisionDetails: details,
    ResourceSpecificResults: specific ? answers.map(toResourceResult) : undefined,
  };
}

function toResourceResult(one: Answer): ResourceSpecificResult {
  return {
    EvalResourceName: one.resource,
    EvalResourceDecision: one.decision,
    MatchedStatements: one.statements,
    MissingContextValues: [...one.missing],
    EvalDecisionDetails: one.details,
    PermissionsBoundaryDecisionDetail:
      one.allowedByBoundary === undefined ? undefined : { AllowedByPermissionsBoundary: one.allowedByBoundary },
  };
}

function answer(simulation: Simulation, action: string, resource: string): Answer {
  const { principal, identity, boundary, scp, managementAccount } = simulation;
  // Without a resource there is no other owner and no resource policy.
  const { resourcePolicy, resourceOwner } = hasNoResource(action)
    ? { resourcePolicy: undefined, resourceOwner: accountOf(principal) }
    : simulation;
  const resourceAccount = accountOfArn(resource) ?? resourceOwner ?? simulation.resourceOwner;
  const context = { 'aws:ResourceAccount': resourceAccount, ...simulation.context };
  const own = resourceAccount === accountOf(principal);
  const request: AuthorizationRequest = { principal, action, resource, resourceAccount, context };
  const set: PolicySet<PreparedPolicy> = {
    identity,
    boundary,
    scp,
    resource: resourcePolicy ?? (own ? delegatingPolicy(resource, resourceAccount) : undefined),
    principalInManagementAccount: managementAccount,
  };
  const explanation = explain(request, set);
  const only = (limits: Partial<PolicySet<PreparedPolicy>>) => {
    const alone = { identity: [allowAll()], principalInManagementAccount: managementAccount, ...limits };
    // Only the limit is tested, so the resource counts as the caller's own.
    return authorize({ ...request, resourceAccount: accountOf(principal) }, alone).decision === 'Allowed';
  };
  const allowedByOrganizations = scp ? only({ scp }) : undefined;
  return {
    resource,
    decision: DECISIONS[explanation.decision],
    statements: matchedStatements(simulation, explanation),
    // In AWS, keys that only SCPs use are not reported.
    missing: missingContextKeys(request, { ...set, scp: undefined }),
    allowedByOrganizations,
    allowedByBoundary: boundary ? only({ boundary }) : undefined,
    details: detailsOf(explanation, resource, allowedByOrganizations !== false),
  };
}

const DELEGATING = 'delegating';

/**
 * Returns the default policy of a role or key in the caller's account, which delegates to the account. As in AWS, a simulation
 * without ResourcePolicy shows what identity-based policies grant (KMS guide, "Determining access to AWS KMS keys").
 */
function delegatingPolicy(resource: string, account: string): PreparedPolicy | undefined {
  const [, partition, service, , , name = ''] = resource.split(':');
  const isRole = service === 'iam' && name.startsWith('role/');
  if (!isRole && !(service === 'kms' && name.startsWith('key/'))) return undefined;
  const Principal = { AWS: `arn:${partition}:iam::${account}:root` };
  const statement = isRole
    ? { Effect: 'Allow', Principal, Action: 'sts:*' }
    : { Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' };
  const type = isRole ? 'trust' : 'resource';
  const origin = { kind: 'resource', resourceArn: resource } as const;
  const text = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  return prepare({ id: DELEGATING, type, name: DELEGATING, origin }, text);
}

function accountOf(principal: Principal): string | undefined {
  return 'accountId' in principal ? principal.accountId : undefined;
}

/** Returns the statements that decided. As in AWS, a denial has only its denying statements, and never those of SCPs. */
function matchedStatements(simulation: Simulation, { decision, policies }: Explanation): Statement[] {
  if (decision === 'ImplicitDeny') return [];
  const effect = decision === 'Allowed' ? 'Allow' : 'Deny';
  return policies
    .filter(({ policy }) => grants(policy) && policy.id !== DELEGATING)
    .flatMap(({ policy, statements }) =>
      statements
        .filter((statement) => statement.applies && statement.effect === effect)
        .map(({ span }) => ({
          ...simulation.sourceOf(policy),
          StartPosition: span && statementStart(textOf(simulation, policy), span.start),
          EndPosition: span && { Line: span.end.line, Column: span.end.column },
        })),
    );
}

function textOf({ identity, resourcePolicy }: Simulation, ref: PolicyRef): string {
  const policy = [...identity, ...(resourcePolicy ? [resourcePolicy] : [])].find((one) => one.ref === ref);
  return policy ? documentOf(policy) : '';
}

function grants({ type }: PolicyRef): boolean {
  return type === 'identity' || type === 'resource' || type === 'trust';
}

/**
 * Returns the decisions of both sides of a cross-account request, as in AWS, unless an SCP denies or the resource is `*`. Within
 * an account the map is empty.
 */
function detailsOf(
  { crossAccount, policies }: Explanation,
  resource: string,
  allowedByOrganizations: boolean,
): Record<string, PolicyEvaluationDecisionType> | undefined {
  if (resource === '*' || !allowedByOrganizations) return undefined;
  if (!crossAccount) return {};
  const of = (types: readonly PolicyRef['type'][]) => policies.filter(({ policy }) => types.includes(policy.type));
  const boundary = of(['boundary']);
  return {
    'IAM Policy': combined(of(['identity'])),
    'Resource Policy': combined(of(['resource', 'trust'])),
    ...(boundary.length > 0 ? { 'Permissions Boundary Policy': combined(boundary) } : {}),
  };
}

function combined(traces: readonly PolicyTrace[]): PolicyEvaluationDecisionType {
  if (traces.some(({ outcome }) => outcome === 'Deny')) return 'explicitDeny';
  return traces.some(({ outcome }) => outcome === 'Allow') ? 'allowed' : 'implicitDeny';
}

function strictest(decisions: readonly PolicyEvaluationDecisionType[]): PolicyEvaluationDecisionType {
  return (['explicitDeny', 'implicitDeny'] as const).find((decision) => decisions.includes(decision)) ?? 'allowed';
}

function strictestDetails(answers: readonly Answer[]): Record<string, PolicyEvaluationDecisionType> | undefined {
  const details = answers.map((one) => one.details).filter((one) => one !== undefined);
  if (details.length === 0) return undefined;
  const types = new Set(details.flatMap((one) => Object.keys(one)));
  const decisionOf = (type: string) => strictest(details.map((one) => one[type]).filter((one) => one !== undefined));
  return Object.fromEntries([...types].map((type) => [type, decisionOf(type)]));
}

function every<T>(
  answers: readonly Answer[],
  key: 'allowedByOrganizations' | 'allowedByBoundary',
  wrap: (allowed: boolean) => T,
): T | undefined {
  return answers.some((one) => one[key] === undefined) ? undefined : wrap(answers.every((one) => one[key] === true));
}

function union(statements: readonly Statement[]): Statement[] {
  return [...new Map(statements.map((statement) => [JSON.stringify(statement), statement])).values()];
}
