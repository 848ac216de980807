import { MoveAccount } from '../../organizations/account/operations';
import type { Recipe } from './recipe';
import { Steps } from './steps';

/** An account with its current and new parent. */
export type AccountMove = { id: string; name: string; from: string; to: string };

/** Moves an account. One that is already in place is skipped. */
export const moveAccount: Recipe<AccountMove, null> = async (run, { id, name, from, to }) => {
  const steps = new Steps(run);
  const input = { AccountId: id, SourceParentId: from, DestinationParentId: to };
  await steps.change(`Move ${name}`, MoveAccount, input, { unless: 'DuplicateAccountException' });
  return steps.result(null);
};
