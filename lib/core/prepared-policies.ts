import { type CompiledPolicy, compilePolicy, type Policy, type PolicyKind, type PolicyRef, type PreparedPolicy, parsePolicy } from '../engine';
import { BoundedMap } from './bounded-map';

type Compiled = { policy: Policy; compiled: CompiledPolicy };

// Many principals share a document (every account's AdministratorAccess), so compiled text is kept by its text.
const compiledByText = new BoundedMap<string, Compiled>(5_000);

/**
 * A policy ready for the engine, compiled once for each text.
 * A stored document always parses, since it was checked when it was saved; one that does not can grant nothing.
 */
export function prepare(ref: PolicyRef, text: string): PreparedPolicy {
  return { ref, ...compile(ref.type, text) };
}

function compile(kind: PolicyKind, text: string): Compiled {
  const key = `${kind}\n${text}`;
  const known = compiledByText.get(key);
  if (known) return known;
  const parsed = parsePolicy(text, kind);
  if (!parsed.ok) throw new Error(`a stored ${kind} policy does not parse: ${parsed.issues[0]?.message ?? 'unknown issue'}`);
  const compiled = { policy: parsed.policy, compiled: compilePolicy(parsed.policy) };
  compiledByText.set(key, compiled);
  return compiled;
}
