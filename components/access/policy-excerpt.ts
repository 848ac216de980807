import { type PolicyKind, parsePolicy } from '@gatehouse/policy/parse';
import { layOut } from './lay-out';

/** A formatted document, with the lines of each statement. */
export type ReadableDocument = { text: string; statements: readonly { from: number; to: number }[] };

/**
 * Formats a stored document with two spaces and finds the lines of its statements. Text that is not a policy is returned
 * unchanged.
 */
export function readableDocument(document: string, kind: PolicyKind): ReadableDocument {
  const text = layOut(document);
  const parsed = parsePolicy(text, kind, { author: 'aws' });
  if (!parsed.ok) return { text, statements: [] };
  return { text, statements: parsed.policy.statements.map(({ span }) => ({ from: span.start.line, to: span.end.line })) };
}

/** Returns the lines around a statement, with the number of the first. */
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

/** Returns the lines of a statement that contain one of the words: the deciding condition or entry. */
export function linesWith(
  excerpt: { code: string; firstLine: number },
  words: readonly string[],
): { from: number; to: number }[] {
  return excerpt.code.split('\n').flatMap((line, at) => {
    const hit = words.some((word) => word !== '' && line.includes(JSON.stringify(word)));
    return hit ? [{ from: excerpt.firstLine + at, to: excerpt.firstLine + at }] : [];
  });
}
