import { AsyncLocalStorage } from 'node:async_hooks';
import { tellWork, watchWork } from '@gatehouse/policy/budget';
import { AwsError } from '../errors';
import { type Asker, FairLine } from './fair-line';

// Users write policies, so they decide how much work a question takes. The engine counts its work
// (packages/policy/src/budget/count.ts). This file limits it: lib/decisions/050-a-budget-for-every-analysis.md.

/** The work of one turn of the event loop: about ten milliseconds. */
export const TURN_WORK = 1_500_000;
/**
 * The most work in one turn of a task that cannot move to a thread, such as an authorization or a write. Policies within AWS's
 * quotas take far less.
 */
export const UNMOVABLE_WORK = 4 * TURN_WORK;
/** The units of work between two looks at the count. */
const LOOKED_AT = 10_000;
/** The work after which a loop yields, however fast the machine is. */
const GIVES_WAY_AFTER = TURN_WORK / 4;
/** The total work after which a question takes turns with other long ones. */
const LONG = 20 * TURN_WORK;

/** Ends a computation that takes too much work. The code that runs operations catches it. */
export class Exhausted extends Error {
  constructor() {
    super('this takes more work than it may');
  }
}

/** The work that a call has used so far. */
type Budget = {
  asker: Asker;
  turn: number;
  inTurn: number;
  total: number;
  /** True if the rest can run on a thread: an authorized read. */
  movable: boolean;
  endTurn?: () => void;
};

type Process = {
  budgets: AsyncLocalStorage<Budget>;
  turn: number;
  spent: number;
  /** The most work that one turn took. */
  most: number;
  counted: boolean;
  long: FairLine;
  /** Set on a thread for long questions: its limit, and the function that reports its work to the waiting process. */
  thread: { most: number; total: number; count: (units: number) => void } | null;
};

declare global {
  var __gatehouseBudget: Process | undefined;
}
// On globalThis, since Next bundles this file several times.
globalThis.__gatehouseBudget ??= {
  budgets: new AsyncLocalStorage<Budget>(),
  turn: 0,
  spent: 0,
  most: 0,
  counted: false,
  long: new FairLine({ atOnce: 4, ofCaller: 16, ofAccount: 40, ofAll: 200 }),
  thread: null,
};
const here = globalThis.__gatehouseBudget;

watchWork(LOOKED_AT, (units) => {
  if (here.thread) {
    here.thread.total += units;
    here.thread.count(units);
    if (here.thread.total > here.thread.most) throw new Exhausted();
    return;
  }
  countTurn(units);
  const budget = here.budgets.getStore();
  if (budget === undefined) return;
  if (budget.turn !== here.turn) [budget.turn, budget.inTurn] = [here.turn, 0];
  budget.inTurn += units;
  budget.total += units;
  // A read also moves to a thread if other calls have used up the turn.
  if (budget.movable ? here.spent <= TURN_WORK : budget.inTurn <= UNMOVABLE_WORK) return;
  // Work is counted before it is done.
  here.spent -= units;
  throw new Exhausted();
});

function countTurn(units: number): void {
  here.spent += units;
  if (here.counted) return;
  here.counted = true;
  setImmediate(() => {
    here.turn += 1;
    here.most = Math.max(here.most, here.spent);
    here.spent = 0;
    here.counted = false;
  });
}

/** Returns whether a loop has used up its turn and has to yield. */
export function hasWorkedEnough(): boolean {
  return here.spent > GIVES_WAY_AFTER;
}

/** Measures the work of turns from now on, by any caller, for tests. `most` waits for the current turn to end. */
export function watchTurns(): { most(): Promise<number> } {
  here.most = 0;
  return {
    most: async () => {
      tellWork();
      await new Promise(setImmediate);
      await new Promise(setImmediate);
      return here.most;
    },
  };
}

/** Runs a call with its own budget. A nested call shares the budget of the outer one. */
export async function withBudget<T>(asker: Asker, work: () => Promise<T>): Promise<T> {
  if (here.thread || here.budgets.getStore()) return work();
  const budget: Budget = { asker, turn: here.turn, inTurn: 0, total: 0, movable: false };
  try {
    return await here.budgets.run(budget, work);
  } finally {
    budget.endTurn?.();
  }
}

/**
 * Runs work that the installation starts itself. In each turn it may take as much as a call that cannot move.
 * @throws Exhausted
 */
export function inBackground<T>(work: () => Promise<T>): Promise<T> {
  return withBudget({ accountId: '', caller: '' }, work);
}

/** Returns whether the current call is nested in another one. */
export function isInsideAnother(): boolean {
  return here.budgets.getStore() !== undefined;
}

/**
 * Answers a read here while it takes little work per turn, and on a thread once it takes more.
 * @param elsewhere answers it from the beginning
 */
export async function readWithin<T>(read: () => Promise<T>, elsewhere: () => Promise<T>): Promise<T> {
  const budget = here.budgets.getStore();
  // A nested read moves with the outer read as a whole.
  if (budget === undefined || budget.movable) return read();
  budget.movable = true;
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Exhausted)) throw error;
    budget.endTurn?.();
    budget.endTurn = undefined;
    return await elsewhere();
  } finally {
    budget.movable = false;
  }
}

/** Returns whether the current call is an authorized read. */
export function isMovable(): boolean {
  return here.budgets.getStore()?.movable ?? false;
}

/** Runs work that several calls share outside any budget, so that the first of them is not charged for it. */
export function outsideBudgets<T>(work: () => T): T {
  return here.budgets.exit(work);
}

/**
 * Waits until the current call is one of the few long ones that may run. Long loops call it when they yield.
 * @throws AwsError Throttling if too many calls wait
 */
export async function takeTurnsIfLong(): Promise<void> {
  const budget = here.budgets.getStore();
  if (!budget?.movable || budget.endTurn || budget.total < LONG) return;
  budget.endTurn = await here.long.enter(budget.asker);
}

/** Starts the count for a new question, on a thread that answers one question at a time. */
export function beginThreadBudget(most: number, count: (units: number) => void): void {
  here.thread = { most, total: 0, count };
}

/** The extent of an incomplete answer, whose policies are too complex. */
export type Unfinished = { LookedAt: number; Of: number };

/**
 * Processes a list until the thread's budget is used up, and returns what was made by then.
 * @throws Exhausted if nothing was made, or if the question can still move to a thread
 */
export async function asFarAsItGoes<Item, Made>(
  items: readonly Item[],
  one: (item: Item) => Made | Promise<Made>,
): Promise<{ made: Made[]; Unfinished?: Unfinished }> {
  const made: Made[] = [];
  for (const item of items) {
    try {
      made.push(await one(item));
    } catch (error) {
      if (!(error instanceof Exhausted) || here.thread === null || made.length === 0) throw error;
      return { made, Unfinished: { LookedAt: made.length, Of: items.length } };
    }
  }
  return { made };
}

const PER_MILLION = 1_000_000;

/** A question that exceeds the budget. The message says how much work was done. */
export class TooComplexError extends AwsError {
  constructor({ tooComplex = 'ValidationError' }: { tooComplex?: string }, units: number) {
    const steps = units < PER_MILLION ? 'less than a million' : `${Math.round(units / PER_MILLION).toLocaleString('en')} million`;
    super(
      tooComplex,
      `The policies are too complex to answer completely. Gatehouse made ${steps} steps and stopped. Use fewer wildcards, statements or entries.`,
      { Reason: 'TOO_COMPLEX' },
    );
  }
}
