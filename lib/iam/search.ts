import { iamArn } from '../core/arns';
import type { Search } from '../core/module/resource';
import type { Transaction } from '../db/client';
import { shownProviderArn } from './provider-arns';

/** Rows with a name and a path. */
type NamedRow = { id: string; name: string; path: string };
type NameCondition = { startsWith: string } | { contains: string };
/** The scope of a search: an account, or the accounts of an organization that can still make calls. */
type Within =
  | { accountId: string }
  | { account: { organizationId: string; state: 'ACTIVE'; id: { not: string } | { equals: string } } };
type NamedWhere = Within & { OR: [{ nameKey: NameCondition }, { id: string }] };
export type NamedQuery = { where: NamedWhere; take: number; orderBy: { nameKey: 'asc' } };

/** Returns the check for listing a resource type, all of whose ARNs share a prefix. */
export function listingCheck(action: string, beginning: string): Search['listing'] {
  return ({ partition, accountId }) => ({ action, resource: `arn:${partition}:iam::${accountId}:${beginning}` });
}

/** Returns the name to search for: the last part of an ARN, or the text. */
export function nameOf(needle: string): string {
  return needle.startsWith('arn:') ? needle.slice(needle.lastIndexOf('/') + 1) : needle;
}

/**
 * Reads the first few rows by name or exact id. Names that begin with the text come first, so that a complete name is included.
 */
export async function readNamed<Row extends { id: string }>(
  rows: (query: NamedQuery) => Promise<Row[]>,
  within: Within,
  needle: string,
  most: number,
): Promise<Row[]> {
  const name = nameOf(needle);
  const read = (nameKey: NameCondition) => {
    const where: NamedWhere = { ...within, OR: [{ nameKey }, { id: needle.toUpperCase() }] };
    return rows({ where, take: most, orderBy: { nameKey: 'asc' } });
  };
  const begin = await read({ startsWith: name });
  if (begin.length === most || name === '') return begin;
  const hold = await read({ contains: name });
  return [...new Map([...begin, ...hold].map((row) => [row.id, row])).values()].slice(0, most);
}

/** Finds rows by name or id whose ARN has the form `<type>/<path>/<name>`. */
export function findNamed(type: string, rows: (db: Transaction, query: NamedQuery) => Promise<NamedRow[]>): Search['find'] {
  return async ({ db, accountId, partition }, needle, most) => {
    const found = await readNamed((query) => rows(db, query), { accountId }, needle, most);
    return found.map(({ id, name, path }) => ({ Name: name, Id: id, Detail: iamArn(partition, accountId, type, path, name) }));
  };
}

/** Finds identity providers by any part of the name or ARN. An account has few of them. */
export function findProviders(
  rows: (db: Transaction, accountId: string) => Promise<{ arn: string; name: string }[]>,
): Search['find'] {
  return async ({ db, accountId, partition }, needle, most) =>
    (await rows(db, accountId))
      .map(({ arn, name }) => ({ Name: name, Id: shownProviderArn(partition, arn), Detail: shownProviderArn(partition, arn) }))
      .filter(({ Name, Id }) => [Name, Id].some((text) => text.toLowerCase().includes(needle)))
      .slice(0, most);
}
