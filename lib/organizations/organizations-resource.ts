import { readInChunks, sortInTurns } from '../core/bulk';
import { defineResource, type Match, type Resource, type Search } from '../core/resource';
import type { TagPair } from '../core/tags';
import type { Prisma } from '../db/generated/sqlite/client';
import type { RequestContext } from '../engine';
import type { OrganizationScope } from './organizations-operation';

/** What carries tags, and how a permission to see or change them is asked for. */
export type Taggable = {
  exists: boolean;
  awsManaged?: boolean;
  question: { resource: string; resourceTags?: readonly TagPair[]; context?: RequestContext };
};

/** How TagResource finds one of a resource type: by what its ids look like. */
type Tagged = { ids: RegExp; find: (scope: OrganizationScope, id: string) => Promise<Taggable> };

type Given<Noun extends string, Model extends Prisma.ModelName> = Pick<
  Resource<Noun, Model, string, unknown>,
  'noun' | 'model' | 'owner' | 'shared' | 'search'
> & { tagged?: Tagged };

/** A resource type of Organizations: its rows are an organization's unless it says otherwise. */
export function organizationsResource<Noun extends string, Model extends Prisma.ModelName>({
  tagged,
  ...resource
}: Given<Noun, Model>): Resource<Noun, Model, string, unknown> & { tagged?: Tagged } {
  const owner = { column: 'organizationId', of: 'organization' } as const;
  return { ...defineResource<Noun, Model, string, unknown>({ service: 'organizations', owner, ...resource }), tagged };
}

type Searched = { id: string; name: string; email?: string; type?: string };

/** Which rows of an organization come next. */
type Next = { where: { organizationId: string; id: { gt: string } }; orderBy: { id: 'asc' }; take: number };

/**
 * Finds by part of name, id or address among an organization's rows, for its management account alone, as the lists do. The first by name
 * are found. All are read, some at a time: an organization may have thousands.
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
