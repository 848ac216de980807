import { canMatchNoResource } from '@gatehouse/policy/analyze';
import { actionsNamed, type CatalogResourceType, type PolicyCatalog } from '@gatehouse/policy/validate';
import { prefixesOf, resourceTypesFor } from '../resource-types';

/** A piece of an ARN: fixed by the format, or a field with what is written in it. */
export type ArnPiece = { text: string; field?: string };

/** Cuts a format at its placeholders. The partition is fixed here, as it is in every ARN of an installation. */
export function formatPieces(format: string, partition: string): ArnPiece[] {
  return format
    .replaceAll('${Partition}', partition)
    .split(/(\$\{[^}]+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece.startsWith('${') ? { text: '', field: piece.slice(2, -1) } : { text: piece }));
}

export const joinPieces = (pieces: readonly ArnPiece[]) => pieces.map(({ text }) => text).join('');

/** A form that ARNs are read by: cut and compiled once, since each key that is pressed reads all entries by all forms. */
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
    // The last field takes what is left: names of objects hold slashes and colons.
    return index === last ? '(.*)' : '((?:\\$\\{[^}]*\\}|[^:/])*)';
  });
  const fixed = pieces.reduce((sum, { text, field }) => sum + (field ? 0 : text.length), 0);
  const form = { pieces, pattern: new RegExp(`^${source.join('')}$`), fixed };
  forms.set(key, form);
  return form;
}

/** What the fields of a form hold in an ARN; null where the ARN is not of that form. Policy variables count as text. */
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

/** The type of resource that an entry of Resource is written as: of several forms the one that says most by itself. */
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
  /** The types that the chosen actions work on. */
  types: readonly CatalogResourceType[];
  /** All types of the services that are named, by which entries are read. */
  all: readonly CatalogResourceType[];
  /** Names of chosen actions that work on no resource, and that none of the entries grants or denies. */
  withoutResource: readonly string[];
};

/** @param entries of the Resource element */
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

/** All resources of a type in an account: every field but the account is open. Null where ARNs of the type name no account. */
export function anyInAccount(type: CatalogResourceType, partition: string, accountId: string): string | null {
  const pieces = formatPieces(type.arn, partition);
  if (!pieces.some(({ field }) => field === 'Account')) return null;
  return joinPieces(
    pieces.map(({ text, field }) => ({ text: field === undefined ? text : field === 'Account' ? accountId : '*' })),
  );
}

/** `BucketName` as people say it: "bucket name". */
export function fieldWords(field: string): string {
  return field
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase();
}

/** What the ARNs of what there is say for a field, whatever the types of both: the buckets of this account for the bucket of an object. */
export function fieldSuggestions(types: readonly CatalogResourceType[], arns: readonly string[], field: string): string[] {
  const found = arns.flatMap((arn) => {
    const read = typeOfEntry(types, arn);
    return read?.pieces.flatMap((piece) => (piece.field === field ? [piece.text] : [])) ?? [];
  });
  return [...new Set(found)];
}

/** ARNs of a type made of what there is: their own, or with the fields they say nothing of left open. */
export function suggestedArns(all: readonly CatalogResourceType[], type: CatalogResourceType, arns: readonly string[]): string[] {
  const found = arns.flatMap((arn) => {
    const read = typeOfEntry(all, arn);
    if (!read) return [];
    if (read.type.name === type.name) return [arn];
    const known = new Map(read.pieces.flatMap(({ field, text }) => (field === undefined ? [] : [[field, text] as const])));
    const partition = /^arn:([^:]*):/.exec(arn)?.[1] ?? 'aws';
    const pieces = formatPieces(type.arn, partition);
    const fields = pieces.flatMap(({ field }) => field ?? []);
    // Something inside of what there is: all fields of that one, and one more.
    if (![...known.keys()].every((field) => fields.includes(field)) || fields.length <= known.size) return [];
    return [joinPieces(pieces.map(({ text, field }) => ({ text: field === undefined ? text : (known.get(field) ?? '*') })))];
  });
  return [...new Set(found)];
}
