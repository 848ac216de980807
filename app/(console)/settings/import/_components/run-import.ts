import { LOST } from '@/components/console/kit/use-read';
import type { ImportSoFar } from '@/lib/console/recipes/import-calls';
import type { ConsoleFailure } from '@/lib/console/result';
import { callAction } from '@/lib/console/shown-identity';
import type { RebuildCall } from '@/lib/export/rebuild-call';
import { importCalls } from '../actions';

/** They take a second or so, after which one sees how far it is, and can stop. */
const CALLS_AT_ONCE = 100;
/** As much as fits into a call of the console with room to spare, in characters of JSON. */
const CHARACTERS_AT_ONCE = 300_000;

export type ImportTally = {
  made: number;
  /** Calls that were dealt with: fewer than there are where somebody stopped it. */
  asked: number;
  /** Things that have a name which is taken here: they stay as they are. */
  there: string[];
  failed: { what: string; error: ConsoleFailure }[];
  /** Why no further call was made. */
  stopped?: ConsoleFailure;
};

/**
 * Makes the calls of an import, some at a time.
 * @param renamed what the files name that is called otherwise here from the beginning: an organization's account that manages it
 * @param onProgress how many calls are dealt with
 */
export async function runImport(
  calls: readonly RebuildCall[],
  renamed: Readonly<Record<string, string>>,
  onProgress: (done: number) => void,
  isCancelled: () => boolean,
): Promise<ImportTally> {
  const tally: ImportTally = { made: 0, asked: 0, there: [], failed: [] };
  let soFar: ImportSoFar = { left: [], learned: renamed, lost: [] };
  for (let from = 0; from < calls.length && !isCancelled(); ) {
    const asked = nextOf(calls, from);
    const answer = await callAction(importCalls, { ...soFar, calls: asked }).catch(() => ({ ok: false, error: LOST }) as const);
    if (!answer.ok) return { ...tally, stopped: answer.error };
    const { outcomes, ...after } = answer.data;
    soFar = after;
    for (const [index, outcome] of outcomes.entries()) {
      const { operation = '', about = '' } = asked[index] ?? {};
      if (outcome.outcome === 'made') tally.made++;
      else if (outcome.outcome === 'there') tally.there.push(about);
      else if (outcome.outcome === 'failed') tally.failed.push({ what: `${operation}, ${about}`, error: outcome.error });
    }
    from += asked.length;
    tally.asked = from;
    onProgress(from);
  }
  return tally;
}

/** The calls from one on that are made at once, which is one at least. */
function nextOf(calls: readonly RebuildCall[], from: number): readonly RebuildCall[] {
  let characters = 0;
  let to = from;
  while (to < Math.min(from + CALLS_AT_ONCE, calls.length)) {
    characters += JSON.stringify(calls[to]).length;
    if (to > from && characters > CHARACTERS_AT_ONCE) break;
    to++;
  }
  return calls.slice(from, to);
}
