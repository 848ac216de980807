import { MoveAccount } from '../../organizations/account/operations';
import type { Recipe } from './recipe';
import { Steps } from './steps';

/** An account with its current and new parent. */
export type AccountMove = { id: string; name: string; from: string; to: string };

/** Moves accounts one after the other, as AWS has no call for several. Accounts that are already in place are skipped. */
export const moveAccounts: Recipe<readonly AccountMove[], null> = async (run, moves) => {
  const steps = new Steps(run);
  for (const { id, name, from, to } of moves) {
    const input = { AccountId: id, SourceParentId: from, DestinationParentId: to };
    await steps.change(`Move ${name}`, MoveAccount, input, { unless: 'DuplicateAccountException' });
  }
  return steps.result(null);
};
