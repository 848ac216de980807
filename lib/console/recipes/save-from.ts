import type { ConsoleFailure, ConsoleResult } from '../result';
import type { Recipe } from './recipe';

/** A save with the document that its editor started from: null where there was none, absent where no document is saved. */
export type SavedFrom<Input> = { from?: string | null; input: Input };

/**
 * Makes a save refuse to replace a document that changed since its editor was opened, so that nobody overwrites what somebody else saved
 * without seeing it. The failure has the document that is stored now. Only pages save like this: AWS's calls check nothing.
 * @param read the document that the save would replace
 */
export function savingFrom<Input, Output>(
  read: Recipe<Input, string | null>,
  save: Recipe<Input, Output>,
): Recipe<SavedFrom<Input>, Output> {
  return async (run, { from, input }) => {
    if (from === undefined) return save(run, input);
    const stored = await read(run, input);
    // A caller who may write but not read saves as in AWS: there is nothing to compare with.
    if (!stored.ok) return isDenied(stored.error) ? save(run, input) : stored;
    if (isSame(from, stored.data)) return save(run, input);
    const message = 'Your changes are not saved, because the policy was changed after you opened it.';
    const storedPolicy = { document: stored.data };
    return { ok: false, error: { code: 'PolicyChanged', message, requestId: '', storedPolicy } };
  };
}

function isDenied({ action }: ConsoleFailure): boolean {
  return action !== undefined;
}

/** Returns whether two documents say the same, however they are laid out. */
function isSame(one: string | null, other: string | null): boolean {
  return one === other || (one !== null && other !== null && compact(one) === compact(other));
}

function compact(document: string): string {
  try {
    return JSON.stringify(JSON.parse(document));
  } catch {
    return document;
  }
}

const NOT_FOUND = /^NoSuch|NotFound/;

/** Returns the document in the answer of a read; null where there is none. */
export async function storedDocument<Output>(
  read: Promise<ConsoleResult<Output>>,
  of: (output: Output) => string | null | undefined,
): Promise<ConsoleResult<string | null>> {
  const answer = await read;
  if (answer.ok) return { ok: true, data: of(answer.data) ?? null };
  return NOT_FOUND.test(answer.error.code) ? { ok: true, data: null } : answer;
}
