import { type PolicyKind, parsePolicy } from '@gatehouse/policy/parse';
import { layOut } from './lay-out';

/** A document laid out for reading, with the lines of each statement. */
export type ReadableDocument = { text: string; statements: readonly { from: number; to: number }[] };

/**
 * Lays a stored document out with two spaces and finds its statements' lines.
 * Text that is no policy is shown as it is.
 */
export function readableDocument(document: string, kind: PolicyKind): ReadableDocument {
  const text = layOut(document);
  const parsed = parsePolicy(text, kind, { author: 'aws' });
  if (!parsed.ok) return { text, statements: [] };
  return { text, statements: parsed.policy.statements.map(({ span }) => ({ from: span.start.line, to: span.end.line })) };
}

/** The lines around one statement, with their first number: enough to read it in its place. */
export function statementExcerpt(
  document: ReadableDocument,
  index: number,
): { code: string; firstLine: number; from: number; to: number } | null {
  const lines = document.statements[index];
  if (!lines) return null;
  const code = document.text
    .split('\n')
    .slice(lines.from - 1, lines.to)
    .join('\n');
  return { code, firstLine: lines.from, ...lines };
}

/** Lines inside a statement whose text holds one of the words: the condition or entry that decided. */
export function linesWith(
  excerpt: { code: string; firstLine: number },
  words: readonly string[],
): { from: number; to: number }[] {
  return excerpt.code.split('\n').flatMap((line, at) => {
    const hit = words.some((word) => word !== '' && line.includes(JSON.stringify(word)));
    return hit ? [{ from: excerpt.firstLine + at, to: excerpt.firstLine + at }] : [];
  });
}
