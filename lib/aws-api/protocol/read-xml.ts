import { before } from '../../core/text/text-parts';
/** An element: its name without prefix, its child elements, and its own text. */
export type XmlElement = { name: string; children: XmlElement[]; text: string };

/** The most tags, comments and the like. The largest legitimate document names a thousand objects, each with six elements. */
const MOST_MARKS = 20_000;

const NAME = String.raw`[^\s<>/=&"'!?]+`;
const START = new RegExp(`<(${NAME})`, 'y');
const ATTRIBUTE = new RegExp(String.raw`\s+${NAME}\s*=\s*(?:"[^"<]*"|'[^'<]*')`, 'y');
const START_END = /\s*(\/?)>/y;
const END = new RegExp(String.raw`</(${NAME})\s*>`, 'y');
const NAMED: ReadonlyMap<string, string> = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }));
/** The longest entity is `#x10ffff`. */
const LONGEST_ENTITY = 8;
const BLANK = /^\s*$/;

class Malformed extends Error {}

/**
 * Returns the outermost element of a data document. Attributes are ignored. Null for text that is not well-formed, has a document
 * type, or has too many elements. It reads the text once, in linear time whatever the content, and stops at anything without an
 * end.
 */
export function readXml(source: string, mostMarks = MOST_MARKS): XmlElement | null {
  try {
    return read(source.replace(/\r\n?/g, '\n'), mostMarks);
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

function read(text: string, mostMarks: number): XmlElement {
  const around: XmlElement = { name: '', children: [], text: '' };
  const open = [around];
  let marks = 0;
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const inside = (): XmlElement => open.at(-1) ?? around;
  /** Returns the text up to an end marker, and moves past the marker. */
  const upTo = (begin: string, end: string): string => {
    const from = at + begin.length;
    const found = text.indexOf(end, from);
    if (found < 0) throw new Malformed();
    at = found + end.length;
    return text.slice(from, found);
  };
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const end = next < 0 ? text.length : next;
    if (end > at) inside().text += decoded(text.slice(at, end));
    at = end;
    if (next < 0) break;
    if (++marks > mostMarks) throw new Malformed();
    if (text.startsWith('<!--', at)) upTo('<!--', '-->');
    else if (text.startsWith('<![CDATA[', at)) inside().text += upTo('<![CDATA[', ']]>');
    else if (text.startsWith('<?', at)) upTo('<?', '?>');
    else if (text.startsWith('</', at)) {
      const [, name = ''] = match(END) ?? [];
      if (open.length === 1 || local(name) !== inside().name) throw new Malformed();
      open.pop();
    } else {
      const [, name] = match(START) ?? [];
      if (name === undefined) throw new Malformed();
      while (match(ATTRIBUTE));
      const [, empty] = match(START_END) ?? [];
      if (empty === undefined) throw new Malformed();
      const element: XmlElement = { name: local(name), children: [], text: '' };
      inside().children.push(element);
      if (empty === '') open.push(element);
    }
  }
  const [root, another] = around.children;
  if (open.length > 1 || !root || another || !BLANK.test(around.text)) throw new Malformed();
  return root;
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Decodes the entities of a text. Only XML's own are known, since document types are refused. */
function decoded(text: string): string {
  let out = '';
  let at = 0;
  for (let next = text.indexOf('&'); next >= 0; next = text.indexOf('&', at)) {
    const entity = before(text.slice(next + 1, next + 2 + LONGEST_ENTITY), ';');
    if (text[next + 1 + entity.length] !== ';') throw new Malformed();
    out += text.slice(at, next) + (NAMED.get(entity) ?? character(entity));
    at = next + entity.length + 2;
  }
  return out + text.slice(at);
}

/** Returns the character of a reference such as `#xe4`. */
function character(reference: string): string {
  const [, hexadecimal = '', decimal] = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(reference) ?? [];
  const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
  const isCharacter = code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0x10ffff);
  if (!isCharacter || (code >= 0xd800 && code <= 0xdfff)) throw new Malformed();
  return String.fromCodePoint(code);
}
