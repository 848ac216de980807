import { storedJson } from '../core/text/stored-json';
import type { AccountState } from './state';

/**
 * Returns a state for another account: all ARNs and documents name that account instead.
 * @param accountId 12 digits
 */
export function stateForAccount(state: AccountState, accountId: string): AccountState {
  if (state.accountId === accountId) return state;
  return storedJson<AccountState>(JSON.stringify(state).replaceAll(state.accountId, accountId));
}
