import {
  type DeclarativePolicy,
  type DeclarativePolicyType,
  type PolicyNode,
  readDeclarativePolicy,
} from '@gatehouse/policy/organization';
import type { PolicyDraft } from './schema';

/** The id of a drafted policy that does not exist. */
export const NEW_POLICY_ID = 'draft';

type Policies = PolicyNode['policies'];
type AttachedPolicies = ReadonlyMap<string, Policies>;

/** A fault of a draft's text, which CreatePolicy and UpdatePolicy refuse. */
export type DraftFault = { Message: string; Line: number };

/** Returns the drafted document, or its faults. */
export function readDraft(
  type: DeclarativePolicyType,
  content: string,
): { policy: DeclarativePolicy } | { policy: null; faults: DraftFault[] } {
  const read = readDeclarativePolicy(type, content);
  if (read.ok) return { policy: read.policy };
  return { policy: null, faults: read.issues.map(({ message, span }) => ({ Message: message, Line: span.start.line })) };
}

/**
 * Returns the attachments as they would be with a draft.
 * @param policy the drafted document, or the present one where the draft has no text
 */
export function withDraft(attached: AttachedPolicies, draft: PolicyDraft, policy: DeclarativePolicy): AttachedPolicies {
  const id = draft.PolicyId ?? NEW_POLICY_ID;
  const changed = new Map<string, Policies>();
  for (const [nodeId, policies] of attached) {
    const hasDraft = draft.Content !== undefined && policies.some((each) => each.id === id);
    changed.set(nodeId, hasDraft ? policies.map((each) => (each.id === id ? { id, policy } : each)) : policies);
  }
  const { TargetId, Position } = draft;
  if (TargetId !== undefined) {
    const others = (changed.get(TargetId) ?? []).filter((each) => each.id !== id);
    changed.set(TargetId, Position === null ? others : others.toSpliced(Position ?? others.length, 0, { id, policy }));
  }
  return changed;
}
