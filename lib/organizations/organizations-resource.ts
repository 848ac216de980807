import type { RequestContext } from '@gatehouse/policy/evaluate';
import { defineResource, type Match, type Resource, type Search } from '../core/module/resource';
import type { TagPair } from '../core/tags';
import { readInChunks, sortInTurns } from '../core/work/bulk';
import type { Prisma } from '../db/generated/sqlite/client';
import type { OrganizationScope } from './organizations-operation';

/** A tagged object, with the authorization check for reading or changing its tags. */
export type Taggable = {
  exists: boolean;
  awsManaged?: boolean;
  question: { resource: string; resourceTags?: readonly TagPair[]; context?: RequestContext };
};

/** The lookup of TagResource for a resource type: the pattern of its ids, and the function that finds one. */
type Tagged = { ids: RegExp; find: (scope: OrganizationScope, id: string) => Promise<Taggable> };

type Given<Noun extends string, Model extends Prisma.ModelName> = Pick<
  Resource<Noun, Model, string, unknown>,
  'noun' | 'model' | 'owner' | 'shared' | 'search'
> & { tagged?: Tagged };

/** Defines a resource type of Organizations. Its rows belong to an organization unless stated otherwise. */
export function organizationsResource<Noun extends string, Model extends Prisma.ModelName>({
  tagged,
  ...resource
}: Given<Noun, Model>): Resource<Noun, Model, string, unknown> & { tagged?: Tagged } {
  const owner = { column: 'organizationId', of: 'organization' } as const;
  return { ...defineResource<Noun, Model, string, unknown>({ service: 'organizations', owner, ...resource }), tagged };
}

type Searched = { id: string; name: string; email?: string; type?: string };

/** The condition for an organization's next rows. */
type Next = { where: { organizationId: string; id: { gt: string } }; orderBy: { id: 'asc' }; take: number };

/**
 * Finds an organization's rows by part of a name, id or address, only for its management account, like the lists do. The first by
 * name are returned. All rows are read in pieces, since an organization may have thousands.
 */
export function findInOrganization(rows: (db: OrganizationScope['db'], next: Next) => Promise<Searched[]>): Search['find'] {
  return async ({ db, account: { organization }, accountId }, needle, most): Promise<Match[]> => {
    if (organization?.managementAccountId !== accountId) return [];
    const organizationId = organization.id;
    const chunks = readInChunks(
      (after, take) => rows(db, { where: { organizationId, id: { gt: after } }, orderBy: { id: 'asc' }, take }),
      ({ id }) => id,
    );
    const found: Searched[] = [];
    for await (const some of chunks) {
      found.push(
        ...some.filter(({ id, name, email = '' }) => [name, id, email].some((text) => text.toLowerCase().includes(needle))),
      );
    }
    const sorted = await sortInTurns(found, ({ name: a }, { name: b }) => (a < b ? -1 : a > b ? 1 : 0));
    return sorted
      .slice(0, most)
      .map(({ id, name, type }) => ({ Name: name, Id: id, Detail: id, ...(type ? { Type: type } : {}) }));
  };
}
