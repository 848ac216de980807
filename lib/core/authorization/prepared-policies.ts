import {
  type CompiledPolicy,
  isAwsManaged,
  type PolicyRef,
  type PreparedPolicy,
  preparePolicyText,
} from '@gatehouse/policy/evaluate';
import type { Policy, PolicyIssue } from '@gatehouse/policy/parse';
import { BoundedMap } from '../cache/bounded-map';

type Compiled = { policy: Policy; compiled: CompiledPolicy };

// Many principals share a document (every account's AdministratorAccess), so compiled policies are cached by text and then by
// kind. The key is the text alone: hashing a long text costs the most here, and a string caches its own hash.
const compiledByText = new BoundedMap<string, Map<string, Compiled>>(5_000);
const textOf = new WeakMap<Policy, string>();

/**
 * Prepares a stored policy for the engine, compiled once per text.
 * @throws Error if it does not parse, which is a bug, since documents are checked when they are saved
 */
export function prepare(ref: PolicyRef, text: string): PreparedPolicy {
  const result = tryPrepare(ref, text);
  if (!result.ok) throw new Error(`the stored policy ${ref.id} does not parse: ${result.issues[0]?.message ?? 'unknown issue'}`);
  return result.prepared;
}

/** Prepares a text that may be invalid, such as a draft. */
export function tryPrepare(
  ref: PolicyRef,
  text: string,
): { ok: true; prepared: PreparedPolicy } | { ok: false; issues: readonly PolicyIssue[] } {
  const kind = `${ref.type} ${isAwsManaged(ref)}`;
  const kinds = compiledByText.get(text);
  const known = kinds?.get(kind);
  if (known) return { ok: true, prepared: { ref, ...known } };
  const result = preparePolicyText(ref, text);
  if (result.ok) {
    const { policy, compiled } = result.prepared;
    if (kinds) kinds.set(kind, { policy, compiled });
    else compiledByText.set(text, new Map([[kind, { policy, compiled }]]));
    textOf.set(policy, text);
  }
  return result;
}

/** Returns the text that a policy was prepared from, to show beside an explanation. */
export function documentOf(policy: PreparedPolicy): string {
  return textOf.get(policy.policy) ?? '';
}

/** Prepares a resource's policy. */
export function prepareStoredPolicy({ resourceArn, document }: { resourceArn: string; document: string }): PreparedPolicy {
  const origin = { kind: 'resource', resourceArn } as const;
  return prepare({ id: `${resourceArn}/policy`, type: 'resource', name: 'resource policy', origin }, document);
}

/** Prepares a role's trust policy, as the resource policy of requests to assume the role. */
export function prepareTrustPolicy({ roleArn, document }: { roleArn: string; document: string }): PreparedPolicy {
  const origin = { kind: 'resource', resourceArn: roleArn } as const;
  return prepare({ id: `${roleArn}/trust`, type: 'trust', name: 'trust policy', origin }, document);
}
