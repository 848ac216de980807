import type { AccessAccount, AccessModel, AccessResource } from '@gatehouse/policy/analyze';
import { accessModelOf, earlierModel, loadAccessAccounts } from '../../../access/model/access-model';
import { findAccountFacts } from '../../../core/account-facts';
import { BoundedMap } from '../../../core/cache/bounded-map';
import type { Transaction } from '../../../db/client';
import { pack, readContents, unpack } from '../../../snapshot/contents';
import { earlierRows } from '../../../snapshot/earlier-rows';
import { isAccessCheck } from '../../format/access-checks';
import type { Check, Way } from '../../format/checks';
import type { Scenario } from '../../format/schema';
import { PARTITION } from '../../run/callers';
import type { AttemptExtent } from '../../run/extent';
import { type Circumstances, Undecided } from '../circumstances';

/** The accounts now: for comparisons, and as other questions about many principals see them. */
type Kept = { stamp: string; model: AccessModel; plain: AccessModel };
const present = new BoundedMap<string, Kept>(100);
const past = new BoundedMap<string, Promise<AccessModel>>(100);

/** Returns a model of all accounts of the attempt as they are now, and a stamp that changes with it. It is cached until then. */
export async function modelNow({ attempt, database, extent }: Circumstances): Promise<Kept> {
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
 * Returns a model of all accounts of the attempt as they were at its start.
 * @throws Undecided if the attempt is older than the checks that compare with its start
 */
export function modelAtStart({ attempt }: Circumstances): Promise<AccessModel> {
  const known = past.get(attempt.attemptId);
  if (known) return known;
  const { startRows } = attempt;
  if (startRows === undefined) throw new Undecided('The attempt has no record of its start.');
  const model = readModel(startRows);
  past.set(attempt.attemptId, model);
  // A failed read is tried again at the next evaluation.
  model.catch(() => past.delete(attempt.attemptId));
  return model;
}

async function readModel(startRows: string): Promise<AccessModel> {
  const contents = await unpack(Buffer.from(startRows, 'base64'));
  return withTrustPolicies(await earlierModel(earlierRows(contents), PARTITION));
}

/** Returns whether checks of a pack compare access with the start of an attempt. */
export function comparesWithStart({ steps }: Scenario): boolean {
  const checks = steps.flatMap((step) => step.checks);
  return checks.flatMap((check): (Check | Way)[] => (check.kind === 'anyOf' ? check.of : [check])).some(isAccessCheck);
}

/** Returns the rows of the attempt's accounts as a text, from which `modelAtStart` builds its model. */
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
