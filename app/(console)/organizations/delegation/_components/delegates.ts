import { storedJson } from '@/lib/core/text/stored-json';
/** A principal of a delegation policy, with the actions that its statements allow or deny. */
export type Delegate = { principal: string; accountId: string; allowed: readonly string[]; denied: readonly string[] };

type Written = { Effect?: unknown; Principal?: { AWS?: unknown }; Action?: unknown };

/**
 * Returns the principals of a delegation policy in the order of the document. The service has checked the document: each principal is an
 * account of the organization, or a user or role in one. An invalid document has no principals.
 */
export function delegatesOf(content: string): Delegate[] {
  const found = new Map<string, { allowed: Set<string>; denied: Set<string> }>();
  for (const { Effect, Principal, Action } of statementsOf(content)) {
    for (const principal of listOf(Principal?.AWS)) {
      const delegate = found.get(principal) ?? { allowed: new Set(), denied: new Set() };
      found.set(principal, delegate);
      for (const action of listOf(Action)) delegate[Effect === 'Allow' ? 'allowed' : 'denied'].add(action);
    }
  }
  return [...found].map(([principal, { allowed, denied }]) => ({
    principal,
    accountId: /\d{12}/.exec(principal)?.[0] ?? '',
    allowed: [...allowed],
    denied: [...denied],
  }));
}

function statementsOf(content: string): Written[] {
  try {
    const { Statement } = storedJson<{ Statement?: Written | Written[] }>(content);
    return Statement === undefined ? [] : Array.isArray(Statement) ? Statement : [Statement];
  } catch {
    return [];
  }
}

function listOf(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((each) => typeof each === 'string');
}
