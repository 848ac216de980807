import type { AccountState } from './state';

/**
 * A state for another account: whatever names the account it is of names the other one then, in ARNs and in documents alike.
 * @param accountId of 12 digits
 */
export function stateForAccount(state: AccountState, accountId: string): AccountState {
  if (state.accountId === accountId) return state;
  return JSON.parse(JSON.stringify(state).replaceAll(state.accountId, accountId)) as AccountState;
}
