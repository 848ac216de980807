import { MoveAccount } from '../../organizations/account/operations';
import type { Recipe } from './recipe';
import { Steps } from './steps';

/** An account, where it lies and where it is to lie. */
export type AccountMove = { id: string; name: string; from: string; to: string };

/** Moves accounts one after the other, as AWS has no call for several. Those that lie where they are to lie by now are left alone. */
export const moveAccounts: Recipe<readonly AccountMove[], null> = async (run, moves) => {
  const steps = new Steps(run);
  for (const { id, name, from, to } of moves) {
    const input = { AccountId: id, SourceParentId: from, DestinationParentId: to };
    await steps.change(`Move ${name}`, MoveAccount, input, { unless: 'DuplicateAccountException' });
  }
  return steps.result(null);
};
