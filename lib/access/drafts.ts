import type { OrganizationLevel, PolicyRef, PolicySet, PreparedPolicy } from '@gatehouse/policy/evaluate';
import { withoutStatements } from '@gatehouse/policy/parse';
import { RCP_FULL_AWS_ACCESS } from '../core/authorization/aws-organization-policies';
import { documentOf, prepare, tryPrepare } from '../core/authorization/prepared-policies';
import { AwsError } from '../core/errors';
import type { PolicyDraft } from './schema';
import type { AccessSubject } from './subject';

type Half = AccessSubject['policies']['policies'];

/**
 * Returns the subject with the drafts in place, without storing anything. Drafts of RCPs depend on the resource: see `draftControls`.
 * @throws AwsError MalformedPolicyDocument if a draft does not parse
 */
export function applyDrafts(subject: AccessSubject, drafts: readonly PolicyDraft[] | undefined): AccessSubject {
  if (!drafts || drafts.length === 0) return subject;
  const half = drafts.reduce(applyDraft, subject.policies.policies);
  return { ...subject, policies: { ...subject.policies, policies: half }, drafts };
}

/**
 * Returns the policies on a resource with the drafts of RCPs in place. Unknown RCPs stay unknown, since nobody here could change them.
 * @param owner the owner of the resource. A new RCP is attached to this account, because RCPs have the same effect at every level
 * @throws AwsError MalformedPolicyDocument if a draft does not parse
 */
export function draftControls(
  set: PolicySet<PreparedPolicy>,
  drafts: readonly PolicyDraft[] | undefined,
  owner: string,
): PolicySet<PreparedPolicy> {
  if (!drafts || set.unknown?.includes('rcp')) return set;
  const added = drafts.flatMap((draft) => (draft.kind === 'add' && draft.type === 'rcp' ? [preparedRcp(draft, owner)] : []));
  const edited = drafts.reduce(
    (levels, draft) => (draft.kind === 'add' ? levels : levels?.map((level) => edit(level, draft))),
    set.rcp,
  );
  if (added.length === 0) return edited === undefined ? set : { ...set, rcp: edited };
  // AWS: RCPFullAWSAccess is on every level as soon as there are RCPs.
  const levels = edited ?? [{ id: owner, name: owner, kind: 'account', policies: [onLevel(owner)] } as const];
  const last = levels.length - 1;
  return { ...set, rcp: levels.map((level, i) => (i === last ? { ...level, policies: [...level.policies, ...added] } : level)) };
}

function preparedRcp({ name, document }: { name: string; document: string }, levelId: string): PreparedPolicy {
  return prepareDraft({ id: `draft:${name}`, type: 'rcp', name, origin: { kind: 'level', levelId } }, document);
}

function onLevel(levelId: string): PreparedPolicy {
  const { id, name, arn, content } = RCP_FULL_AWS_ACCESS;
  return prepare({ id: `${id}@${levelId}`, type: 'rcp', name, arn, origin: { kind: 'level', levelId } }, content);
}

function applyDraft(half: Half, draft: PolicyDraft): Half {
  if (draft.kind === 'add') return addPolicy(half, draft);
  return {
    ...half,
    identity: editPolicies(half.identity, draft),
    boundary: half.boundary && editPolicies([half.boundary], draft)[0],
    session: half.session && editPolicies(half.session, draft),
    scp: half.scp?.map((level) => edit(level, draft)),
  };
}

type Edit = Exclude<PolicyDraft, { kind: 'add' }>;

function edit(level: OrganizationLevel<PreparedPolicy>, draft: Edit): OrganizationLevel<PreparedPolicy> {
  return { ...level, policies: editPolicies(level.policies, draft) };
}

function editPolicies(policies: readonly PreparedPolicy[], draft: Edit): PreparedPolicy[] {
  return policies.flatMap((policy) => {
    if (!isAbout(draft, policy.ref)) return [policy];
    if (draft.kind === 'remove') return [];
    if (draft.kind === 'replace') return [prepareDraft(policy.ref, draft.document)];
    const text = withoutStatements(documentOf(policy), draft.statements);
    return text === null ? [] : [prepare(policy.ref, text)];
  });
}

/**
 * Tests whether a draft is for a policy. Each attachment of an SCP, RCP or managed policy has its own id. A draft that names the policy or
 * its ARN changes all of them, since they share one text.
 */
function isAbout(draft: Edit, { id, arn }: PolicyRef): boolean {
  return id === draft.policyId || id.split('@')[0] === draft.policyId || (arn !== undefined && arn === draft.policyId);
}

/** Tests whether a policy's text comes from a draft: an added or a replaced policy. */
export function isDrafted(ref: PolicyRef, drafts: readonly PolicyDraft[] | undefined): boolean {
  // Questions carry trust and resource policies themselves, so drafts never contain them.
  if (ref.type === 'trust' || ref.type === 'resource') return false;
  return ref.id.startsWith('draft:') || (drafts?.some((draft) => draft.kind === 'replace' && isAbout(draft, ref)) ?? false);
}

function addPolicy(half: Half, draft: Extract<PolicyDraft, { kind: 'add' }>): Half {
  if (draft.type === 'rcp') return half;
  const levelId = draft.levelId ?? half.scp?.at(-1)?.id ?? '';
  const ref: PolicyRef = {
    id: `draft:${draft.type}:${draft.type === 'scp' ? levelId : ''}:${draft.name}`,
    type: draft.type,
    name: draft.name,
    origin:
      draft.type === 'scp' ? { kind: 'level', levelId } : draft.type === 'boundary' ? { kind: 'boundary' } : { kind: 'direct' },
  };
  const prepared = prepareDraft(ref, draft.document);
  if (draft.type === 'identity') return { ...half, identity: [...half.identity, prepared] };
  if (draft.type === 'boundary') return { ...half, boundary: prepared };
  const add = (level: OrganizationLevel<PreparedPolicy>) =>
    level.id === levelId ? { ...level, policies: [...level.policies, prepared] } : level;
  return { ...half, scp: half.scp?.map(add) };
}

function prepareDraft(ref: PolicyRef, document: string): PreparedPolicy {
  // A draft of an AWS managed policy is not AWS's any more, so it has no ARN.
  const result = tryPrepare({ ...ref, arn: undefined }, document);
  if (!result.ok) {
    const issue = result.issues[0];
    const at = issue ? ` (line ${issue.span.start.line}, column ${issue.span.start.column})` : '';
    throw new AwsError('MalformedPolicyDocumentException', `${issue?.message ?? 'Syntax errors in policy.'}${at}`);
  }
  return { ...result.prepared, ref };
}
