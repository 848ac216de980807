import type { AccountState } from './state';

/**
 * Returns a state for another account: all ARNs and documents name that account instead.
 * @param accountId 12 digits
 */
export function stateForAccount(state: AccountState, accountId: string): AccountState {
  if (state.accountId === accountId) return state;
  return JSON.parse(JSON.stringify(state).replaceAll(state.accountId, accountId)) as AccountState;
}
