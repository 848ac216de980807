import type { Steps } from '@gatehouse/policy/analyze';
import { workSoFar } from '@gatehouse/policy/budget';
import { hasWorkedEnough, isMovable, takeTurnsIfLong } from './budget';

// Reads over many rows go in chunks: a statement takes about a thousand values on SQLite (lib/db/direct-sql.ts runs up to 500 directly),
// and each chunk holds the process for a few milliseconds only, since other calls come in between.
const CHUNK = 250;

/**
 * Reads rows by a list of ids of any length.
 * @param read gets some of the ids, each once
 * @returns what it read, in the order of the chunks
 */
export async function readByIds<Row>(ids: Iterable<string>, read: (ids: string[]) => Promise<readonly Row[]>): Promise<Row[]> {
  const unique = [...new Set(ids)];
  const rows: Row[] = [];
  for (let from = 0; from < unique.length; from += CHUNK) {
    // Before the first as well: whoever reads so many comes from another piece of work on as many.
    if (unique.length > CHUNK) await letOthersIn();
    rows.push(...(await read(unique.slice(from, from + CHUNK))));
  }
  return rows;
}

/**
 * Reads rows of any number in ascending order of a key, some at a time.
 * @param fetch rows whose key is greater than `after`, in ascending order of the key, at most `take`
 * @param take more of them at once where rows are small
 */
export async function* readInChunks<Row>(
  fetch: (after: string, take: number) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
  take = CHUNK,
): AsyncGenerator<readonly Row[]> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows = await fetch(after, take);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    after = rows.length === take && last !== undefined ? keyOf(last) : undefined;
    await letOthersIn();
  }
}

type OwnedWhere = { accountId: { in: string[] }; id: { gt: string } };
/** Of rows that are small. */
const OWNED = 1_000;

/**
 * All rows of a table that belong to some accounts, in the order of their ids.
 * @param fetch as that of `readInChunks`
 */
export function readOwned<Row extends { id: string }>(
  accountIds: readonly string[],
  fetch: (where: OwnedWhere, take: number) => Promise<Row[]>,
): Promise<Row[]> {
  return readByIds(accountIds, async (owners) => {
    const rows: Row[] = [];
    const chunks = readInChunks(
      (after, take) => fetch({ accountId: { in: owners }, id: { gt: after } }, take),
      ({ id }) => id,
      OWNED,
    );
    for await (const some of chunks) rows.push(...some);
    return rows;
  });
}

const TURN_MS = 5;
// Of the process, not of a loop: loops that follow one another hold it together, however short each is.
let turnedAt = 0;

/** Loops that have let others in. Each turn of the process is for one of them, so that however many there are, none of them together hold it. */
type Turns = { waiting: (() => void)[]; questions: (() => void)[]; due: boolean };
const holder = globalThis as typeof globalThis & { __gatehouseTurns?: Turns };
holder.__gatehouseTurns ??= { waiting: [], questions: [], due: false };
const turns = holder.__gatehouseTurns;

let isForQuestion = false;

function nextTurn(): void {
  // Writes keep others waiting: one of them is never behind more than one question.
  const [first, then] = isForQuestion ? [turns.questions, turns.waiting] : [turns.waiting, turns.questions];
  isForQuestion = !isForQuestion;
  (first.shift() ?? then.shift())?.();
  turns.due = turns.waiting.length + turns.questions.length > 0;
  if (turns.due) setImmediate(nextTurn);
}

/** Lets other calls in. @throws AwsError Throttling where too many calls take long */
export async function letOthersIn(): Promise<void> {
  await takeTurnsIfLong();
  await new Promise<void>((resolve) => {
    (isMovable() ? turns.questions : turns.waiting).push(resolve);
    if (turns.due) return;
    turns.due = true;
    setImmediate(nextTurn);
  });
  turnedAt = performance.now();
}

/** For a loop that computes: called for each item, it lets other calls in once the process has been held for a few milliseconds. */
export function giveWay(): Promise<void> | undefined {
  return performance.now() - turnedAt < TURN_MS && !hasWorkedEnough() ? undefined : letOthersIn();
}

/** Sorts rows of any number, with turns for other calls in between. Rows that are alike keep their order. */
export async function sortInTurns<Row>(rows: readonly Row[], compare: (a: Row, b: Row) => number): Promise<Row[]> {
  let runs: Row[][] = [];
  for (let from = 0; from < rows.length; from += CHUNK) {
    runs.push(rows.slice(from, from + CHUNK).sort(compare));
    await giveWay();
  }
  while (runs.length > 1) {
    const longer: Row[][] = [];
    for (let at = 0; at < runs.length; at += 2) longer.push(await merge(runs[at] ?? [], runs[at + 1] ?? [], compare));
    runs = longer;
  }
  return runs[0] ?? [];
}

async function merge<Row>(left: readonly Row[], right: readonly Row[], compare: (a: Row, b: Row) => number): Promise<Row[]> {
  // Rows are often in order already, or nearly.
  const [last, first] = [left.at(-1), right[0]];
  if (last === undefined || first === undefined || compare(last, first) <= 0) return [...left, ...right];
  const merged: Row[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const [a, b] = [left[i] as Row, right[j] as Row];
    if (compare(a, b) <= 0) {
      merged.push(a);
      i++;
    } else {
      merged.push(b);
      j++;
    }
    if (merged.length % CHUNK === 0) await giveWay();
  }
  return [...merged, ...left.slice(i), ...right.slice(j)];
}

/** Takes the steps of a long computation, with turns for other calls in between. @returns its answer */
export async function takeInTurns<Answer>(steps: Steps<Answer>): Promise<Answer> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    const turn = giveWay();
    if (turn) await turn;
  }
}

/** `takeInTurns` up to so much work of the engine. @returns null where that does not suffice */
export async function takeInTurnsUpTo<Answer>(most: number, steps: Steps<Answer>): Promise<Answer | null> {
  for (let left = most; left > 0; ) {
    const before = workSoFar();
    const step = steps.next();
    if (step.done) return step.value;
    left -= workSoFar() - before;
    const turn = giveWay();
    if (turn) await turn;
  }
  return null;
}

/** Rows by what they hang on, in their order. */
export function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
