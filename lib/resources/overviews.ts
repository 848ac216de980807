import { REGIONS } from '@gatehouse/catalog/regions';
import { callerMay } from '../core/authorization/authorize';
import { toShownPrincipals } from '../core/authorization/stored-principals';
import { type List, readListPage, type Seen } from '../core/list/list';
import { ListInput, type ListPage } from '../core/list/schema';
import { isGone, type Listed, type ResourceKind, type StoredResource } from '../core/module/kind';
import type { AskingSearch, Match } from '../core/module/resource';
import { type Check, defineOperation, type Scope } from '../core/operation';
import type { TagPair } from '../core/tags';
import { zip } from '../core/text/lists';
import { giveWay, grouped, readInChunks } from '../core/work/bulk';
import { NO_POLICY, type PolicyReach, policyReach } from './policy-reach';
import { resourceCheck } from './questions';
import { fromRow, withInherited } from './rows';

/** A resource in the console's list. A part is `null` if the caller may not read it. */
export type ResourceOverview = {
  Arn: string;
  Name: string;
  Region: string;
  Created: Date;
  /** Absent for kinds without policies. */
  Policy?: PolicyReach | null;
  Tags: TagPair[] | null;
  /** The kind's details, by the names of its columns. */
  Facts: Record<string, string> | null;
};

/**
 * The number of resources of a kind by Region, or null if the caller may list none. `DeniedRegions`: the Regions with resources
 * that the caller may not list.
 */
export type ResourceCounts = { Regions: Record<string, number> | null; DeniedRegions: string[] };

type Parts = { policy: PolicyReach; tags: readonly TagPair[]; facts: Record<string, string> };
/** A kind that lists show. */
export type ListedKind<Settings extends object = object> = ResourceKind<Settings> & { listed: Listed<Settings> };

/** Returns a kind that is listed. @throws Error for any other kind, which is a programming error */
export function asListed<Settings extends object>(kind: ResourceKind<Settings>): ListedKind<Settings> {
  if (!kind.listed) throw new Error(`${kind.service} ${kind.type} is listed with another kind`);
  return kind as ListedKind<Settings>;
}

/**
 * Returns the console's list of an account's resources of a kind, over all Regions. A caller may use it with permission to list
 * in one of the Regions that have some. Regions without that permission are left out, and each part of a row needs its own
 * permission.
 */
export function listResourceOverviews<Settings extends object>(given: ResourceKind<Settings>) {
  const kind = asListed(given);
  const list = listOf(kind);
  return defineOperation({
    service: kind.service,
    name: `List${kind.listed.noun}Overviews`,
    access: 'List',
    input: ListInput,
    target: async (_, scope) => {
      const regions = await regionsOf(scope, kind);
      return { ...regions, listing: await listingAnywhere(kind, scope, regions) };
    },
    checks: (_, __, { listing }) => [listing],
    run: async (asked, scope, { allowed }): Promise<ListPage<ResourceOverview>> => {
      const page = await readListPage(scope, list, asked, ({ region }) => allowed.has(region));
      return { ...page, Rows: page.Rows.map((seen) => toOverview(kind, seen)) };
    },
  });
}

function listOf<Settings extends object>(kind: ListedKind<Settings>): List<StoredResource<Settings>, Parts> {
  const { facts = {}, factsBy, policyBy, tagsBy } = kind.listed;
  const factFields = Object.keys(facts).map((name) => {
    const cell = (all: Record<string, string> | null) => all?.[name] || null;
    return [name, { of: 'facts' as const, sort: (all: Parts['facts'] | null) => cell(all) ?? undefined, filter: cell }] as const;
  });
  return {
    rows: (scope) => rowsOf(scope, kind),
    name: ({ arn }) => arn,
    key: ({ arn }) => arn,
    check: (action, row, scope) => resourceCheck(action, scope, kind, { arn: row.arn, accountId: row.accountId, found: row }),
    parts: {
      policy: { ...(policyBy && { actions: [policyBy] }), read: (scope, rows) => readReaches(scope, kind, rows) },
      tags: {
        ...(tagsBy && { actions: [tagsBy] }),
        read: async () => (row) => row.tags,
      },
      facts: {
        ...(factsBy && { actions: [factsBy] }),
        read: async (scope) => (row) =>
          Object.fromEntries(Object.entries(facts).map(([name, factOf]) => [name, factOf(row, scope.now) ?? ''])),
      },
    },
    sort: 'name',
    fields: {
      name: { sort: ({ name }) => name, filter: ({ name }) => name },
      region: { sort: ({ region }) => region, filter: ({ region }) => region },
      policy: {
        of: 'policy',
        sort: (reach) => (reach ? reachRank(reach) : undefined),
        filter: (reach) => (reach ? reachWords(reach) : null),
      },
      tags: { of: 'tags', filter: (tags) => (tags ?? []).map(({ Key, Value }) => `${Key}=${Value}`) },
      created: { sort: ({ createdAt }) => createdAt },
      arn: { sort: ({ arn }) => arn, filter: ({ arn }) => arn },
      ...Object.fromEntries(factFields),
    },
  };
}

/** Reads all existing resources of a kind, in every Region. */
async function* rowsOf<Settings extends object>(
  { db, accountId, now }: Scope,
  kind: ListedKind<Settings>,
): AsyncGenerator<StoredResource<Settings>[]> {
  const { service, type } = kind;
  const chunks = readInChunks(
    (after, take) =>
      db.resource.findMany({ where: { accountId, service, type, id: { gt: after } }, orderBy: { id: 'asc' }, take }),
    ({ id }) => id,
  );
  for await (const rows of chunks) {
    const all = rows.map((row) => fromRow<Settings>(row));
    yield withInherited(
      db,
      kind,
      all.filter((resource) => !isGone(kind, resource, now)),
    );
  }
}

/** Reads the names of a kind's resources without their contents. */
function namesOf<Settings extends object>({ db, accountId }: Scope, { service, type, listed }: ListedKind<Settings>) {
  const select = { id: true, arn: true, region: true, settings: listed.alsoNamed !== undefined };
  return readInChunks(
    (after, take) =>
      db.resource.findMany({ where: { accountId, service, type, id: { gt: after } }, orderBy: { id: 'asc' }, take, select }),
    ({ id }) => id,
    SMALL_ROWS,
  );
}

/** The rows per read, since they are small. */
const SMALL_ROWS = 1_000;
/** The most matches that a search looks for. */
const MOST_LOOKED_AT = 100;

async function readReaches<Settings extends object>(
  { db, partition }: Scope,
  kind: ListedKind<Settings>,
  rows: readonly StoredResource<Settings>[],
) {
  const having = rows.flatMap((row) => (row.policy === null ? [] : [{ row, stored: row.policy }]));
  const shown = await toShownPrincipals(
    db,
    partition,
    'resource',
    having.map(({ stored }) => stored),
  );
  const reaches = new Map<string, PolicyReach>();
  for (const [{ row }, document] of zip(having, shown)) {
    const reach = await policyReach(document, row.accountId, kind.listed.isPublic?.(row));
    reaches.set(row.id, { ...reach, Blocked: kind.blocksPublicAccess?.(row) ?? false });
    const turn = giveWay();
    if (turn) await turn;
  }
  return ({ id }: StoredResource<Settings>) => reaches.get(id) ?? NO_POLICY;
}

/** Returns the rank of a policy's reach. The most open comes last. */
function reachRank({ Statements, Public, Outside, Blocked }: PolicyReach): number {
  return (Public && !Blocked ? 2_000_000 : 0) + (Outside ? 1_000_000 : 0) + Statements;
}

function reachWords({ Statements, Public, Outside, Blocked }: PolicyReach): string[] {
  if (Statements === 0) return ['No policy'];
  return ['Has a policy', ...(Public ? [Blocked ? 'Public, blocked' : 'Public'] : []), ...(Outside ? ['Shared outside'] : [])];
}

function toOverview<Settings extends object>(
  { policy }: ListedKind<Settings>,
  { row, parts }: Seen<StoredResource<Settings>, Parts>,
): ResourceOverview {
  return {
    Arn: row.arn,
    Name: row.name,
    Region: row.region,
    Created: row.createdAt,
    ...(policy && { Policy: parts.policy }),
    Tags: parts.tags && [...parts.tags],
    Facts: parts.facts,
  };
}

/** Returns the check for listing resources of a kind in a Region, whatever the call's Region is. */
function listingIn<Settings extends object>({ listed }: ListedKind<Settings>, scope: Scope, region: string): Check {
  return inRegion(listed.check, scope, region);
}

/** Returns a check without a resource, in a Region. */
function inRegion(checkIn: Listed<object>['check'], { accountId }: Scope, region: string): Check {
  const check = checkIn({ accountId, region });
  return { ...check, context: { ...check.context, 'aws:RequestedRegion': region } };
}

type Regions = { allowed: ReadonlyMap<string, number>; denied: string[] };

/**
 * Returns the check for listing resources of a kind at all: in a Region with some and with permission. Without resources, any Region
 * of the partition with permission will do. Otherwise, the check is that of the call's Region.
 */
async function listingAnywhere<Settings extends object>(
  kind: ListedKind<Settings>,
  scope: Scope,
  { allowed, denied }: Regions,
): Promise<Check> {
  const { region: ofCall } = scope.call;
  const [first] = allowed.keys();
  if (first !== undefined || denied.length > 0) return listingIn(kind, scope, first ?? ofCall);
  const may = await callerMay(scope);
  for (const region of [ofCall, ...regionsIn(scope)]) {
    const check = listingIn(kind, scope, region);
    if (await may(check)) return check;
    await giveWay();
  }
  return listingIn(kind, scope, ofCall);
}

/**
 * Returns the Regions in which an account has resources of a kind. Regions that the caller may list have the number of stored
 * resources. The others are separate.
 */
async function regionsOf<Settings extends object>(scope: Scope, kind: ListedKind<Settings>): Promise<Regions> {
  const { db, accountId } = scope;
  const { service, type } = kind;
  const found = await db.resource.groupBy({ by: ['region'], where: { accountId, service, type }, _count: { _all: true } });
  const may = found.length > 0 ? await callerMay(scope) : null;
  const allowed = new Map<string, number>();
  const denied: string[] = [];
  for (const { region, _count } of found) {
    if (await may?.(listingIn(kind, scope, region))) allowed.set(region, _count._all);
    else denied.push(region);
  }
  return { allowed, denied: denied.sort() };
}

function regionsIn({ partition }: Scope): string[] {
  return REGIONS.flatMap((region) => (region.partition === partition ? region.code : []));
}

/** Counts an account's resources of a kind that the caller may list. */
export async function countOfKind<Settings extends object>(scope: Scope, given: ResourceKind<Settings>): Promise<ResourceCounts> {
  const kind = asListed(given);
  const may = await callerMay(scope);
  const regions = await regionsOf(scope, kind);
  const { allowed, denied: DeniedRegions } = regions;
  if (!(await may(await listingAnywhere(kind, scope, regions)))) return { Regions: null, DeniedRegions };
  // If stored resources never expire, their rows need not be read.
  if (!kind.goneAt) return { Regions: Object.fromEntries(allowed), DeniedRegions };
  const Regions: Record<string, number> = {};
  for await (const rows of rowsOf(scope, kind)) {
    for (const [region, all] of grouped(rows, (row) => row.region))
      if (allowed.has(region)) Regions[region] = (Regions[region] ?? 0) + all.length;
  }
  return { Regions, DeniedRegions };
}

/** Returns the search for resources of a kind, in every Region in which the caller may list them. */
export function searchOfKind<Settings extends object>(given: ResourceKind<Settings>): AskingSearch {
  const kind = asListed(given);
  return {
    kind: kind.listed.label,
    find: async (scope, needle, most): Promise<Match[]> => {
      const { allowed } = await regionsOf(scope, kind);
      const named = await alsoNamedIn(scope, kind, allowed);
      const ids: string[] = [];
      for await (const rows of namesOf(scope, kind)) {
        const matching = rows.filter(
          (row) => allowed.has(row.region) && [row.arn, ...named(row)].some((name) => name.toLowerCase().includes(needle)),
        );
        ids.push(...matching.map(({ id }) => id));
        if (ids.length >= MOST_LOOKED_AT) break;
      }
      const rows = await scope.db.resource.findMany({ where: { id: { in: ids.slice(0, MOST_LOOKED_AT) } } });
      const found = rows.map((row) => fromRow<Settings>(row)).filter((resource) => !isGone(kind, resource, scope.now));
      return found
        .sort((a, b) => (`${a.name} ${a.region}` < `${b.name} ${b.region}` ? -1 : 1))
        .slice(0, most)
        .map((row) => ({ Name: row.name, Id: row.arn, Detail: [...named(row), row.region].join(', ') }));
    },
  };
}

/** Reads the other names of resources, in the Regions in which the caller may list such names. */
async function alsoNamedIn<Settings extends object>(
  scope: Scope,
  { listed: { alsoNamed } }: ListedKind<Settings>,
  regions: ReadonlyMap<string, number>,
): Promise<(row: { region: string; settings?: unknown }) => readonly string[]> {
  if (!alsoNamed || regions.size === 0) return () => [];
  const may = await callerMay(scope);
  const shown = new Set<string>();
  for (const region of regions.keys()) if (await may(inRegion(alsoNamed.check, scope, region))) shown.add(region);
  return ({ region, settings }) => {
    if (!shown.has(region) || settings === undefined) return [];
    return alsoNamed.names((typeof settings === 'string' ? JSON.parse(settings) : settings) as Settings);
  };
}
