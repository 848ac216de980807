import { WireFault } from '../server/wire-fault';

// A request needs a few hundred fields at most: 50 tags are 100 fields. More would only use memory.
const MAX_FIELDS = 20_000;
const MAX_DEPTH = 32;

/** The fields of a form as a tree: `Tags.member.1.Key=a` is under Tags, member, 1, Key. */
export type FormNode = { value: string | undefined; children: Map<string, FormNode> };

/**
 * Reads `application/x-www-form-urlencoded` text. The last value of a repeated field counts.
 * @param most the most fields
 * @throws WireFault MalformedQueryString for text that is not a form
 */
export function readForm(text: string, most = MAX_FIELDS): FormNode {
  const root: FormNode = { value: undefined, children: new Map() };
  let fields = 0;
  for (const field of text.split('&', most + 1)) {
    if (++fields > most) throw malformed();
    if (field === '') continue;
    const at = field.indexOf('=');
    const name = decode(at < 0 ? field : field.slice(0, at));
    const node = nodeAt(root, name);
    node.value = at < 0 ? '' : decode(field.slice(at + 1));
  }
  return root;
}

/** Returns the value of a field in a form. An absent field counts as empty. */
export function fieldText(node: FormNode, name: string): string {
  return node.children.get(name)?.value ?? '';
}

function nodeAt(root: FormNode, name: string): FormNode {
  const path = name.split('.');
  if (path.length > MAX_DEPTH) throw malformed();
  let node = root;
  for (const part of path) {
    let child = node.children.get(part);
    if (!child) {
      child = { value: undefined, children: new Map() };
      node.children.set(part, child);
    }
    node = child;
  }
  return node;
}

function decode(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw malformed();
  }
}

// AWS: 404 for a query string with a syntax error ("Common errors" of the Query APIs).
function malformed(): WireFault {
  return new WireFault('MalformedQueryString', 'The query string contains a syntax error.');
}
