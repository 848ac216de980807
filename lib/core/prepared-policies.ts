import {
  type CompiledPolicy,
  isAwsManaged,
  type Policy,
  type PolicyIssue,
  type PolicyRef,
  type PreparedPolicy,
  preparePolicyText,
} from '../engine';
import { BoundedMap } from './bounded-map';

type Compiled = { policy: Policy; compiled: CompiledPolicy };

// Many principals share a document (every account's AdministratorAccess), so compiled text is kept by its text.
const compiledByText = new BoundedMap<string, Compiled>(5_000);
const textOf = new WeakMap<Policy, string>();

/**
 * A stored policy ready for the engine, compiled once for each text.
 * @throws Error when it does not parse: a document is checked when it is saved, so that is a bug
 */
export function prepare(ref: PolicyRef, text: string): PreparedPolicy {
  const result = tryPrepare(ref, text);
  if (!result.ok) throw new Error(`the stored policy ${ref.id} does not parse: ${result.issues[0]?.message ?? 'unknown issue'}`);
  return result.prepared;
}

/** The same for text that may be wrong: a draft. */
export function tryPrepare(
  ref: PolicyRef,
  text: string,
): { ok: true; prepared: PreparedPolicy } | { ok: false; issues: readonly PolicyIssue[] } {
  const key = `${ref.type} ${isAwsManaged(ref)}\n${text}`;
  const known = compiledByText.get(key);
  if (known) return { ok: true, prepared: { ref, ...known } };
  const result = preparePolicyText(ref, text);
  if (result.ok) {
    compiledByText.set(key, { policy: result.prepared.policy, compiled: result.prepared.compiled });
    textOf.set(result.prepared.policy, text);
  }
  return result;
}

/** The text a policy was prepared from: what an explanation is read beside. */
export function documentOf(policy: PreparedPolicy): string {
  return textOf.get(policy.policy) ?? '';
}

/** The trust policy of a role, as the policy on the resource of requests to assume it. */
export function prepareTrustPolicy({ roleArn, document }: { roleArn: string; document: string }): PreparedPolicy {
  const origin = { kind: 'resource', resourceArn: roleArn } as const;
  return prepare({ id: `${roleArn}/trust`, type: 'trust', name: 'trust policy', origin }, document);
}
