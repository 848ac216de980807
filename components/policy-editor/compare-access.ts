import { checkNoNewAccessSteps, type Policy, type PolicyKind, parsePolicy, type Steps } from '@/lib/engine';

/** What one document allows, against another: all requests that either could answer are considered. `both`: some more and some less. */
export type AccessComparison = 'equal' | 'narrower' | 'wider' | 'both' | 'unknown';

/** Guardrails are compared as policies of the same grammar that grant by themselves. */
const READ_AS: Readonly<Partial<Record<PolicyKind, PolicyKind>>> = { scp: 'identity', rcp: 'resource' };
/** More makes a long document hold the page: then it is not known. */
const EFFORT = 0.25;

/**
 * Compares what two documents allow, each by itself, by the check behind Access Analyzer's CheckNoNewAccess asked both ways. Documents that
 * only deny are compared as what they leave of everything. A step at a time, so that a page can be used meanwhile.
 * @returns null where a text is no policy
 */
export function* compareAccess(before: string, after: string, kind: PolicyKind): Steps<AccessComparison | null> {
  const [was, is] = [read(before, kind), read(after, kind)];
  if (was === null || is === null) return null;
  const onlyDeny = [was, is].every(({ statements }) => statements.every(({ effect }) => effect === 'Deny'));
  const [older, newer] = onlyDeny ? [withEverything(was), withEverything(is)] : [was, is];
  const more = yield* checkNoNewAccessSteps(older, newer, { effort: EFFORT });
  const less = yield* checkNoNewAccessSteps(newer, older, { effort: EFFORT });
  if (more.result === 'UNKNOWN' || less.result === 'UNKNOWN') return 'unknown';
  if (more.result === 'PASS') return less.result === 'PASS' ? 'equal' : 'narrower';
  return less.result === 'PASS' ? 'wider' : 'both';
}

function read(text: string, kind: PolicyKind): Policy | null {
  const parsed = parsePolicy(text, READ_AS[kind] ?? kind, { author: 'aws' });
  return parsed.ok ? parsed.policy : null;
}

function withEverything(policy: Policy): Policy {
  const everything = { Effect: 'Allow', Action: '*', Resource: '*', ...(policy.kind === 'identity' ? {} : { Principal: '*' }) };
  const allowed = read(JSON.stringify({ Version: '2012-10-17', Statement: everything }), policy.kind);
  return { ...policy, statements: [...policy.statements, ...(allowed?.statements ?? [])] };
}
