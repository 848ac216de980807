import type { AccountFacts } from '../core/account-facts';
import { readByIds } from '../core/bulk';
import { loadGuardrails } from '../core/guardrails';
import type { Transaction } from '../db/client';
import { findCheck } from './catalogue';
import type { Severity } from './check';
import { Exceptions, readExceptions, targetsOfAccount } from './exceptions';
import { advance, type Finding } from './findings';
import type { Judged, Verdict } from './judge';
import { toFinding } from './rows';
import { type Score, type ScoredCheck, scoreOf } from './score';

/** The exceptions that bear on some accounts. */
export async function exceptionsFor(
  db: Transaction,
  accounts: readonly Pick<AccountFacts, 'id' | 'parentId' | 'organization'>[],
  now: Date,
): Promise<Exceptions> {
  const targets = new Map<string, readonly string[]>();
  for (const { id, parentId, organization } of accounts) {
    const tree = organization ? await loadGuardrails(db, organization) : null;
    targets.set(id, targetsOfAccount(id, parentId, tree));
  }
  const rows = await readExceptions(db, new Set([...targets.values()].flat()), now);
  return new Exceptions(rows, (accountId) => targets.get(accountId) ?? [accountId], now);
}

/** The stored findings of accounts, or those of their organizations. */
export async function readFindings(
  db: Transaction,
  accountIds: readonly string[],
  of: 'account' | 'organization',
): Promise<Finding[]> {
  const organizationId = of === 'account' ? null : { not: null };
  const rows = await readByIds(accountIds, (ids) =>
    db.postureFinding.findMany({ where: { accountId: { in: ids }, organizationId } }),
  );
  return rows.map(toFinding);
}

/** The findings as they stand now, from those that are stored and what the checks say. Nothing is written. */
export function standing(
  stored: readonly Finding[],
  { verdicts, subjects }: Pick<Judged, 'verdicts' | 'subjects'>,
  exceptions: Exceptions,
  now: Date,
): Finding[] {
  const examined = new Set(verdicts.map(({ check }) => check.id));
  return advance(
    stored,
    verdicts.flatMap(({ found }) => found),
    {
      now,
      isExcepted: (finding) => exceptions.of(finding) !== null,
      wasExamined: (checkId) => examined.has(checkId),
      exists: ({ id }) => subjects.has(id),
      isEvent: (checkId) => findCheck(checkId)?.event === true,
    },
  );
}

export type Tally = { score: Score; active: Record<Severity, number>; suppressed: number };

/** What verdicts come to, of one account or of many together: the subjects of a check are counted over all of them. */
export function tally(verdicts: Iterable<Verdict>, exceptions: Exceptions): Tally {
  const checks = new Map<string, ScoredCheck & { active: Severity[] }>();
  const active: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0 };
  let suppressed = 0;
  for (const { check, applicable, found } of verdicts) {
    if (applicable === null) continue;
    const scored = checks.get(check.id) ?? { severity: check.severity, applicable: 0, active: [], failing: 0 };
    checks.set(check.id, scored);
    const [open, excepted] = [new Set<string>(), new Set<string>()];
    for (const finding of found) {
      const isExcepted = exceptions.of(finding) !== null;
      (isExcepted ? excepted : open).add(finding.failing.subject.id);
      if (isExcepted) suppressed += 1;
      else {
        active[finding.severity] += 1;
        scored.active.push(finding.severity);
      }
    }
    const out = [...excepted].filter((id) => !open.has(id)).length;
    scored.applicable += Math.max(0, applicable - out);
    scored.failing += open.size;
  }
  return { score: scoreOf([...checks.values()]), active, suppressed };
}
