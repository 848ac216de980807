/**
 * Returns the text of a policy without some statements.
 * @param indices the indexes of the statements, from 0
 * @returns null if no statement would be left, and for text that is not a policy
 */
export function withoutStatements(document: string, indices: readonly number[]): string | null {
  const policy = readObject(document);
  if (policy === null || policy.Statement === undefined) return null;
  const statements = [policy.Statement].flat().filter((_, index) => !indices.includes(index));
  return statements.length === 0 ? null : JSON.stringify({ ...policy, Statement: statements }, null, 2);
}

function readObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
