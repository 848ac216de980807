/**
 * Formats JSON like handwritten policies: indented by two spaces, with lists of short texts on one line. Other text is returned
 * unchanged; an absent document is empty.
 */
export function layOut(document = ''): string {
  try {
    return print(JSON.parse(document), '');
  } catch {
    return document;
  }
}

const LINE_WIDTH = 88;

function print(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const flat = `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
    if (value.every((item) => typeof item !== 'object') && inner.length + flat.length <= LINE_WIDTH) return flat;
    return `[\n${value.map((item) => inner + print(item, inner)).join(',\n')}\n${indent}]`;
  }
  const members = Object.entries(value).map(([key, member]) => `${inner}${JSON.stringify(key)}: ${print(member, inner)}`);
  return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
}
