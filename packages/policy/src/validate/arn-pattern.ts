import { spend } from '../budget/count';
import type { CatalogResourceType } from './catalog';
import { type Pattern, toOpenPattern } from './patterns';

/** The parts of a Resource entry, wildcards and variables as written. */
export type ArnParts = { partition: string; service: string; region: string; account: string; resource: string };

/** Splits at the first five colons that stand outside of variables. Fewer parts are filled by a star that ends the text. */
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

/** The form of a resource type's ARN, cut where entries are cut. */
type Format = { region: string; account: string; resource: Pattern };
const formats = new WeakMap<CatalogResourceType, Format>();

/** The formats of the tables end in placeholders, of which some stand for several levels. */
export function formatOf(type: CatalogResourceType): Format {
  const known = formats.get(type);
  if (known) return known;
  const [, , , region = '', account = '', ...resource] = type.arn.split(':');
  const format = { region, account, resource: toOpenPattern(resource.join(':')) };
  formats.set(type, format);
  return format;
}
