import type { AccountFacts } from '../../core/account-facts';
import { loadGuardrails } from '../../core/authorization/guardrails';
import { giveWay, grouped, readByIds } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { findCheck } from '../catalogue';
import { advance, type Finding } from '../findings';
import type { Judged } from '../judge';
import { Exceptions, readExceptions, targetsOfAccount } from './exceptions';
import { toFinding } from './rows';

/** Reads the exceptions that cover the accounts. */
export async function exceptionsFor(
  db: Transaction,
  accounts: readonly Pick<AccountFacts, 'id' | 'parentId' | 'organization'>[],
  now: Date,
): Promise<Exceptions> {
  const targets = new Map<string, readonly string[]>();
  const managers = new Map<string, string | undefined>();
  for (const { id, parentId, organization } of accounts) {
    const tree = organization ? await loadGuardrails(db, organization) : null;
    const own = targetsOfAccount(id, parentId, tree);
    targets.set(id, own);
    for (const target of own) managers.set(target, organization?.managementAccountId);
  }
  const rows = await readExceptions(db, managers, now);
  return new Exceptions(rows, (accountId) => targets.get(accountId) ?? [accountId], now);
}

/** Reads the stored findings of accounts or of their organizations. */
export async function readFindings(
  db: Transaction,
  accountIds: readonly string[],
  of: 'account' | 'organization',
): Promise<Finding[]> {
  const organizationId = of === 'account' ? null : { not: null };
  const rows = await readByIds(accountIds, (ids) =>
    db.postureFinding.findMany({ where: { accountId: { in: ids }, organizationId } }),
  );
  const findings: Finding[] = [];
  for (const row of rows) {
    findings.push(toFinding(row));
    await giveWay();
  }
  return findings;
}

/** Computes the current findings from stored findings and check results. Writes nothing. */
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

/** Returns the version of each account's last written findings. Accounts without written findings are absent. */
async function readVersions(db: Transaction, accountIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await readByIds(accountIds, (ids) => db.postureKept.findMany({ where: { accountId: { in: ids } } }));
  return new Map(rows.map(({ accountId, version }) => [accountId, version]));
}

type Stood = { stamp: string; findings: readonly Finding[] };
const stood = new WeakMap<Pick<Judged, 'verdicts'>, Stood>();

/**
 * Returns the current findings by account. They are recomputed only for accounts whose judgment or stored findings changed. The
 * last-seen time of an active finding may be old, so readers show it as now.
 */
export async function standings(
  db: Transaction,
  judged: readonly Judged[],
  exceptions: Exceptions,
  now: Date,
): Promise<Map<string, readonly Finding[]>> {
  const versions = await readVersions(
    db,
    judged.map(({ accountId }) => accountId),
  );
  const stampOf = ({ accountId }: Judged) => [versions.get(accountId), exceptions.key].join(' ');
  const due = judged.filter((each) => stood.get(each)?.stamp !== stampOf(each));
  const stored = grouped(
    await readFindings(
      db,
      due.map(({ accountId }) => accountId),
      'account',
    ),
    ({ accountId }) => accountId,
  );
  for (const each of due) {
    stood.set(each, { stamp: stampOf(each), findings: standing(stored.get(each.accountId) ?? [], each, exceptions, now) });
    await giveWay();
  }
  return new Map(judged.map((each) => [each.accountId, stood.get(each)?.findings ?? []]));
}
