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
} from '@/lib/engine';
import type { Outcome } from '../ui/outcome-icon';

export const DECISION_OUTCOME: Record<DecisionKind, Outcome> = {
  Allowed: 'allowed',
  ExplicitDeny: 'explicit-deny',
  ImplicitDeny: 'implicit-deny',
};

/** How an answer is shown: as its decision, or as unknown where it hangs on a policy that is not known here. */
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

/** How a policy got to the principal: `via group EC2-Admins`, `attached directly`. */
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
      return policy.type === 'trust' ? 'trust policy of the role' : 'policy on the resource';
    case 'level': {
      const level = levels.find(({ id }) => id === origin.levelId);
      return level ? `on ${levelText(level)}` : `on ${origin.levelId}`;
    }
  }
}

/** `RegionLimit on the OU Workloads`: the policies of an organization that deny, and where; empty where none does. */
export function denyingNames(levels: readonly LevelTrace[]): string[] {
  return levels.flatMap((level) =>
    level.policies.filter(({ outcome }) => outcome === 'Deny').map(({ policy }) => `${policy.name} on ${levelText(level)}`),
  );
}

/** The title of a verdict: of a question that is asked, or of a call that was made. */
export function verdictTitle(verdict: Pick<Decision, 'decision' | 'blockedBy'>, made = false): string {
  if (verdict.decision === 'Allowed') return 'Allowed';
  if (isOpen(verdict) && !made) return 'Depends on what is not known here';
  return verdict.decision === 'ExplicitDeny' ? 'Denied explicitly' : 'Not allowed';
}

/** One sentence: which policy, of which type, at which level, denied or failed to allow. */
export function verdictSentence(
  explanation: Pick<Explanation, 'decision' | 'blockedBy' | 'steps' | 'resourceAccount' | 'crossAccount' | 'policies'>,
  made = false,
): string {
  const { decision, steps } = explanation;
  const [blocker] = explanation.blockedBy;
  if (decision === 'Allowed' || !blocker) return `${allowedSentence(steps)}${supposedText(explanation)}`;
  if (isOpen(explanation)) return openSentence(explanation, made);
  if (decision === 'ImplicitDeny' && isOfAws(steps))
    return 'This belongs to AWS: nobody else can change it, whatever the policies say.';
  return blocker.kind === 'explicit'
    ? deniedSentence(blocker)
    : `${notAllowedSentence(blocker)}${nearlyText(blocker, explanation.policies)}`;
}

/** For a question that named a resource for an action that has none. */
export function withoutResource(action: string): string {
  return `${action} has no resource: it is decided on *, whatever resource is asked about.`;
}

function isOfAws(steps: readonly StepTrace[]): boolean {
  return steps.some(({ step, reason }) => step === 'resource' && reason === 'ownedByAws');
}

function allowedSentence(steps: readonly StepTrace[]): string {
  if (steps.some((step) => step.step === 'noPermissionNeeded')) return 'This call needs no permission.';
  const identity = steps.find((step) => step.step === 'identity');
  if (identity?.reason === 'rootUser') return 'The root user may do everything in its account that no policy denies.';
  if (identity?.outcome === 'Allow')
    return 'A statement allows it, every policy that limits the principal lets it through, and nothing denies it.';
  return 'The policy on the resource allows it, and nothing denies it.';
}

/** What an allowed answer takes for granted: that nothing denies it which is not known here. */
function supposedText({ steps, resourceAccount }: Pick<Explanation, 'steps' | 'resourceAccount'>): string {
  const hidden = (name: StepTrace['step']) => steps.some(({ step, reason }) => step === name && reason === 'notKnownHere');
  const own = [
    ...(hidden('identity') ? ['identity-based policies'] : []),
    ...(hidden('scp') ? ['service control policies'] : []),
    ...(hidden('boundary') ? ['a permissions boundary'] : []),
  ];
  const parts = [
    ...(hidden('rcp') ? [`the resource control policies over account ${resourceAccount}`] : []),
    ...(own.length > 0 ? [`what limits the caller in its own account (${own.join(', ')})`] : []),
  ];
  if (parts.length === 0) return '';
  const said = parts.join(', and ');
  const plural = parts.length > 1 || hidden('rcp');
  return ` ${said.charAt(0).toUpperCase()}${said.slice(1)} ${plural ? 'are' : 'is'} not known here: ${plural ? 'one of them' : 'that'} could still deny it.`;
}

/** Of whom the rest of the answer depends, and what to do about it. */
function openSentence(
  { blockedBy, resourceAccount, crossAccount }: Pick<Explanation, 'blockedBy' | 'resourceAccount' | 'crossAccount'>,
  made: boolean,
) {
  if (blockedBy.every(({ type }) => type === 'identity'))
    return 'The policy on the resource lets the caller in, and nothing known here denies it. It depends on the policies of the caller, which its own account shows to nobody else: give them to decide.';
  const own = blockedBy.find(({ type }) => type !== 'rcp' && type !== 'identity') ?? blockedBy[0];
  const policy =
    own?.type === 'trust'
      ? 'the trust policy of the role'
      : own?.type === 'rcp'
        ? 'the resource control policies'
        : 'the policy on the resource';
  if (!crossAccount) return `Nothing known here denies it. It depends on ${policy}, which is not known here: give it to decide.`;
  if (made) return `Nothing on this side stopped it. Account ${resourceAccount} did not allow it, and does not show others why.`;
  return `Nothing on this side stops it. It depends on account ${resourceAccount}: on ${policy}, which that account shows to nobody else. Give the policy to decide.`;
}

/** The statement that would have allowed it but for its conditions, and the keys of those. */
function nearlyText({ type }: Blocker, policies: readonly PolicyTrace[]): string {
  const found = policies
    .filter(({ policy }) => policy.type === type)
    .flatMap(({ policy, statements }) => statements.filter(nearlyAllows).map((statement) => ({ policy, statement })));
  const [nearest] = found.sort((a, b) => unmetKeys(a.statement).length - unmetKeys(b.statement).length);
  if (!nearest) return '';
  const { policy, statement } = nearest;
  const keys = unmetKeys(statement);
  const name = `Statement ${statement.sid ?? statement.index + 1} of ${policy.name}`;
  return ` ${name} would, but its ${keys.length === 1 ? 'condition' : 'conditions'} on ${keys.join(', ')} ${keys.length === 1 ? 'is' : 'are'} not met.`;
}

function nearlyAllows({ effect, applies, elements, conditions }: StatementTrace): boolean {
  return effect === 'Allow' && !applies && elements.every(({ matched }) => matched) && conditions.length > 0;
}

function unmetKeys({ conditions }: StatementTrace): string[] {
  return [...new Set(conditions.filter(({ matched }) => !matched).map(({ key }) => key))];
}

function deniedSentence(blocker: Blocker): string {
  if (blocker.type === 'credential') return 'These credentials may not make this call, whatever the policies say.';
  const name = blocker.policy ? ` ${blocker.policy.name}` : '';
  const where = blocker.level ? `, attached to ${levelText(blocker.level)},` : '';
  return `The ${POLICY_TYPE_WORDS[blocker.type]}${name}${where} denies it. A Deny wins over every Allow.`;
}

function notAllowedSentence(blocker: Blocker): string {
  switch (blocker.type) {
    case 'identity':
      return 'No policy of the principal allows it. There are no permissions by default.';
    case 'scp':
    case 'rcp': {
      const where = blocker.level ? ` at ${levelText(blocker.level)}` : '';
      return `No ${POLICY_TYPE_WORDS[blocker.type]}${where} allows it. Every level from the root to the account must.`;
    }
    case 'boundary':
      return `The permissions boundary${blocker.policy ? ` ${blocker.policy.name}` : ''} does not allow it, and a boundary is the most its principal can have.`;
    case 'session':
      return 'The session policy does not allow it, and a session can do no more than its policy.';
    case 'trust':
      return 'The trust policy of the role does not let this principal assume it.';
    case 'resource':
      return 'The policy on the resource does not allow it, and this call needs that.';
    case 'blockPublicAccess':
      return 'The policy of the bucket is public, and Block Public Access lets nobody from outside its account in then.';
    default:
      return `No ${POLICY_TYPE_WORDS[blocker.type]} allows it.`;
  }
}

/** The steps of the flow, as people read them. */
export const STEP_WORDS: Record<StepTrace['step'], string> = {
  noPermissionNeeded: 'Needs no permission',
  credential: 'Credential type',
  explicitDeny: 'Explicit deny anywhere',
  rcp: 'Resource control policies',
  scp: 'Service control policies',
  vpcEndpoint: 'VPC endpoint policy',
  resource: 'Policy on the resource',
  identity: 'Identity policies',
  boundary: 'Permissions boundary',
  session: 'Session policy',
  blockPublicAccess: 'Block Public Access',
};

const REASON_WORDS: Readonly<Record<string, string>> = {
  notInEffect: 'Not in effect here: the policy type is off or the account is in no organization',
  managementAccount: 'Never apply to the management account',
  serviceLinkedRole: 'Never apply to service-linked roles',
  noPrincipalAccount: 'The caller has no account',
  serviceNotSupported: 'Do not reach this service',
  exemptAction: 'Never apply to this action',
  awsManagedKey: 'Never apply to AWS managed keys',
  rootUser: 'The root user has none and needs none',
  noBoundary: 'The principal has none',
  noSessionPolicy: 'The session has none',
  notASession: 'Not a session',
  noEndpoint: 'Not through a VPC endpoint',
  noResourcePolicy: 'The resource has none',
  notKnownHere: 'Not known here',
  trustPolicyIsForSts: 'A trust policy only speaks about assuming the role',
  ownersOnlyAction: 'The service takes this action from the account that owns the resource alone, whatever its policy says',
  awsService: 'Lets services of AWS in',
  ownAccount: 'Lets in the account that owns the bucket',
  restrictedToOwner:
    'The policy is public: RestrictPublicBuckets lets in the account that owns the bucket and services of AWS alone',
  ownedByAws: 'Belongs to AWS: nobody else can change it',
  noPermissionNeeded: 'AWS asks for no permission here',
  noGrant: 'Grants nothing to this principal',
  noGrantNeeded: 'Grants nothing to this principal, and need not: its own account owns the resource',
  accountAddsNothing: 'Names only the account, which owns the resource anyway: an identity policy must allow it',
  callerSideOnly: 'Only the policies of the caller decide this action',
  rootRepairsPolicy: 'The policy on the resource does not bind the root user of its owner in this action',
  bypassedByDirectGrant: 'Not needed: the resource policy names this principal itself',
  replacedByResourceGrant: 'Not needed: the resource policy grants it to the role or source user',
  mustBeNamedByResource: 'Not asked: this resource must name the principal or its account first',
  direct: 'Names this principal itself',
  account: 'Leaves it to the account: an identity policy must allow it too',
  role: 'Names the role of this session',
  rootCannotAssumeRoles: 'The root user cannot assume roles',
  sessionCannotCallSts: 'These temporary credentials cannot call this STS operation',
  sessionCannotCallIam: 'These temporary credentials cannot call IAM',
};

/** What the entries of a Principal element alone do not show. */
export const PRINCIPAL_REASON_WORDS: Record<NonNullable<ElementTrace['reason']>, string> = {
  federatedMustBeNamed: '"*" lets in no web identity or SAML caller: its provider must be named',
  boundaryIsNeverExempt: 'NotPrincipal exempts nobody who has a permissions boundary',
  notWhollyListed: 'NotPrincipal exempts a user only with its account, and a session only with its role and account',
};

/** Why a step was passed over or how it came out, in words; the code itself where it is not known here. */
export function reasonText(reason: string, step?: StepTrace['step']): string {
  if (step === 'scp' && reason === 'noPrincipalAccount')
    return 'SCPs bind the principals of the organization’s accounts, and this caller is none of them';
  return REASON_WORDS[reason] ?? reason.replace(/([A-Z])/g, ' $1').toLowerCase();
}
