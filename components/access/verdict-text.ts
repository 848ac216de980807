import {
  type Blocker,
  type Decision,
  type DecisionKind,
  type ElementTrace,
  type Explanation,
  isOpen,
  type LevelTrace,
  type PolicyRef,
  type PolicyTrace,
  type StatementTrace,
  type StepTrace,
} from '@gatehouse/policy/evaluate';
import type { Outcome } from '../ui/outcome-icon';

export const DECISION_OUTCOME: Record<DecisionKind, Outcome> = {
  Allowed: 'allowed',
  ExplicitDeny: 'explicit-deny',
  ImplicitDeny: 'implicit-deny',
};

/** Returns the outcome to display: the decision, or unknown if it depends on an unknown policy. */
export function outcomeOf(decision: Pick<Decision, 'decision' | 'blockedBy'>): Outcome {
  return isOpen(decision) ? 'unknown' : DECISION_OUTCOME[decision.decision];
}

export const POLICY_TYPE_WORDS: Record<Blocker['type'], string> = {
  identity: 'identity-based policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  resource: 'resource-based policy',
  trust: 'trust policy',
  scp: 'service control policy',
  rcp: 'resource control policy',
  vpcEndpoint: 'VPC endpoint policy',
  credential: 'credential type',
  blockPublicAccess: 'Block Public Access setting',
};

const LEVEL_WORDS = { root: 'the root', organizationalUnit: 'the OU', account: 'the account' } as const;

/** `the OU Workloads`, `the root`, `the account production`. */
export function levelText(level: NonNullable<Blocker['level']>): string {
  return level.kind === 'root' ? LEVEL_WORDS.root : `${LEVEL_WORDS[level.kind]} ${level.name}`;
}

/** Returns how a policy applies to the principal: `via group EC2-Admins`, `attached directly`. */
export function originText(
  policy: PolicyRef,
  levels: readonly { id: string; name: string; kind: NonNullable<Blocker['level']>['kind'] }[],
): string {
  const { origin } = policy;
  switch (origin.kind) {
    case 'direct':
      return 'attached directly';
    case 'inline':
      return 'inline policy';
    case 'group':
      return origin.inline ? `inline policy of group ${origin.groupName}` : `via group ${origin.groupName}`;
    case 'boundary':
      return 'permissions boundary';
    case 'session':
      return 'session policy';
    case 'resource':
      return policy.type === 'trust' ? 'trust policy of the role' : 'resource policy';
    case 'level': {
      const level = levels.find(({ id }) => id === origin.levelId);
      return level ? `on ${levelText(level)}` : `on ${origin.levelId}`;
    }
  }
}

/** Returns the denying policies of an organization with their levels, such as `RegionLimit on the OU Workloads`. */
export function denyingNames(levels: readonly LevelTrace[]): string[] {
  return levels.flatMap((level) =>
    level.policies.filter(({ outcome }) => outcome === 'Deny').map(({ policy }) => `${policy.name} on ${levelText(level)}`),
  );
}

/** Returns the title of a verdict, about a request or a call that was made. */
export function verdictTitle(verdict: Pick<Decision, 'decision' | 'blockedBy'>, made = false): string {
  if (verdict.decision === 'Allowed') return 'Allowed';
  if (isOpen(verdict) && !made) return 'Depends on policies not known here';
  return verdict.decision === 'ExplicitDeny' ? 'Denied explicitly' : 'Not allowed';
}

/** Returns one sentence that names the policy, its type and its level, and whether it denied or failed to allow. */
export function verdictSentence(
  explanation: Pick<Explanation, 'decision' | 'blockedBy' | 'steps' | 'resourceAccount' | 'crossAccount' | 'policies'>,
  made = false,
): string {
  const { decision, steps } = explanation;
  const [blocker] = explanation.blockedBy;
  if (decision === 'Allowed' || !blocker) return `${allowedSentence(steps)}${supposedText(explanation)}`;
  if (isOpen(explanation)) return openSentence(explanation, made);
  if (decision === 'ImplicitDeny' && isOfAws(steps))
    return 'This resource belongs to AWS. Nobody else can change it, whatever the policies allow.';
  return blocker.kind === 'explicit'
    ? deniedSentence(blocker)
    : `${notAllowedSentence(blocker)}${nearlyText(blocker, explanation.policies)}`;
}

/** Returns the note for a request with a resource for an action without one. */
export function withoutResource(action: string): string {
  return `${action} does not support resources, so it is evaluated for *.`;
}

function isOfAws(steps: readonly StepTrace[]): boolean {
  return steps.some(({ step, reason }) => step === 'resource' && reason === 'ownedByAws');
}

function allowedSentence(steps: readonly StepTrace[]): string {
  if (steps.some((step) => step.step === 'noPermissionNeeded')) return 'This call requires no permission.';
  const identity = steps.find((step) => step.step === 'identity');
  if (identity?.reason === 'rootUser') return 'The root user can do everything in its account that no policy denies.';
  if (identity?.outcome === 'Allow')
    return 'A statement allows it, all policies that limit the principal allow it, and none denies it.';
  return 'The resource policy allows it, and no policy denies it.';
}

/** Returns the assumption behind an allowed result: that no unknown policy denies it. */
function supposedText({ steps, resourceAccount }: Pick<Explanation, 'steps' | 'resourceAccount'>): string {
  const hidden = (name: StepTrace['step']) => steps.some(({ step, reason }) => step === name && reason === 'notKnownHere');
  const own = [
    ...(hidden('identity') ? ['identity-based policies'] : []),
    ...(hidden('scp') ? ['service control policies'] : []),
    ...(hidden('boundary') ? ['a permissions boundary'] : []),
  ];
  const parts = [
    ...(hidden('rcp') ? [`the resource control policies of account ${resourceAccount}`] : []),
    ...(own.length > 0 ? [`the policies that limit the caller in its own account (${own.join(', ')})`] : []),
  ];
  if (parts.length === 0) return '';
  const said = parts.join(', and ');
  const plural = parts.length > 1 || hidden('rcp') || own.length > 0;
  return ` ${said.charAt(0).toUpperCase()}${said.slice(1)} ${plural ? 'are' : 'is'} not known here. ${plural ? 'One of them' : 'It'} could still deny the request.`;
}

/** Returns the policies on which the result depends, and what to do. */
function openSentence(
  { blockedBy, resourceAccount, crossAccount }: Pick<Explanation, 'blockedBy' | 'resourceAccount' | 'crossAccount'>,
  made: boolean,
) {
  if (blockedBy.every(({ type }) => type === 'identity'))
    return 'The resource policy allows the caller, and no known policy denies it. The result depends on the caller’s policies, which are only visible in its own account. Add them to get a decision.';
  const own = blockedBy.find(({ type }) => type !== 'rcp' && type !== 'identity') ?? blockedBy[0];
  const policy =
    own?.type === 'trust'
      ? 'the trust policy of the role'
      : own?.type === 'rcp'
        ? 'the resource control policies'
        : 'the resource policy';
  if (!crossAccount)
    return `No known policy denies it. The result depends on ${policy}, which is not known here. Add it to get a decision.`;
  if (made)
    return `No policy in your account denied it. Account ${resourceAccount} did not allow it. The details are only visible in that account.`;
  return `No policy in your account denies it. The result depends on ${policy} in account ${resourceAccount}, which is only visible there. Add the policy to get a decision.`;
}

/** Returns the statement that would allow the request if its conditions were met, with their keys. */
function nearlyText({ type }: Blocker, policies: readonly PolicyTrace[]): string {
  const found = policies
    .filter(({ policy }) => policy.type === type)
    .flatMap(({ policy, statements }) => statements.filter(nearlyAllows).map((statement) => ({ policy, statement })));
  const [nearest] = found.sort((a, b) => unmetKeys(a.statement).length - unmetKeys(b.statement).length);
  if (!nearest) return '';
  const { policy, statement } = nearest;
  const keys = unmetKeys(statement);
  const name = `Statement ${statement.sid ?? statement.index + 1} of ${policy.name}`;
  return ` ${name} would allow it, but its ${keys.length === 1 ? 'condition' : 'conditions'} on ${keys.join(', ')} ${keys.length === 1 ? 'is' : 'are'} not met.`;
}

function nearlyAllows({ effect, applies, elements, conditions }: StatementTrace): boolean {
  return effect === 'Allow' && !applies && elements.every(({ matched }) => matched) && conditions.length > 0;
}

function unmetKeys({ conditions }: StatementTrace): string[] {
  return [...new Set(conditions.filter(({ matched }) => !matched).map(({ key }) => key))];
}

function deniedSentence(blocker: Blocker): string {
  if (blocker.type === 'credential') return 'These credentials cannot make this call, whatever the policies allow.';
  const name = blocker.policy ? ` ${blocker.policy.name}` : '';
  const where = blocker.level ? `, attached to ${levelText(blocker.level)},` : '';
  return `The ${POLICY_TYPE_WORDS[blocker.type]}${name}${where} denies it. An explicit deny overrides every allow.`;
}

function notAllowedSentence(blocker: Blocker): string {
  switch (blocker.type) {
    case 'identity':
      return 'No policy of the principal allows it. There are no permissions by default.';
    case 'scp':
    case 'rcp': {
      const where = blocker.level ? ` at ${levelText(blocker.level)}` : '';
      return `No ${POLICY_TYPE_WORDS[blocker.type]}${where} allows it. Every level from the root to the account must allow it.`;
    }
    case 'boundary':
      return `The permissions boundary${blocker.policy ? ` ${blocker.policy.name}` : ''} does not allow it. A boundary sets the maximum permissions of its principal.`;
    case 'session':
      return 'The session policy does not allow it. A session policy limits the permissions of the session.';
    case 'trust':
      return 'The trust policy of the role does not allow this principal to assume it.';
    case 'resource':
      return 'The resource policy does not allow it, and this call requires that.';
    case 'blockPublicAccess':
      return 'The bucket policy is public, so Block Public Access denies all callers from other accounts.';
    default:
      return `No ${POLICY_TYPE_WORDS[blocker.type]} allows it.`;
  }
}

/** The names of the evaluation steps. */
export const STEP_WORDS: Record<StepTrace['step'], string> = {
  noPermissionNeeded: 'No permission required',
  credential: 'Credential type',
  explicitDeny: 'Explicit deny',
  rcp: 'Resource control policies',
  scp: 'Service control policies',
  vpcEndpoint: 'VPC endpoint policy',
  resource: 'Resource policy',
  identity: 'Identity policies',
  boundary: 'Permissions boundary',
  session: 'Session policy',
  scope: 'Scope-down policies',
  blockPublicAccess: 'Block Public Access',
};

const REASON_WORDS: Readonly<Record<string, string>> = {
  notInEffect: 'Not in effect: the policy type is disabled or the account is not in an organization',
  managementAccount: 'Do not apply to the management account',
  serviceLinkedRole: 'Do not apply to service-linked roles',
  noPrincipalAccount: 'The caller has no account',
  serviceNotSupported: 'Do not apply to this service',
  exemptAction: 'Do not apply to this action',
  awsManagedKey: 'Do not apply to AWS managed keys',
  rootUser: 'The root user has no identity policies and needs none',
  noBoundary: 'The principal has no such policy',
  noSessionPolicy: 'The session has no session policy',
  notASession: 'Not a session',
  noEndpoint: 'Not through a VPC endpoint',
  noResourcePolicy: 'The resource has no policy',
  notKnownHere: 'Not known here',
  trustPolicyIsForSts: 'A trust policy applies only to assuming the role',
  ownersOnlyAction: 'The service only allows this action for the account that owns the resource, whatever its policy allows',
  awsService: 'Allows AWS services',
  ownAccount: 'Allows the account that owns the bucket',
  restrictedToOwner:
    'The policy is public, so RestrictPublicBuckets only allows the account that owns the bucket and AWS services',
  ownedByAws: 'Belongs to AWS, so nobody else can change it',
  noPermissionNeeded: 'AWS requires no permission here',
  noGrant: 'Grants nothing to this principal',
  noGrantNeeded: 'Grants nothing to this principal. No grant is required, because its own account owns the resource',
  accountAddsNothing: 'Only names the account that owns the resource, so an identity policy must allow it',
  callerSideOnly: 'Only the caller’s policies decide this action',
  rootRepairsPolicy: 'The resource policy does not apply to the root user of its owner for this action',
  bypassedByDirectGrant: 'Not needed: the resource policy names this principal',
  replacedByResourceGrant: 'Not needed: the resource policy grants it to the role or source user',
  mustBeNamedByResource: 'Not evaluated: the resource policy must name the principal or its account first',
  direct: 'Names this principal',
  account: 'Allows the account, so an identity policy must allow it too',
  role: 'Names the role of this session',
  rootCannotAssumeRoles: 'The root user cannot assume roles',
  sessionCannotCallSts: 'These temporary credentials cannot call this STS operation',
  sessionCannotCallIam: 'These temporary credentials cannot call IAM',
};

/** Explanations that the entries of a Principal element do not show. */
export const PRINCIPAL_REASON_WORDS: Record<NonNullable<ElementTrace['reason']>, string> = {
  federatedMustBeNamed: '"*" does not include web identity or SAML callers. The policy must name their provider',
  boundaryIsNeverExempt: 'NotPrincipal does not exempt principals with a permissions boundary',
  notWhollyListed:
    'NotPrincipal exempts a user only if it also lists the account, and a session only if it also lists the role and account',
};

/** Returns the reason for a step's outcome in words, or the code if it has none. */
export function reasonText(reason: string, step?: StepTrace['step']): string {
  if (step === 'scp' && reason === 'noPrincipalAccount')
    return 'SCPs apply to principals of the organization’s accounts. This caller is not one of them';
  return REASON_WORDS[reason] ?? reason.replace(/([A-Z])/g, ' $1').toLowerCase();
}
