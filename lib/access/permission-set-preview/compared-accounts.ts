import { diffPrincipalsSteps, type PrincipalDiff } from '@gatehouse/policy/analyze';
import type { Scope } from '../../core/operation';
import { takeInTurns } from '../../core/work/bulk';
import { accessModelOf } from '../model/access-model';
import { actionIndex } from '../model/action-index';
import { type AskedDefinition, type DraftedAccount, draftedRoles, type RoleChange } from './drafted-roles';

/** The effect of provisioning a definition in an account that has the permission set. */
export type ComparedAccount = DraftedAccount & {
  /** Null: the role allows the same as before. */
  diff: PrincipalDiff | null;
};

/** The accounts that have a permission set, and the number of those that the caller may not read. */
export type ComparedAccounts = { accounts: ComparedAccount[]; hidden: number };

/**
 * Compares the access of a permission set's role in each account with its access once a definition is provisioned. The account's SCPs, RCPs
 * and customer managed policies apply to both.
 */
export async function compareAccounts(scope: Scope, asked: AskedDefinition): Promise<ComparedAccounts> {
  const { accounts, changes, hidden } = await draftedRoles(scope, asked);
  const diffs = await diffsOf(changes);
  return { accounts: accounts.map((each) => ({ ...each, diff: diffs.get(each.id) ?? null })), hidden };
}

/** Compares roles. Stacks that decide alike are computed once. @returns the differences by account */
async function diffsOf(changes: readonly RoleChange[]): Promise<ReadonlyMap<string, PrincipalDiff>> {
  const side = (of: 'before' | 'after') =>
    accessModelOf(changes.map((change) => ({ ...change.account, principals: change[of] ? [change[of]] : [] })));
  const { principals } = await takeInTurns(diffPrincipalsSteps(side('before'), side('after'), await actionIndex()));
  return new Map(principals.map((diff) => [diff.accountId, diff]));
}
