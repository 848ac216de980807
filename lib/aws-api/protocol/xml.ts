import type { Shape } from './sdk-schemas';

/** The elements of a value inside its parent element: a structure's members, a list's `member`s, a map's `entry`s, or text. */
export function xmlContent(shape: Shape, value: unknown): string {
  switch (shape.kind) {
    case 'structure': {
      const source = value as Readonly<Record<string, unknown>>;
      let out = '';
      for (const { name, shape: member } of shape.members) {
        const inner = source[name];
        if (inner !== undefined && inner !== null) out += `<${name}>${xmlContent(member, inner)}</${name}>`;
      }
      return out;
    }
    case 'list':
      return (value as readonly unknown[]).map((item) => `<member>${xmlContent(shape.item, item)}</member>`).join('');
    case 'map':
      return Object.entries(value as Readonly<Record<string, unknown>>)
        .map(([key, item]) => `<entry><key>${xmlText(key)}</key><value>${xmlContent(shape.value, item)}</value></entry>`)
        .join('');
    case 'timestamp':
      // AWS: IAM and STS write whole seconds.
      return `${(value as Date).toISOString().slice(0, 19)}Z`;
    case 'blob':
      return Buffer.from(value as Uint8Array).toString('base64');
    default:
      return xmlText(String(value));
  }
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };

/** Text as XML content. Control characters, which XML 1.0 can hardly hold in any notation, become U+FFFD. */
export function xmlText(text: string): string {
  return text.replace(/[&<>\r]|(?![\t\n])\p{Cc}|[\uFFFE\uFFFF]/gu, (character) => ESCAPES[character] ?? '\uFFFD');
}
