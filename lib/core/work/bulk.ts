import type { Steps } from '@gatehouse/policy/analyze';
import { workSoFar } from '@gatehouse/policy/budget';
import { hasWorkedEnough, isMovable, takeTurnsIfLong } from './budget';

// Reads over many rows go in chunks. A statement on SQLite takes about a thousand values (lib/db/direct-sql.ts runs up to 500
// directly). A chunk also holds the process for only a few milliseconds, and other calls run in between.
const CHUNK = 250;

/**
 * Reads rows by any number of ids.
 * @param read gets some of the ids, each once
 * @returns the rows, in the order of the chunks
 */
export async function readByIds<Row>(ids: Iterable<string>, read: (ids: string[]) => Promise<readonly Row[]>): Promise<Row[]> {
  const unique = [...new Set(ids)];
  const rows: Row[] = [];
  for (let from = 0; from < unique.length; from += CHUNK) {
    // Yields before the first chunk as well, since the caller usually comes from work on as many rows.
    if (unique.length > CHUNK) await letOthersIn();
    rows.push(...(await read(unique.slice(from, from + CHUNK))));
  }
  return rows;
}

/**
 * Reads any number of rows in ascending order of a key, in chunks.
 * @param fetch returns at most `take` rows whose key is greater than `after`, in ascending order of the key
 * @param take the rows per chunk; small rows can come in larger chunks
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
/** The rows per chunk, for small rows. */
const OWNED = 1_000;

/**
 * Reads all rows of a table that belong to some accounts, in the order of their ids.
 * @param fetch as in `readInChunks`
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
// The time counts for the process, not for a loop: many short loops in a row hold it as well.
let turnedAt = 0;

/**
 * The loops that have yielded. Each turn of the event loop resumes one, so that any number of them cannot hold the process
 * together.
 */
type Turns = { waiting: (() => void)[]; questions: (() => void)[]; due: boolean };
declare global {
  var __gatehouseTurns: Turns | undefined;
}
globalThis.__gatehouseTurns ??= { waiting: [], questions: [], due: false };
const turns = globalThis.__gatehouseTurns;

let isForQuestion = false;

function nextTurn(): void {
  // Writes block other calls, so a write waits for at most one question.
  const [first, then] = isForQuestion ? [turns.questions, turns.waiting] : [turns.waiting, turns.questions];
  isForQuestion = !isForQuestion;
  (first.shift() ?? then.shift())?.();
  turns.due = turns.waiting.length + turns.questions.length > 0;
  if (turns.due) setImmediate(nextTurn);
}

/** Yields to other calls. @throws AwsError Throttling if too many long calls wait */
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

/** Yields to other calls once a computing loop has held the process for a few milliseconds. Loops call it for each item. */
export function giveWay(): Promise<void> | undefined {
  return performance.now() - turnedAt < TURN_MS && !hasWorkedEnough() ? undefined : letOthersIn();
}

/** Sorts any number of rows and yields to other calls in between. The sort is stable. */
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
  // Rows are often sorted already, or nearly.
  const [last, first] = [left.at(-1), right[0]];
  if (last === undefined || first === undefined || compare(last, first) <= 0) return [...left, ...right];
  const merged: Row[] = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    const [a, b] = [left[i], right[j]];
    if (a === undefined || b === undefined) break;
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

/** Runs the steps of a long computation and yields to other calls in between. @returns its answer */
export async function takeInTurns<Answer>(steps: Steps<Answer>): Promise<Answer> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    const turn = giveWay();
    if (turn) await turn;
  }
}

/** Runs `takeInTurns` within a limit of the engine's work. @returns null if the limit is too low */
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

/** Groups rows by a key, and keeps their order. */
export function grouped<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}
