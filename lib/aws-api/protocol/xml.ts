import { bytesIn, itemsIn, membersIn, timeIn } from './output-values';
import type { Shape } from './sdk-schemas';

/**
 * Writes the elements of a value inside its parent element: a structure's members, a list's `member`s, a map's `entry`s, or text.
 * @param writeTime AWS: IAM and STS write whole seconds
 */
export function xmlContent(shape: Shape, value: unknown, writeTime = wholeSeconds): string {
  switch (shape.kind) {
    case 'structure': {
      const source = membersIn(value);
      let out = '';
      for (const { name, shape: member, xmlName: tag = name, flattened } of shape.members) {
        const inner = source[name];
        if (inner === undefined || inner === null) continue;
        if (flattened && member.kind === 'list') out += elements(tag, member.item, itemsIn(inner), writeTime);
        else out += `<${tag}>${xmlContent(member, inner, writeTime)}</${tag}>`;
      }
      return out;
    }
    case 'list':
      return elements(shape.itemName ?? 'member', shape.item, itemsIn(value), writeTime);
    case 'map': {
      const { keyName = 'key', valueName = 'value' } = shape;
      return Object.entries(membersIn(value))
        .map(
          ([key, item]) =>
            `<entry><${keyName}>${xmlText(key)}</${keyName}><${valueName}>${xmlContent(shape.value, item, writeTime)}</${valueName}></entry>`,
        )
        .join('');
    }
    case 'timestamp':
      return writeTime(timeIn(value));
    case 'blob':
      return Buffer.from(bytesIn(value)).toString('base64');
    default:
      return xmlText(String(value));
  }
}

function elements(tag: string, shape: Shape, items: readonly unknown[], writeTime: (time: Date) => string): string {
  return items.map((item) => `<${tag}>${xmlContent(shape, item, writeTime)}</${tag}>`).join('');
}

function wholeSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };

/** Returns text as XML content. Control characters, which XML 1.0 can't represent, become U+FFFD. */
export function xmlText(text: string): string {
  return text.replace(/[&<>\r]|(?![\t\n])\p{Cc}|[\uFFFE\uFFFF]/gu, (character) => ESCAPES[character] ?? '\uFFFD');
}
