import { LOST } from '@/components/console/kit/use-read';
import type { ImportSoFar } from '@/lib/console/recipes/export/import-calls';
import type { ConsoleFailure } from '@/lib/console/result';
import { callAction } from '@/lib/console/session/shown-identity';
import { piecesOf } from '@/lib/export/learned-ids';
import type { RebuildCall } from '@/lib/export/rebuild-call';
import { importCalls } from '../actions';

/** They take about a second, after which the user sees the progress and can stop. */
const CALLS_AT_ONCE = 100;
/** The amount that fits into a console call with room to spare, in characters of JSON. */
const CHARACTERS_AT_ONCE = 300_000;

export type ImportTally = {
  made: number;
  /** The number of processed calls, which is lower if the user stopped. */
  asked: number;
  /** Things that were not changed, because their names already exist. */
  there: string[];
  failed: { what: string; error: ConsoleFailure }[];
  /** The reason why no further call was made. */
  stopped?: ConsoleFailure;
};

/**
 * Makes the calls of an import in batches.
 * @param renamed things in the files with another name here from the start: the management account of an organization
 * @param onProgress gets the number of processed calls
 */
export async function runImport(
  calls: readonly RebuildCall[],
  renamed: Readonly<Record<string, string>>,
  onProgress: (done: number) => void,
  isCancelled: () => boolean,
): Promise<ImportTally> {
  const tally: ImportTally = { made: 0, asked: 0, there: [], failed: [] };
  let soFar: ImportSoFar = { left: [], learned: {}, lost: [] };
  const learned = new Map(Object.entries(renamed));
  for (let from = 0; from < calls.length && !isCancelled(); ) {
    const asked = nextOf(calls, from);
    const before = { ...soFar, learned: namedIn(asked, learned) };
    const answer = await callAction(importCalls, { ...before, calls: asked }).catch(() => ({ ok: false, error: LOST }) as const);
    if (!answer.ok) return { ...tally, stopped: answer.error };
    const { outcomes, ...after } = answer.data;
    soFar = after;
    for (const [id, value] of Object.entries(after.learned)) learned.set(id, value);
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

/** Returns the learned ids that some calls name. All of them would be too much for one request. */
function namedIn(calls: readonly RebuildCall[], learned: ReadonlyMap<string, string>): Record<string, string> {
  const named: Record<string, string> = {};
  for (const { text, value } of piecesOf(JSON.stringify(calls), learned)) if (value !== undefined) named[text] = value;
  return named;
}

/** Returns the next batch of calls, at least one. */
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
