import { AwsError } from '../errors';

/** A line for expensive work: a few run at once, a few more wait, and all others are refused at once. */
export type WaitingLine = {
  /**
   * Holds a place while `visit` runs. Within it, `inTurn` waits for a free slot and does one piece of the work.
   * @throws AwsError Throttling if every place is taken, before anything was done
   */
  enter<T>(visit: (inTurn: InTurn) => Promise<T>): Promise<T>;
};
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** The visitors of a line right now. */
export type Visitors = { places: number; running: number; waiting: (() => void)[] };

export function nobody(): Visitors {
  return { places: 0, running: 0, waiting: [] };
}

/** @param size the pieces of work that run at once, and the most visitors, including those at work */
export function openWaitingLine(size: { atOnce: number; places: number }, visitors = nobody()): WaitingLine {
  const inTurn: InTurn = async (work) => {
    if (visitors.running < size.atOnce) visitors.running += 1;
    // The visitor who wakes this one hands over its place, so nobody can get in between.
    else await new Promise<void>((wake) => visitors.waiting.push(wake));
    try {
      return await work();
    } finally {
      const next = visitors.waiting.shift();
      if (next) next();
      else visitors.running -= 1;
    }
  };
  return {
    enter: async (visit) => {
      if (visitors.places >= size.places) throw new AwsError('Throttling', 'Too many requests. Try again in a moment.');
      visitors.places += 1;
      try {
        return await visit(inTurn);
      } finally {
        visitors.places -= 1;
      }
    },
  };
}
