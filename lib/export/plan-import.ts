import { stateForAccount } from './for-account';
import { readDetails } from './read-details';
import type { RebuildCall } from './rebuild-call';
import { rebuildCalls } from './rebuild-calls';
import type { AccountState } from './state';

/** Of what is left out of trust policies, so many are told one by one. */
const MOST_NOTES = 20;

/** What an import would make, or why the file cannot be imported. */
export type ImportPlan =
  | { ok: false; problem: string }
  | { ok: true; state: AccountState; notes: string[]; calls: RebuildCall[] };

/**
 * What importing a file makes in an account. @param text the output of `aws iam get-account-authorization-details`
 * @param accountId of 12 digits: that account is named wherever the file names its own
 * @returns the state as the file has it, the calls for the account, and what the file leaves open or will not come along
 */
export function planImport(text: string, accountId: string): ImportPlan {
  const read = readDetails(text);
  if (!read.ok) return read;
  const calls = rebuildCalls(stateForAccount(read.state, accountId)).flatMap((part) => part.calls);
  const noted = calls.flatMap(({ about, note }) => (note === undefined ? [] : `The trust policy of the ${about}: ${note}`));
  const more = noted.length - MOST_NOTES;
  return {
    ...read,
    calls,
    notes: [
      ...read.notes,
      ...noted.slice(0, MOST_NOTES),
      ...(more > 0 ? [`Something is left out of ${more} more trust policies.`] : []),
    ],
  };
}
