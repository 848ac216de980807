import { plural } from '../../core/text/plural';
import type { CheckOf } from '../format/checks';
import type { Circumstances } from './circumstances';
import type { Result } from './result';
import { allowedBy, changesBetween, readDigests } from './rows';

/** Compares the rows of the attempt's accounts with the start state, except for allowed changes. */
export async function checkUnchanged(circumstances: Circumstances, check: CheckOf<'unchanged'>): Promise<Result> {
  const { attempt, database } = circumstances;
  circumstances.bounds.time();
  const now = await readDigests(database.reader, await circumstances.extent(), allowedBy(check.allow));
  const changes = changesBetween(attempt.start[check.id] ?? {}, now);
  return changes.size === 0 ? { rows: [true] } : { rows: [false], seen: changesSentence(changes) };
}

/** Returns a sentence about changes by table. */
export function changesSentence(changes: ReadonlyMap<string, number>): string {
  const total = [...changes.values()].reduce((sum, count) => sum + count, 0);
  const kinds = [...changes.keys()].map(wordsOf).join(', ');
  return `${plural(total, 'thing')} outside the task changed: ${kinds}.`;
}

/** Returns a table name as words with its article: `GroupMembership` as a group membership. */
function wordsOf(table: string): string {
  const words = table.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return `${/^[aeio]/.test(words) ? 'an' : 'a'} ${words}`;
}
