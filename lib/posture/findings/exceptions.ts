import { pathOf } from '../../core/authorization/guardrails';
import { readByIds } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import type { Severity } from '../check';
import { MOST_CRITICAL_DAYS } from './limits';

export type ExceptionRow = NonNullable<Awaited<ReturnType<Transaction['postureException']['findUnique']>>>;

const DAY_MS = 86_400_000;

export type Excepted = { id: string; checkId: string; accountId: string; severity: Severity };

/** The exceptions in force, with a lookup by finding. */
export class Exceptions {
  private readonly byTarget = new Map<string, ExceptionRow[]>();
  /** Equal for exceptions that cover the same findings. */
  readonly key: string;

  /**
   * @param rows the exceptions in force
   * @param targetsOf returns the targets that cover an account: itself, the OUs above it and the root
   */
  constructor(
    rows: readonly ExceptionRow[],
    private readonly targetsOf: (accountId: string) => readonly string[],
    private readonly now: Date,
  ) {
    this.key = JSON.stringify(rows.map((row) => [row.id, row.expiresAt, endOf(row, 'critical') > now]));
    for (const row of rows) this.byTarget.set(row.targetId, [...(this.byTarget.get(row.targetId) ?? []), row]);
  }

  /** Returns the exception that covers a finding. If several do, returns the one that lasts longest. */
  of(finding: Excepted): ExceptionRow | null {
    if (this.byTarget.size === 0) return null;
    let found: ExceptionRow | null = null;
    for (const target of this.targetsOf(finding.accountId)) {
      for (const row of this.byTarget.get(target) ?? []) {
        if (row.findingId === null ? row.checkId !== finding.checkId : row.findingId !== finding.id) continue;
        if (endOf(row, finding.severity) <= this.now) continue;
        if (found === null || row.expiresAt > found.expiresAt) found = row;
      }
    }
    return found;
  }
}

/** Returns when an exception ends for a finding of the given severity. */
export function endOf(row: ExceptionRow, severity: Severity): Date {
  const most = new Date(row.createdAt.getTime() + MOST_CRITICAL_DAYS * DAY_MS);
  return severity === 'critical' && most < row.expiresAt ? most : row.expiresAt;
}

/**
 * Returns the creator of an exception as a reader may see it: the ARN within the reader's own account, otherwise only the account
 * id.
 */
export function creatorOf({ accountId, createdBy }: ExceptionRow, readerId: string): string {
  return accountId === readerId ? createdBy : accountId;
}

type Tree = Parameters<typeof pathOf>[0];

/** Returns the targets that an exception can name to cover an account. */
export function targetsOfAccount(accountId: string, parentId: string | null, tree: Tree | null): string[] {
  return tree ? [accountId, ...pathOf(tree, parentId ?? tree.rootId)] : [accountId];
}

/**
 * Reads the exceptions in force for any of the targets.
 * @param managers the management account of the organization each target belongs to, if any
 */
export async function readExceptions(
  db: Transaction,
  managers: ReadonlyMap<string, string | undefined>,
  now: Date,
): Promise<ExceptionRow[]> {
  const rows = await readByIds(managers.keys(), (ids) =>
    db.postureException.findMany({ where: { targetId: { in: ids }, withdrawnAt: null, expiresAt: { gt: now } } }),
  );
  // Another account's exception holds only while that account manages this one.
  return rows.filter(({ accountId, targetId }) => accountId === targetId || accountId === managers.get(targetId));
}
