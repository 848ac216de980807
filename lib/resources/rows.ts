import { randomUUID } from 'node:crypto';
import type { Place, ResourceKind, StoredResource } from '../core/module/kind';
import { quotas } from '../core/quotas';
import type { TagPair } from '../core/tags';
import { storedJson } from '../core/text/stored-json';
import { readByIds, readInChunks, sortInTurns } from '../core/work/bulk';
import type { Transaction } from '../db/client';

type Row = NonNullable<Awaited<ReturnType<Transaction['resource']['findUnique']>>>;

/** Parses a row. */
export function fromRow<Settings extends object>(row: Row): StoredResource<Settings> {
  const { id, accountId, region, name, arn, policy, createdAt } = row;
  const tags = storedJson<TagPair[]>(row.tags);
  return { id, accountId, region, name, arn, policy, tags, settings: storedJson<Settings>(row.settings), createdAt };
}

/** Adds the accounts' settings for all their resources of the kind. */
export async function withInherited<Settings extends object>(
  db: Transaction,
  { inherited }: ResourceKind<Settings>,
  resources: readonly StoredResource<Settings>[],
): Promise<StoredResource<Settings>[]> {
  const found = await inherited?.(db, resources);
  if (!found || found.size === 0) return [...resources];
  return resources.map((resource) => {
    const own = found.get(resource.accountId);
    return own ? { ...resource, inherited: own } : resource;
  });
}

/**
 * Returns the resource of an ARN, or null. Resources of closed accounts count as missing. The answer to a call must not tell a
 * caller without permission whether the resource exists.
 */
export async function findResource<Settings extends object>(
  db: Transaction,
  kind: ResourceKind<Settings>,
  arn: string,
): Promise<StoredResource<Settings> | null> {
  return (await findResources(db, kind, [arn])).get(arn) ?? null;
}

/** Returns the existing resources among several ARNs, by ARN. */
export async function findResources<Settings extends object>(
  db: Transaction,
  kind: ResourceKind<Settings>,
  arns: Iterable<string>,
): Promise<ReadonlyMap<string, StoredResource<Settings>>> {
  const { service, type } = kind;
  const rows = await readByIds(arns, (some) => db.resource.findMany({ where: { arn: { in: some }, service, type } }));
  const usable = await ofUsableAccounts(db, rows);
  const found = await withInherited(
    db,
    kind,
    usable.map((row) => fromRow<Settings>(row)),
  );
  return new Map(found.map((resource) => [resource.arn, resource]));
}

const STATE = Object.freeze({ id: true, state: true } as const);

/**
 * Filters rows by their accounts in a separate query: a query over two tables has to go through Prisma, which takes longer than
 * the rest of a call.
 */
async function ofUsableAccounts(db: Transaction, rows: readonly Row[]): Promise<Row[]> {
  const accounts = await readByIds(
    rows.map(({ accountId }) => accountId),
    (ids) => db.account.findMany({ where: { id: { in: ids } }, select: STATE }),
  );
  const usable = new Set(accounts.flatMap(({ id, state }) => (state === 'ACTIVE' ? [id] : [])));
  return rows.filter(({ accountId }) => usable.has(accountId));
}

/** Returns the resource of an id. The rules of `findResource` apply. */
export async function findResourceById<Settings extends object>(
  db: Transaction,
  kind: ResourceKind<Settings>,
  id: string,
): Promise<StoredResource<Settings> | null> {
  const { service, type } = kind;
  const row = await db.resource.findFirst({ where: { id, service, type } });
  const usable = row ? await ofUsableAccounts(db, [row]) : [];
  const [found = null] = await withInherited(
    db,
    kind,
    usable.map((one) => fromRow<Settings>(one)),
  );
  return found;
}

/**
 * Returns the resource of a name in an account and Region, for kinds whose ARN does not follow from the name. The rules of
 * `findResource` apply.
 */
export async function findResourceByName<Settings extends object>(
  db: Transaction,
  { service, type }: ResourceKind<Settings>,
  { accountId, region }: Pick<Place, 'accountId' | 'region'>,
  name: string,
): Promise<StoredResource<Settings> | null> {
  const row = await db.resource.findFirst({ where: { accountId, region, service, type, name } });
  const [usable] = row ? await ofUsableAccounts(db, [row]) : [];
  return usable ? fromRow(usable) : null;
}

/** The rows read before other calls run. */
const AT_ONCE = 500;

/** Returns all resources of a kind in an account and Region, sorted by name, and yields to other calls in between. */
export async function listResources<Settings extends object>(
  db: Transaction,
  kind: ResourceKind<Settings>,
  { accountId, region }: Pick<Place, 'accountId' | 'region'>,
): Promise<StoredResource<Settings>[]> {
  const { service, type } = kind;
  const chunks = readInChunks(
    (after, take) =>
      db.resource.findMany({
        where: { accountId, region, service, type, name: { gt: after } },
        orderBy: { name: 'asc' },
        take,
      }),
    ({ name }) => name,
    AT_ONCE,
  );
  const found: StoredResource<Settings>[] = [];
  for await (const rows of chunks) found.push(...rows.map((row) => fromRow<Settings>(row)));
  // Databases sort differently.
  const ordered = await sortInTurns(found, (a, b) => (a.name < b.name ? -1 : 1));
  return withInherited(db, kind, ordered);
}

/** Returns the resources of a kind in all Regions of an account, sorted by Region. The kind has few in each. */
export async function listInAllRegions<Settings extends object>(
  db: Transaction,
  { service, type }: ResourceKind<Settings>,
  accountId: string,
): Promise<StoredResource<Settings>[]> {
  const rows = await db.resource.findMany({ where: { accountId, service, type }, orderBy: { region: 'asc' } });
  return rows.map((row) => fromRow<Settings>(row));
}

/** Returns whether an account and Region may have one more resource of a kind. */
export async function hasRoomFor(
  db: Transaction,
  { service, type, quota }: Pick<ResourceKind, 'service' | 'type' | 'quota'>,
  { accountId, region }: Place,
): Promise<boolean> {
  if (quota === undefined) return true;
  return (await db.resource.count({ where: { accountId, region, service, type } })) < quotas()[quota];
}

type NewResource<Settings> = {
  id?: string;
  name: string;
  /** Set if it does not follow from the name. */
  arn?: string;
  policy?: string | null;
  tags?: readonly TagPair[];
  settings: Settings;
  createdAt: Date;
};

/** Stores a new resource. The caller has checked the quota and the name. */
export async function createResource<Settings extends object>(
  db: Transaction,
  kind: ResourceKind<Settings>,
  place: Place,
  { id = randomUUID(), name, arn = kind.arn(place, name), policy = null, tags = [], settings, createdAt }: NewResource<Settings>,
): Promise<StoredResource<Settings>> {
  const { service, type } = kind;
  const { accountId, region } = place;
  const data = { id, accountId, region, service, type, name, arn, policy, createdAt };
  const row = await db.resource.create({ data: { ...data, tags: tagsText(tags), settings: JSON.stringify(settings) } });
  return fromRow(row);
}

/** Changes parts of a resource. Omitted parts stay unchanged. @returns the changed resource */
export async function updateResource<Settings extends object>(
  db: Transaction,
  resource: StoredResource<Settings>,
  change: { policy?: string | null; tags?: readonly TagPair[]; settings?: Partial<Settings> },
): Promise<StoredResource<Settings>> {
  const row = await db.resource.update({
    where: { id: resource.id },
    data: {
      ...(change.policy === undefined ? {} : { policy: change.policy }),
      ...(change.tags && { tags: tagsText(change.tags) }),
      ...(change.settings && { settings: JSON.stringify({ ...resource.settings, ...change.settings }) }),
    },
  });
  return fromRow(row);
}

export async function deleteResource(db: Transaction, { id }: StoredResource): Promise<void> {
  await db.resource.delete({ where: { id } });
}

function tagsText(tags: readonly TagPair[]): string {
  return JSON.stringify(tags.toSorted((a, b) => (a.Key < b.Key ? -1 : 1)));
}
