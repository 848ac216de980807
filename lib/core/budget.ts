import { AsyncLocalStorage } from 'node:async_hooks';
import { tellWork, watchWork } from '@gatehouse/policy/budget';
import { AwsError } from './errors';
import { type Asker, FairLine } from './fair-line';

// Policies are written by users, so what it takes to answer about them is theirs to choose. The engine counts its work
// (packages/policy/src/budget/count.ts), and here is what is done with the count: lib/decisions/050-a-budget-for-every-analysis.md.

/** The work of a turn of the process, from one look at what else is due to the next: some ten milliseconds. */
export const TURN_WORK = 1_500_000;
/** Of a piece of work that cannot go on elsewhere: a decision whether a call is allowed, a write. Policies of AWS's sizes take far less. */
export const UNMOVABLE_WORK = 4 * TURN_WORK;
/** How often the count is looked at. */
const LOOKED_AT = 10_000;
/** Work after which a loop lets others in, however fast the machine is. */
const GIVES_WAY_AFTER = TURN_WORK / 4;
/** A question that takes more than this in all takes turns with the others that do. */
const LONG = 20 * TURN_WORK;

/** Ends a computation that takes too much. Whoever runs operations catches it. */
export class Exhausted extends Error {
  constructor() {
    super('this takes more work than it may');
  }
}

/** What a call has taken so far. */
type Budget = {
  asker: Asker;
  turn: number;
  inTurn: number;
  total: number;
  /** True if it can go on on a thread: a read that was let through. */
  movable: boolean;
  endTurn?: () => void;
};

type Process = {
  budgets: AsyncLocalStorage<Budget>;
  turn: number;
  spent: number;
  /** The most that a turn took. */
  most: number;
  counted: boolean;
  long: FairLine;
  /** On a thread for questions that take long: how much one may take, and where its work is counted for whoever waits. */
  thread: { most: number; total: number; count: (units: number) => void } | null;
};

const holder = globalThis as typeof globalThis & { __gatehouseBudget?: Process };
// On globalThis, since Next bundles this file several times.
holder.__gatehouseBudget ??= {
  budgets: new AsyncLocalStorage<Budget>(),
  turn: 0,
  spent: 0,
  most: 0,
  counted: false,
  long: new FairLine({ atOnce: 4, ofCaller: 16, ofAccount: 40, ofAll: 200 }),
  thread: null,
};
const here = holder.__gatehouseBudget;

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
  // Where others have taken the turn already, a read goes on elsewhere as well.
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

/** Returns whether a loop has to let others in for what it has done in this turn. */
export function hasWorkedEnough(): boolean {
  return here.spent > GIVES_WAY_AFTER;
}

/** For tests: notes how much work turns take from now on, of whoever does it. `most` waits for the turn that runs to end. */
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

/** Runs a call with a budget of its own; one inside another has the budget of that. */
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
 * What the installation does by itself, with what a call that cannot be moved may take in a turn. @throws Exhausted
 */
export function inBackground<T>(work: () => Promise<T>): Promise<T> {
  return withBudget({ accountId: '', caller: '' }, work);
}

/** Returns whether a call is made inside another one. */
export function isInsideAnother(): boolean {
  return here.budgets.getStore() !== undefined;
}

/**
 * Answers a read here as long as that takes little at a time, and elsewhere as soon as it takes more.
 * @param elsewhere answers it from the beginning
 */
export async function readWithin<T>(read: () => Promise<T>, elsewhere: () => Promise<T>): Promise<T> {
  const budget = here.budgets.getStore();
  // Inside another read, that one is moved as a whole.
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

/** Returns whether the call in hand is a read that was let through. */
export function isMovable(): boolean {
  return here.budgets.getStore()?.movable ?? false;
}

/** What several calls share is made outside of the budget of the one that happens to be first. */
export function outsideBudgets<T>(work: () => T): T {
  return here.budgets.exit(work);
}

/** Called where a long loop lets others in: waits until this call is one of the few long ones. @throws AwsError Throttling where there are too many */
export async function takeTurnsIfLong(): Promise<void> {
  const budget = here.budgets.getStore();
  if (!budget?.movable || budget.endTurn || budget.total < LONG) return;
  budget.endTurn = await here.long.enter(budget.asker);
}

/** On a thread that answers one question at a time: begins to count a new one. */
export function beginThreadBudget(most: number, count: (units: number) => void): void {
  here.thread = { most, total: 0, count };
}

/** How far an answer goes that is not complete: its policies are too complex. */
export type Unfinished = { LookedAt: number; Of: number };

/**
 * Goes through a list until the budget is used up on the thread to which the question was moved: what was made until then is answered.
 * @throws Exhausted where nothing was made, or where the question can still be moved
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

/** What could not be answered within the budget; its sentence says what was looked at. */
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
