import { AwsError } from '../core/errors';
import { tryPrepare } from '../core/prepared-policies';
import type { OrganizationLevel, PolicyRef, PreparedPolicy } from '../engine';
import type { Draft } from './schema';
import type { Subject } from './subject';

type Half = Subject['policies']['policies'];

/**
 * The subject as it would be with the drafts in place. Nothing is stored.
 * @throws AwsError MalformedPolicyDocument for a draft that does not parse
 */
export function applyDrafts(subject: Subject, drafts: readonly Draft[] | undefined): Subject {
  if (!drafts || drafts.length === 0) return subject;
  const half = drafts.reduce(applyDraft, subject.policies.policies);
  return { ...subject, policies: { ...subject.policies, policies: half } };
}

function applyDraft(half: Half, draft: Draft): Half {
  if (draft.kind === 'add') return addPolicy(half, draft);
  // An SCP on several levels has an id for each; a draft of its text changes all of them.
  const names = (id: string) => id === draft.policyId || id.split('@')[0] === draft.policyId;
  const edit = (policies: readonly PreparedPolicy[]) =>
    policies.flatMap((policy) => {
      if (!names(policy.ref.id)) return [policy];
      return draft.kind === 'remove' ? [] : [prepareDraft(policy.ref, draft.document)];
    });
  return {
    ...half,
    identity: edit(half.identity),
    boundary: half.boundary && edit([half.boundary])[0],
    session: half.session && edit(half.session),
    scp: half.scp?.map((level) => ({ ...level, policies: edit(level.policies) })),
  };
}

function addPolicy(half: Half, draft: Extract<Draft, { kind: 'add' }>): Half {
  const levelId = draft.levelId ?? half.scp?.at(-1)?.id ?? '';
  const ref: PolicyRef = {
    id: `draft:${draft.name}`,
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
  // A draft of one of AWS's policies is no longer AWS's.
  const result = tryPrepare({ ...ref, arn: undefined }, document);
  if (!result.ok) {
    const issue = result.issues[0];
    const at = issue ? ` (line ${issue.span.start.line}, column ${issue.span.start.column})` : '';
    throw new AwsError('MalformedPolicyDocumentException', `${issue?.message ?? 'Syntax errors in policy.'}${at}`);
  }
  return { ...result.prepared, ref };
}
