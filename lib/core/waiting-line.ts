import { AwsError } from './errors';

/** Takes turns at work that is dear: a few at once, a few more waiting, everybody else refused at once. */
export type WaitingLine = {
  /**
   * Takes a place for as long as `visit` runs; within it, `inTurn` waits for a free hand and does one piece of the dear work.
   * @throws AwsError Throttling when every place is taken, before anything was done
   */
  enter<T>(visit: (inTurn: InTurn) => Promise<T>): Promise<T>;
};
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** @param size how many pieces of work run at once, and how many visitors there may be, those at work included */
export function openWaitingLine(size: { atOnce: number; places: number }): WaitingLine {
  let visitors = 0;
  let running = 0;
  const waiting: (() => void)[] = [];
  const inTurn: InTurn = async (work) => {
    if (running < size.atOnce) running += 1;
    // Whoever wakes us hands over its own place at work, so nobody can get in between.
    else await new Promise<void>((wake) => waiting.push(wake));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
  return {
    enter: async (visit) => {
      if (visitors >= size.places) throw new AwsError('Throttling', 'Too many requests. Try again in a moment.');
      visitors += 1;
      try {
        return await visit(inTurn);
      } finally {
        visitors -= 1;
      }
    },
  };
}
