import { type AccessVerdict, comparePoliciesSteps, type Steps } from '@gatehouse/policy/analyze';
import { type Policy, type PolicyKind, parsePolicy } from '@gatehouse/policy/parse';

/** Guardrails are compared as policies of the same grammar that grant by themselves. */
const READ_AS: Readonly<Partial<Record<PolicyKind, PolicyKind>>> = { scp: 'identity', rcp: 'resource' };
/** More makes a long document hold the page: then it is not known. */
const EFFORT = 0.25;

/**
 * Compares what two documents allow, each by itself: all requests that either could answer are considered. A step at a time, so that a page can
 * be used meanwhile.
 * @returns null where a text is no policy
 */
export function* compareAccess(before: string, after: string, kind: PolicyKind): Steps<AccessVerdict | null> {
  const [was, is] = [read(before, kind), read(after, kind)];
  if (was === null || is === null) return null;
  return yield* comparePoliciesSteps(was, is, { effort: EFFORT });
}

function read(text: string, kind: PolicyKind): Policy | null {
  const parsed = parsePolicy(text, READ_AS[kind] ?? kind, { author: 'aws' });
  return parsed.ok ? parsed.policy : null;
}
