import { canMatchNoResource } from '@gatehouse/policy/analyze';
import { actionsNamed, type CatalogResourceType, type PolicyCatalog } from '@gatehouse/policy/validate';
import { prefixesOf, resourceTypesFor } from '../resource-types';

/** A part of an ARN: fixed by the format, or a field with its value. */
export type ArnPiece = { text: string; field?: string };

/** Splits a format at its placeholders. The partition is fixed, as in every ARN of an installation. */
export function formatPieces(format: string, partition: string): ArnPiece[] {
  return format
    .replaceAll('${Partition}', partition)
    .split(/(\$\{[^}]+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece.startsWith('${') ? { text: '', field: piece.slice(2, -1) } : { text: piece }));
}

export const joinPieces = (pieces: readonly ArnPiece[]) => pieces.map(({ text }) => text).join('');

/** A compiled ARN format. It is cached, because each keystroke reads all entries with all formats. */
type ArnForm = { pieces: readonly ArnPiece[]; pattern: RegExp; fixed: number };
const forms = new Map<string, ArnForm>();

function formOf(format: string, partition: string): ArnForm {
  const key = `${partition} ${format}`;
  const known = forms.get(key);
  if (known) return known;
  const pieces = formatPieces(format, partition);
  const last = pieces.length - 1;
  const source = pieces.map(({ text, field }, index) => {
    if (field === undefined) return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    // The last field takes the rest, because object names contain slashes and colons.
    return index === last ? '(.*)' : '((?:\\$\\{[^}]*\\}|[^:/])*)';
  });
  const fixed = pieces.reduce((sum, { text, field }) => sum + (field ? 0 : text.length), 0);
  const form = { pieces, pattern: new RegExp(`^${source.join('')}$`), fixed };
  forms.set(key, form);
  return form;
}

/** Returns the field values of an ARN in a format, or null if it does not match. Policy variables count as text. */
function readArn({ pieces, pattern }: ArnForm, arn: string): ArnPiece[] | null {
  const found = pattern.exec(arn);
  if (!found) return null;
  let group = 0;
  return pieces.map(({ text, field }) => {
    if (field === undefined) return { text };
    group += 1;
    return { text: found[group] ?? '', field };
  });
}

/** Returns the resource type of an entry of Resource. Among several matching formats, the most specific one wins. */
export function typeOfEntry(
  types: readonly CatalogResourceType[],
  entry: string,
): { type: CatalogResourceType; pieces: readonly ArnPiece[] } | null {
  const partition = /^arn:([\w-]+):/.exec(entry)?.[1];
  if (partition === undefined) return null;
  const fitting = types.flatMap((type) => {
    const form = formOf(type.arn, partition);
    const pieces = readArn(form, entry);
    return pieces ? [{ type, pieces, fixed: form.fixed }] : [];
  });
  fitting.sort((a, b) => b.fixed - a.fixed);
  return fitting[0] ?? null;
}

export type ResourceChoice = {
  /** The resource types of the selected actions. */
  types: readonly CatalogResourceType[];
  /** All types of the named services, for reading entries. */
  all: readonly CatalogResourceType[];
  /** Selected actions without resources that no entry matches. */
  withoutResource: readonly string[];
};

/**
 * Returns the resource choices of a statement.
 * @param entries the entries of the Resource element
 */
export function resourceChoice(
  catalog: PolicyCatalog,
  actions: readonly string[],
  entries: readonly string[] = [],
): ResourceChoice {
  const types = resourceTypesFor(catalog, actions);
  const named = actions.flatMap((entry) => (/[*?]/.test(entry) ? [] : (actionsNamed(catalog, entry) ?? [])));
  return {
    types,
    all: [...types, ...prefixesOf(actions).flatMap((prefix) => catalog.resourceTypesOf(prefix))],
    withoutResource: named
      .filter((action) => action.resourceTypes.length === 0 && !entries.some((entry) => canMatchNoResource(entry, action)))
      .map(({ service, name }) => `${service}:${name}`),
  };
}

/** Returns the entry for all resources of a type in an account. Null if ARNs of the type have no account. */
export function anyInAccount(type: CatalogResourceType, partition: string, accountId: string): string | null {
  const pieces = formatPieces(type.arn, partition);
  if (!pieces.some(({ field }) => field === 'Account')) return null;
  return joinPieces(
    pieces.map(({ text, field }) => ({ text: field === undefined ? text : field === 'Account' ? accountId : '*' })),
  );
}

/** Returns `BucketName` as "bucket name". */
export function fieldWords(field: string): string {
  return field
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase();
}

/** Returns existing values for a field from ARNs of any type: for example the account's buckets for the bucket of an object. */
export function fieldSuggestions(types: readonly CatalogResourceType[], arns: readonly string[], field: string): string[] {
  const found = arns.flatMap((arn) => {
    const read = typeOfEntry(types, arn);
    return read?.pieces.flatMap((piece) => (piece.field === field ? [piece.text] : [])) ?? [];
  });
  return [...new Set(found)];
}

/** Returns suggested ARNs of a type from existing resources: their own, or with missing fields left open. */
export function suggestedArns(all: readonly CatalogResourceType[], type: CatalogResourceType, arns: readonly string[]): string[] {
  const found = arns.flatMap((arn) => {
    const read = typeOfEntry(all, arn);
    if (!read) return [];
    if (read.type.name === type.name) return [arn];
    const known = new Map(read.pieces.flatMap(({ field, text }) => (field === undefined ? [] : [[field, text] as const])));
    const partition = /^arn:([^:]*):/.exec(arn)?.[1] ?? 'aws';
    const pieces = formatPieces(type.arn, partition);
    const fields = pieces.flatMap(({ field }) => field ?? []);
    // Something inside an existing resource: all its fields, and one more.
    if (![...known.keys()].every((field) => fields.includes(field)) || fields.length <= known.size) return [];
    return [joinPieces(pieces.map(({ text, field }) => ({ text: field === undefined ? text : (known.get(field) ?? '*') })))];
  });
  return [...new Set(found)];
}
