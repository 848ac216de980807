import { type AccessAccount, diffPrincipalsSteps, type PrincipalDiff } from '@gatehouse/policy/analyze';
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
  const reference = preparedReference('scp', documentOfPack(circumstances, check.reference));
  const start = await accountsAtStart(circumstances);
  const present = await accountsNow(circumstances);
  const before = await withFutureAccounts(start.rows, start.model);
  const after = await withFutureAccounts(circumstances.database.reader, present.model);
  const known = new Set(after.accounts.map(({ accountId }) => accountId));
  const accounts = before.accounts
    .filter(({ accountId }) => known.has(accountId))
    .map((account) => withAdministrators(withReference(account, at, reference)));
  const expected = { ...before, accounts };
  const now = { ...after, accounts: after.accounts.map(withAdministrators) };
  const subjects = accounts.flatMap((account) => account.principals.map((entry): Subject => ({ entry, account })));
  const scope = replaceReferences({ ignore: check.ignore }, circumstances.lookUp);
  circumstances.bounds.time();
  const [was, is] = [scoped(expected, subjects, scope, {}), scoped(now, subjects, scope, {})];
  const among = new Set(subjects.map(({ entry }) => entry.arn));
  const { principals } = await takeInTurns(diffPrincipalsSteps(was, is, await actionIndex(), { among }));
  const changed = principals.filter(({ kind }) => kind === 'changed');
  const below = new Set(before.accounts.filter((account) => isBelow(account, at)).map(({ accountId }) => accountId));
  const seen = seenOf(changed, below);
  if (seen !== null) return { rows: [false], seen };
  const isOpen = changed.some(({ undecided }) => undecided.at.length > 0);
  return { rows: [isOpen ? { undecided: 'The policies are too complex to compare.' } : true] };
}

function withAdministrators(account: AccessAccount): AccessAccount {
  const principals = account.principals.map((entry) => ({ ...entry, identity: [...entry.identity, ADMINISTRATOR] }));
  return { ...account, principals };
}

function isBelow({ scp, management }: AccessAccount, at: string): boolean {
  return !management && (scp ?? []).some(({ id }) => id === at);
}

/** Adds the reference as one more level for the accounts below a place. A call needs an Allow in every level. */
function withReference(account: AccessAccount, at: string, reference: PreparedPolicy): AccessAccount {
  if (!isBelow(account, at)) return account;
  const level = { id: 'reference', name: 'reference', kind: 'account' as const, policies: [reference] };
  return { ...account, scp: [...(account.scp ?? []), level] };
}

const MORE = ['gained', 'widened'] as const;
const LESS = ['lost', 'narrowed'] as const;

function seenOf(diffs: readonly PrincipalDiff[], below: ReadonlySet<string>): string | null {
  const has = (sets: readonly ('gained' | 'widened' | 'lost' | 'narrowed')[], isInside: boolean) =>
    diffs.some((diff) => below.has(diff.accountId) === isInside && sets.some((set) => diff[set].at.length > 0));
  if (has(MORE, true))
    return 'Something that the task forbids is still possible, for somebody there or in an account that joins later.';
  if (has(LESS, true)) return 'Something that the task leaves open is not possible any more.';
  if (has([...MORE, ...LESS], false)) return 'Something changed in an account that the task leaves alone.';
  return null;
}
