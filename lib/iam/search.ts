import { iamArn } from '../core/arns';
import type { Search } from '../core/resource';
import type { Transaction } from '../db/client';
import { shownProviderArn } from './provider-arns';

/** Rows that have a name and a path of their own. */
type NamedRow = { id: string; name: string; path: string };
type NamedWhere = { accountId: string; OR: [{ nameKey: { contains: string } }, { id: string }] };
type NamedQuery = { where: NamedWhere; take: number; orderBy: { nameKey: 'asc' } };

/** The question whether the caller may list a resource type, all of whose ARNs lie below one beginning. */
export function listingCheck(action: string, beginning: string): Search['listing'] {
  return ({ partition, accountId }) => ({ action, resource: `arn:${partition}:iam::${accountId}:${beginning}` });
}

/** An ARN is searched for by its last part. */
export function nameOf(needle: string): string {
  return needle.startsWith('arn:') ? needle.slice(needle.lastIndexOf('/') + 1) : needle;
}

/** The query for rows of an account that have such a name, or exactly such an id. */
export function namedQuery(accountId: string, needle: string, take: number): NamedQuery {
  const where: NamedWhere = { accountId, OR: [{ nameKey: { contains: nameOf(needle) } }, { id: needle.toUpperCase() }] };
  return { where, take, orderBy: { nameKey: 'asc' } };
}

/** Finds by name or id what is named `<type>/<path>/<name>` in its ARN. */
export function findNamed(type: string, rows: (db: Transaction, query: NamedQuery) => Promise<NamedRow[]>): Search['find'] {
  return async ({ db, accountId, partition }, needle, most) => {
    const found = await rows(db, namedQuery(accountId, needle, most));
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
