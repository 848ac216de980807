import type { CredentialType, PolicyRef } from '@gatehouse/policy/evaluate';
import type { ShownFix } from '@/components/access/decision-view';
import type { CredentialName } from '@/lib/access/limits';
import type { PolicyDraft } from '@/lib/access/schema';
import type { Question } from '../question-fragment';

/** The effect of trying a change on the question: another policy, or another call. */
export type Trial =
  | { draft: PolicyDraft }
  | { question: Partial<Pick<Question, 'Resource' | 'Credential' | 'ResourcePolicy' | 'Context'>> };

/** Credential choices for the credential types of proposed calls. */
const CREDENTIALS: Partial<Record<CredentialType, CredentialName>> = {
  longTerm: 'accessKey',
  console: 'console',
  sessionToken: 'sessionToken',
  sessionTokenWithMfa: 'sessionTokenWithMfa',
  assumeRole: 'role',
};

/**
 * Returns how to try a proposed change without saving it, or null if that is impossible.
 * @param policy the policy to change, if it exists
 */
export function trialOf({ way, document, policyId }: ShownFix, policy: PolicyRef | undefined): Trial | null {
  switch (way?.kind) {
    case 'call': {
      const Credential = way.credential && CREDENTIALS[way.credential];
      const Context = Object.entries(way.context ?? {}).map(([Key, value]) => ({ Key, Values: [value] }));
      return Credential || Context.length > 0 ? { question: { Credential, Context } } : null;
    }
    case 'create':
      if (document === undefined) return null;
      if (isOfResource(way.type)) return { question: { ResourcePolicy: document } };
      if (way.type !== 'identity' && way.type !== 'boundary' && way.type !== 'scp' && way.type !== 'rcp') return null;
      return { draft: { kind: 'add', type: way.type, levelId: way.levelId, name: 'new policy', document } };
    case 'detach':
      return policyId !== undefined && policy && isDrafted(policy.type) ? { draft: { kind: 'remove', policyId } } : null;
    case 'edit':
      if (policyId === undefined || document === undefined || !policy) return null;
      if (isOfResource(policy.type)) return { question: { ResourcePolicy: document } };
      // A guardrail has the same text wherever it is attached.
      if (policy.type === 'scp' || policy.type === 'rcp')
        return { draft: { kind: 'replace', policyId: policyId.split('@')[0] ?? policyId, document } };
      // So does a managed policy.
      return isDrafted(policy.type) ? { draft: { kind: 'replace', policyId: policy.arn ?? policyId, document } } : null;
    default:
      return null;
  }
}

function isOfResource(type: PolicyRef['type']): boolean {
  return type === 'resource' || type === 'trust';
}

function isDrafted(type: PolicyRef['type']): boolean {
  return type === 'identity' || type === 'boundary' || type === 'scp' || type === 'rcp';
}

/** Returns a question with another call. New values replace the old values of their keys. */
export function askedSo(question: Question, trial: Extract<Trial, { question: object }>['question']): Question {
  const { Resource, Credential, ResourcePolicy, Context = [] } = trial;
  const anew = new Set(Context.map(({ Key }) => Key.toLowerCase()));
  const kept = (question.Context ?? []).filter(({ Key }) => !anew.has(Key.toLowerCase()));
  return {
    ...question,
    ...(Resource !== undefined && { Resource }),
    ...(Credential && { Credential }),
    ...(ResourcePolicy !== undefined && { ResourcePolicy }),
    Context: [...kept, ...Context],
  };
}

/** Adds a draft, which replaces one of the same policy. */
export function withDraft(drafts: readonly PolicyDraft[], draft: PolicyDraft): PolicyDraft[] {
  return [...drafts.filter((other) => draftKey(other) !== draftKey(draft)), draft];
}

/** Returns the key of what a draft replaces. Each new policy of a type and level has one. */
export function draftKey(draft: PolicyDraft): string {
  if (draft.kind !== 'add') return draft.policyId;
  return draft.type === 'scp' ? `new:scp ${draft.levelId}` : `new:${draft.type}`;
}
