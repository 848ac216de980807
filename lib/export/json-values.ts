/**
 * Returns the JSON values of a text with the outputs of several calls. Lists are flattened.
 * @throws SyntaxError with a message for the reader
 */
export function jsonValues(text: string): unknown[] {
  const trimmed = text.trim();
  try {
    return [JSON.parse(trimmed)].flat();
  } catch (error) {
    const pieces = objectsIn(trimmed);
    if (pieces.length < 2) throw error;
    return pieces.flatMap((piece) => [JSON.parse(piece)].flat());
  }
}

/** Splits a text at the ends of outermost objects and lists, ignoring those in quotes. */
function objectsIn(text: string): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
    } else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') {
      depth--;
      if (depth === 0) {
        pieces.push(text.slice(from, at + 1));
        from = at + 1;
      }
    }
  }
  const rest = text.slice(from).trim();
  return rest === '' ? pieces : [...pieces, rest];
}
