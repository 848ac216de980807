import { type AccessVerdict, comparePoliciesSteps, type Steps } from '@gatehouse/policy/analyze';
import { type Policy, type PolicyKind, parsePolicy } from '@gatehouse/policy/parse';

/** Guardrails are compared as policies of the same grammar that grant access. */
const READ_AS: Readonly<Partial<Record<PolicyKind, PolicyKind>>> = { scp: 'identity', rcp: 'resource' };
/** The effort after which a comparison is given up, so that a long document does not block the page. */
const EFFORT = 0.25;

/**
 * Compares what two documents allow by themselves, over all requests, in steps that leave the page responsive.
 * @returns null if a text is not a policy
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
