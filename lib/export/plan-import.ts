import { stateForAccount } from './for-account';
import { readDetails } from './read-details';
import { type RebuildCall, rebuildCalls } from './rebuild-calls';
import type { AccountState } from './state';

/** What an import would make, or why the file cannot be imported. */
export type ImportPlan =
  | { ok: false; problem: string }
  | { ok: true; state: AccountState; notes: string[]; calls: RebuildCall[] };

/**
 * What importing a file makes in an account. @param text the output of `aws iam get-account-authorization-details`
 * @param accountId of 12 digits: that account is named wherever the file names its own
 * @returns the state as the file has it, and the calls for the account
 */
export function planImport(text: string, accountId: string): ImportPlan {
  const read = readDetails(text);
  if (!read.ok) return read;
  const calls = rebuildCalls(stateForAccount(read.state, accountId)).flatMap((part) => part.calls);
  return { ...read, calls };
}
