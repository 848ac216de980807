import { spend } from '../budget/count';
import type { CatalogResourceType } from './catalog';
import { type Pattern, toOpenPattern } from './patterns';

/** The parts of a Resource entry with wildcards and variables as written. */
export type ArnParts = { partition: string; service: string; region: string; account: string; resource: string };

/** Splits an entry at the first five colons outside variables. A trailing star fills missing parts. */
export function splitPattern(text: string): ArnParts | undefined {
  spend(200 + 10 * Math.min(text.length, 200));
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let place = 0; place < text.length && parts.length < 5; place++) {
    if (text.startsWith('${', place)) depth++;
    else if (text[place] === '}' && depth > 0) depth--;
    else if (text[place] === ':' && depth === 0) {
      parts.push(text.slice(from, place));
      from = place + 1;
    }
  }
  parts.push(text.slice(from));
  if (parts[0] !== 'arn' || (parts.length < 6 && !text.endsWith('*'))) return undefined;
  const [, partition = '*', service = '*', region = '*', account = '*', resource = '*'] = parts;
  return { partition, service, region, account, resource };
}

/** The ARN format of a resource type, split like entries. */
type Format = { region: string; account: string; resource: Pattern };
const formats = new WeakMap<CatalogResourceType, Format>();

/** Returns the format. Formats end in placeholders, some of which stand for several levels. */
export function formatOf(type: CatalogResourceType): Format {
  const known = formats.get(type);
  if (known) return known;
  const [, , , region = '', account = '', ...resource] = type.arn.split(':');
  const format = { region, account, resource: toOpenPattern(resource.join(':')) };
  formats.set(type, format);
  return format;
}
