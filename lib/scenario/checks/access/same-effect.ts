import { type AccessAccount, type AccessModel, diffPrincipalsSteps, type PrincipalDiff } from '@gatehouse/policy/analyze';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { actionIndex } from '../../../access/model/action-index';
import { takeInTurns } from '../../../core/work/bulk';
import type { SameEffect } from '../../format/account-checks';
import { replaceReferences } from '../../format/references';
import { PackError } from '../../run/world';
import type { Circumstances } from '../circumstances';
import type { Result } from '../result';
import { ADMINISTRATOR, documentOfPack, preparedReference, scoped } from './expected';
import { withFutureAccounts } from './future-accounts';
import { accountsAtStart, accountsNow } from './models';
import type { Subject } from './subjects';

/**
 * Compares what the guardrails of an organization leave of full access, for everybody in every account and for an account made later in the
 * root and in each OU. At and below one place it must be what the start left of it and a reference allows. Everywhere else it must be what the
 * start left.
 */
export async function checkSameEffect(circumstances: Circumstances, check: SameEffect): Promise<Result> {
  const at = circumstances.world.references[`ref.${check.at}`];
  if (typeof at !== 'string') throw new PackError(`Nothing was saved as ${check.at}.`);
  const start = await accountsAtStart(circumstances);
  const present = await accountsNow(circumstances);
  const before = await withFutureAccounts(start.rows, start.model);
  const after = await withFutureAccounts(circumstances.database.reader, present.model);
  const known = new Set(after.accounts.map(({ accountId }) => accountId));
  const isCompared = (account: AccessAccount) =>
    known.has(account.accountId) && (check.elsewhere !== 'free' || isBelow(account, at));
  const compared = { ...before, accounts: before.accounts.filter(isCompared) };
  const { reference, least = reference, most = reference } = check;
  let isOpen = false;
  for (const document of new Set([least, most])) {
    if (document === undefined) continue;
    circumstances.bounds.time();
    const expected = withReference(compared, at, preparedReference('scp', documentOfPack(circumstances, document)));
    const changed = await changesOf(circumstances, check, expected, after);
    const seen = seenOf(changed, below(compared, at), { less: document === least, more: document === most });
    if (seen !== null) return { rows: [false], seen };
    isOpen ||= changed.some(({ undecided }) => undecided.at.length > 0);
  }
  return { rows: [isOpen ? { undecided: 'The policies are too complex to compare.' } : true] };
}

async function changesOf(
  circumstances: Circumstances,
  { within, ignore }: SameEffect,
  before: AccessModel,
  after: AccessModel,
): Promise<readonly PrincipalDiff[]> {
  const [expected, now] = [withAdministrators(before), withAdministrators(after)];
  const subjects = expected.accounts.flatMap((account) => account.principals.map((entry): Subject => ({ entry, account })));
  const scope = replaceReferences({ within, ignore }, circumstances.lookUp);
  const [was, is] = [scoped(expected, subjects, scope, {}), scoped(now, subjects, scope, {})];
  const among = new Set(subjects.map(({ entry }) => entry.arn));
  const { principals } = await takeInTurns(diffPrincipalsSteps(was, is, await actionIndex(), { among }));
  return principals.filter(({ kind }) => kind === 'changed');
}

function withAdministrators(model: AccessModel): AccessModel {
  const accounts = model.accounts.map((account) => {
    const principals = account.principals.map((entry) => ({ ...entry, identity: [...entry.identity, ADMINISTRATOR] }));
    return { ...account, principals };
  });
  return { ...model, accounts };
}

function isBelow({ scp, management }: AccessAccount, at: string): boolean {
  return !management && (scp ?? []).some(({ id }) => id === at);
}

/** Returns the ids of the accounts at or below a place. */
function below({ accounts }: AccessModel, at: string): ReadonlySet<string> {
  return new Set(accounts.filter((account) => isBelow(account, at)).map(({ accountId }) => accountId));
}

/** Adds the reference as one more level for the accounts below a place. A call needs an Allow in every level. */
function withReference(model: AccessModel, at: string, reference: PreparedPolicy): AccessModel {
  const level = { id: 'reference', name: 'reference', kind: 'account' as const, policies: [reference] };
  const accounts = model.accounts.map((account) =>
    isBelow(account, at) ? { ...account, scp: [...(account.scp ?? []), level] } : account,
  );
  return { ...model, accounts };
}

type Directions = { less: boolean; more: boolean };

function seenOf(diffs: readonly PrincipalDiff[], places: ReadonlySet<string>, { less, more }: Directions): string | null {
  const has = (sets: readonly ('gained' | 'widened' | 'lost' | 'narrowed')[], isInside: boolean) =>
    diffs.some((diff) => places.has(diff.accountId) === isInside && sets.some((set) => diff[set].at.length > 0));
  if (more && has(['gained', 'widened'], true))
    return 'Something that the task forbids is still possible, for somebody there or in an account that joins later.';
  if (less && has(['lost', 'narrowed'], true)) return 'Something that the task leaves open is not possible any more.';
  if (has(['gained', 'widened', 'lost', 'narrowed'], false)) return 'Something changed in an account that the task leaves alone.';
  return null;
}
