import { iamArn } from '../core/arns';
import type { Search } from '../core/resource';
import type { Transaction } from '../db/client';
import { shownProviderArn } from './provider-arns';

/** Rows that have a name and a path of their own. */
type NamedRow = { id: string; name: string; path: string };
type NameCondition = { startsWith: string } | { contains: string };
/** In which account, or in which accounts of an organization that can still call. */
type Within =
  | { accountId: string }
  | { account: { organizationId: string; state: 'ACTIVE'; id: { not: string } | { equals: string } } };
type NamedWhere = Within & { OR: [{ nameKey: NameCondition }, { id: string }] };
export type NamedQuery = { where: NamedWhere; take: number; orderBy: { nameKey: 'asc' } };

/** The question whether the caller may list a resource type, all of whose ARNs lie below one beginning. */
export function listingCheck(action: string, beginning: string): Search['listing'] {
  return ({ partition, accountId }) => ({ action, resource: `arn:${partition}:iam::${accountId}:${beginning}` });
}

/** An ARN is searched for by its last part. */
export function nameOf(needle: string): string {
  return needle.startsWith('arn:') ? needle.slice(needle.lastIndexOf('/') + 1) : needle;
}

/**
 * Reads the first few rows that have such a name, or exactly such an id. Names that begin with it come first, so that one that
 * is typed in full is among them.
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

/** Finds by name or id what is named `<type>/<path>/<name>` in its ARN. */
export function findNamed(type: string, rows: (db: Transaction, query: NamedQuery) => Promise<NamedRow[]>): Search['find'] {
  return async ({ db, accountId, partition }, needle, most) => {
    const found = await readNamed((query) => rows(db, query), { accountId }, needle, most);
    return found.map(({ id, name, path }) => ({ Name: name, Id: id, Detail: iamArn(partition, accountId, type, path, name) }));
  };
}

/** Finds identity providers by any part of name or ARN: an account has few of them. */
export function findProviders(
  rows: (db: Transaction, accountId: string) => Promise<{ arn: string; name: string }[]>,
): Search['find'] {
  return async ({ db, accountId, partition }, needle, most) =>
    (await rows(db, accountId))
      .map(({ arn, name }) => ({ Name: name, Id: shownProviderArn(partition, arn), Detail: shownProviderArn(partition, arn) }))
      .filter(({ Name, Id }) => [Name, Id].some((text) => text.toLowerCase().includes(needle)))
      .slice(0, most);
}
