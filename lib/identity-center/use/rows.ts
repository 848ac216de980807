import { readByIds, readInChunks } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { lastUsesOfRoles } from '../../iam/role/rows';
import type { InstanceRow } from '../instance/rows';

/** The rows that are read at once. They are small. */
const ROWS_AT_ONCE = 1_000;

/** A permission set in an account. */
export type InAccount = { permissionSetId: string; accountId: string };

type Provisioned = InAccount & { roleId: string };
const SELECT = { id: true, permissionSetId: true, accountId: true, roleId: true } as const;

/** Returns the text that names a permission set in an account. */
export const keyOfUse = ({ permissionSetId, accountId }: InAccount) => `${permissionSetId}/${accountId}`;

/**
 * Returns the last uses of permission sets in accounts, by `keyOfUse`: those of their roles, by any person. A permission set whose role was
 * never used in the account is absent.
 */
export async function readUses(
  db: Transaction,
  instance: Pick<InstanceRow, 'id'>,
  among?: { permissionSetIds: readonly string[] } | { pairs: readonly InAccount[] },
): Promise<ReadonlyMap<string, Date>> {
  const rows = await (among && 'pairs' in among ? readPairs(db, among.pairs) : readAll(db, instance, among?.permissionSetIds));
  const uses = await lastUsesOfRoles(
    db,
    rows.map(({ roleId }) => roleId),
  );
  return new Map(
    rows.flatMap((row) => {
      const lastUsedAt = uses.get(row.roleId);
      return lastUsedAt ? [[keyOfUse(row), lastUsedAt]] : [];
    }),
  );
}

/** An assignment with the last use of its permission set in its account, by any person. */
export type AssignmentUse = InAccount & {
  principalType: string;
  principalId: string;
  createdAt: Date;
  lastUsedAt: Date | null;
};

/** Reads all assignments of an instance with their last uses, in chunks. */
export async function* readAssignmentUses(
  db: Transaction,
  instance: Pick<InstanceRow, 'id'>,
): AsyncGenerator<readonly AssignmentUse[]> {
  const uses = await readUses(db, instance);
  const chunks = readInChunks(
    (after, take) =>
      db.accountAssignment.findMany({ where: { instanceId: instance.id, id: { gt: after } }, orderBy: { id: 'asc' }, take }),
    ({ id }) => id,
    ROWS_AT_ONCE,
  );
  for await (const some of chunks)
    yield some.map(({ accountId, permissionSetId, principalType, principalId, createdAt }) => ({
      accountId,
      permissionSetId,
      principalType,
      principalId,
      createdAt,
      lastUsedAt: uses.get(keyOfUse({ permissionSetId, accountId })) ?? null,
    }));
}

function readPairs(db: Transaction, pairs: readonly InAccount[]): Promise<Provisioned[]> {
  const byKey = new Map(
    pairs.map(({ permissionSetId, accountId }) => [keyOfUse({ permissionSetId, accountId }), { permissionSetId, accountId }]),
  );
  return readByIds(byKey.keys(), (keys) =>
    db.provisionedPermissionSet.findMany({ where: { OR: keys.flatMap((key) => byKey.get(key) ?? []) }, select: SELECT }),
  );
}

/** @param permissionSetIds all by default */
async function readAll(db: Transaction, { id: instanceId }: Pick<InstanceRow, 'id'>, permissionSetIds?: readonly string[]) {
  const of = permissionSetIds && { permissionSetId: { in: [...permissionSetIds] } };
  const chunks = readInChunks(
    (after, take) =>
      db.provisionedPermissionSet.findMany({
        where: { instanceId, ...of, id: { gt: after } },
        orderBy: { id: 'asc' },
        take,
        select: SELECT,
      }),
    ({ id }) => id,
    ROWS_AT_ONCE,
  );
  const rows: Provisioned[] = [];
  for await (const some of chunks) rows.push(...some);
  return rows;
}
