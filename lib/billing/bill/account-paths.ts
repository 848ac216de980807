import { type Guardrails, pathOf } from '../../core/authorization/guardrails';
import { readInChunks } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';

const ROWS_AT_ONCE = 1_000;

/** Yields all accounts of an organization with the ids of their root and OUs, from the root down. */
export async function* accountPaths(db: Transaction, tree: Guardrails): AsyncGenerator<{ id: string; path: string[] }> {
  const chunks = readInChunks(
    (after, take) =>
      db.account.findMany({
        where: { organizationId: tree.organizationId, id: { gt: after } },
        orderBy: { id: 'asc' },
        take,
        select: { id: true, parentId: true },
      }),
    ({ id }) => id,
    ROWS_AT_ONCE,
  );
  for await (const rows of chunks) for (const { id, parentId } of rows) yield { id, path: pathOf(tree, parentId ?? tree.rootId) };
}
