import type { AccessAccount, AccessModel, AccessResource } from '@gatehouse/policy/analyze';
import { accessModelOf, earlierModel, loadAccessAccounts } from '../../../access/model/access-model';
import { findAccountFacts } from '../../../core/account-facts';
import { BoundedMap } from '../../../core/cache/bounded-map';
import type { Transaction } from '../../../db/client';
import { pack, readContents, unpack } from '../../../snapshot/contents';
import { earlierRows } from '../../../snapshot/earlier-rows';
import { comparesAccess } from '../../format/account-checks';
import type { Check, Way } from '../../format/checks';
import type { Scenario } from '../../format/schema';
import { PARTITION } from '../../run/callers';
import type { AttemptExtent } from '../../run/extent';
import { type Circumstances, Undecided } from '../circumstances';

/** The accounts of an attempt now: for comparisons, and as other questions about many principals see them. The stamp changes with them. */
export type Present = { stamp: string; model: AccessModel; plain: AccessModel };
/** The accounts of an attempt at its start, as a model and as rows. */
export type Past = { model: AccessModel; rows: Transaction };

const present = new BoundedMap<string, Present>(100);
const past = new BoundedMap<string, Promise<Past>>(100);

/** Returns a model of all accounts of the attempt as they are now. It is cached until they change. */
export async function accountsNow({ attempt, database, extent }: Circumstances): Promise<Present> {
  const { accountIds } = await extent();
  const found = await Promise.all(accountIds.map((id) => findAccountFacts(database.reader, id)));
  const facts = found.filter((one) => one !== null);
  const stamp = JSON.stringify(
    facts.map(({ id, revision, parentId, organization }) => [id, revision, parentId, organization?.revision]),
  );
  const known = present.get(attempt.attemptId);
  if (known?.stamp === stamp) return known;
  const parts = await loadAccessAccounts({ db: database.reader, partition: PARTITION }, facts);
  const plain = accessModelOf([...parts.values()]);
  const kept = { stamp, model: withTrustPolicies(plain), plain };
  present.set(attempt.attemptId, kept);
  return kept;
}

/**
 * Returns all accounts of the attempt as they were at its start.
 * @throws Undecided if the attempt is older than the checks that compare with its start
 */
export function accountsAtStart({ attempt }: Circumstances): Promise<Past> {
  const known = past.get(attempt.attemptId);
  if (known) return known;
  const { startRows } = attempt;
  if (startRows === undefined) throw new Undecided('The attempt has no record of its start.');
  const accounts = readPast(startRows);
  past.set(attempt.attemptId, accounts);
  // A failed read is tried again at the next evaluation.
  accounts.catch(() => past.delete(attempt.attemptId));
  return accounts;
}

async function readPast(startRows: string): Promise<Past> {
  const rows = earlierRows(await unpack(Buffer.from(startRows, 'base64')));
  return { rows, model: withTrustPolicies(await earlierModel(rows, PARTITION)) };
}

/** Returns whether checks of a pack compare access with the start of an attempt. */
export function comparesWithStart({ steps }: Scenario): boolean {
  const checks = steps.flatMap((step) => step.checks);
  return checks.flatMap((check): (Check | Way)[] => (check.kind === 'anyOf' ? check.of : [check])).some(comparesAccess);
}

/** Returns the rows of the attempt's accounts as a text, from which `accountsAtStart` reads them. */
export async function readStartRows(db: Transaction, extent: AttemptExtent): Promise<string> {
  return Buffer.from(await pack(await readContents(db, extent))).toString('base64');
}

/**
 * Adds the trust policies of roles to the resources of a model. A trust policy that names a principal of its account lets it assume the role
 * without a policy of its own, so it belongs to what the principal may do.
 */
function withTrustPolicies(model: AccessModel): AccessModel {
  return { ...model, resources: [...model.resources, ...model.accounts.flatMap(rolesOf)] };
}

function rolesOf({ accountId, principals }: AccessAccount): AccessResource[] {
  return principals.flatMap(({ arn, trust }) => (trust === undefined ? [] : [{ arn, accountId, policy: trust }]));
}
