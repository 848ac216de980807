import { countRows, type Resource, type Summary } from '../../core/module/resource';
import { type QuotaName, quotas } from '../../core/quotas';
import type { Transaction } from '../../db/client';
import type { Prisma } from '../../db/generated/sqlite/client';
import { iamResources } from '../resources';

// biome-ignore lint/suspicious/noExplicitAny: only the names of the lines are asked for.
type LineOf<R> = R extends Resource<any, any, any, any, infer Line> ? Line : never;
type Line = LineOf<(typeof iamResources)[number]>;

const resources: readonly { model: Prisma.ModelName; quota?: QuotaName; summary?: Summary<Line> }[] = iamResources;

/** Returns the entries of GetAccountSummary for resource types. */
export async function summarizeResources(db: Transaction, accountId: string): Promise<Record<Line, number>> {
  const lines: [Line, number][] = [];
  for (const { model, quota, summary } of resources) {
    if (summary?.count) lines.push([summary.count, await countRows(db, model, { accountId })]);
    if (summary?.quota && quota) lines.push([summary.quota, quotas()[quota]]);
    if (summary?.ofRoot) lines.push([summary.ofRoot, Number((await countRows(db, model, { accountId, userId: null })) > 0)]);
  }
  return Object.fromEntries(lines) as Record<Line, number>;
}
