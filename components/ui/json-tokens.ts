export type JsonToken = { kind: 'key' | 'string' | 'literal' | 'text'; text: string };

const TOKEN = /("(?:\\.|[^"\\])*"?)(\s*:)?|\b(true|false|null)\b|-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b/g;

/** Splits one line of JSON into colored pieces. Joined, they equal the line. */
export function tokenizeJsonLine(line: string): JsonToken[] {
  const tokens: JsonToken[] = [];
  let end = 0;
  for (const match of line.matchAll(TOKEN)) {
    if (match.index > end) tokens.push({ kind: 'text', text: line.slice(end, match.index) });
    const [whole, string, colon] = match;
    if (string === undefined) tokens.push({ kind: 'literal', text: whole });
    else tokens.push({ kind: colon === undefined ? 'string' : 'key', text: string });
    if (colon !== undefined) tokens.push({ kind: 'text', text: colon });
    end = match.index + whole.length;
  }
  if (end < line.length) tokens.push({ kind: 'text', text: line.slice(end) });
  return tokens;
}
