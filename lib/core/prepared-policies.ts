import {
  type CompiledPolicy,
  isAwsManaged,
  type PolicyRef,
  type PreparedPolicy,
  preparePolicyText,
} from '@gatehouse/policy/evaluate';
import type { Policy, PolicyIssue } from '@gatehouse/policy/parse';
import { BoundedMap } from './bounded-map';

type Compiled = { policy: Policy; compiled: CompiledPolicy };

// Many principals share a document (every account's AdministratorAccess), so compiled text is kept by its text, and then by what it is read
// as. The key is the text alone: hashing a long one costs more than all else here, and a string that is asked for again knows its hash.
const compiledByText = new BoundedMap<string, Map<string, Compiled>>(5_000);
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

/** The text a policy was prepared from: what an explanation is read beside. */
export function documentOf(policy: PreparedPolicy): string {
  return textOf.get(policy.policy) ?? '';
}

/** The policy of a resource. */
export function prepareStoredPolicy({ resourceArn, document }: { resourceArn: string; document: string }): PreparedPolicy {
  const origin = { kind: 'resource', resourceArn } as const;
  return prepare({ id: `${resourceArn}/policy`, type: 'resource', name: 'resource policy', origin }, document);
}

/** The trust policy of a role, as the policy on the resource of requests to assume it. */
export function prepareTrustPolicy({ roleArn, document }: { roleArn: string; document: string }): PreparedPolicy {
  const origin = { kind: 'resource', resourceArn: roleArn } as const;
  return prepare({ id: `${roleArn}/trust`, type: 'trust', name: 'trust policy', origin }, document);
}
