import type { PolicyKind } from '@gatehouse/policy/parse';

/** The kinds of documents that the editor of the shell knows. `text` is any other file. */
export type DocumentKind = Extract<PolicyKind, 'identity' | 'trust' | 'resource' | 'scp'> | 'text';

/**
 * Returns the kind of document that a file probably has, from its name and content. A new file with a policy's extension is an
 * identity policy.
 */
export function documentKind(path: string, content: string): DocumentKind {
  if (!path.endsWith('.json')) return 'text';
  if (content.trim() === '') return 'identity';
  let document: unknown;
  try {
    document = JSON.parse(content);
  } catch {
    return 'identity';
  }
  const [statement] = statementsOf(document);
  if (!statement) return 'text';
  if (!('Principal' in statement) && !('NotPrincipal' in statement)) return /scp/i.test(path) ? 'scp' : 'identity';
  const actions = JSON.stringify(statement.Action ?? statement.NotAction ?? '');
  return /sts:/i.test(actions) && !('Resource' in statement) ? 'trust' : 'resource';
}

function statementsOf(document: unknown): Record<string, unknown>[] {
  if (typeof document !== 'object' || document === null || !('Statement' in document)) return [];
  const { Statement } = document;
  return (Array.isArray(Statement) ? Statement : [Statement]).filter((one) => typeof one === 'object' && one !== null);
}
