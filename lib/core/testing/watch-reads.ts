import { runOperation } from '../run/run';
import { type Actor, type TestWorld, testCall } from '../test-world';

type Watched = { queries: number; turns: number; rowsInTurn: number };

/** Counts the queries of some work, how often it yields, and the most rows that it reads in between. */
export async function watchReads(world: TestWorld, root: Actor, work: (actor: Actor) => Promise<unknown>): Promise<Watched> {
  let [queries, rows, rowsInTurn] = [0, 0, 0];
  const onAnswer = (answer: unknown) => {
    rows += Array.isArray(answer) ? answer.length : 1;
    rowsInTurn = Math.max(rowsInTurn, rows);
  };
  const counting = <Target extends object>(target: Target): Target =>
    new Proxy(target, {
      get(of, name) {
        const member: unknown = Reflect.get(of, name);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => {
          queries++;
          const answer: unknown = Reflect.apply(member, of, args);
          if (answer instanceof Promise) void answer.then(onAnswer);
          return answer;
        };
      },
    });
  const reader = new Proxy(world.database.reader, {
    get(of, name) {
      const member: unknown = Reflect.get(of, name);
      return typeof member === 'object' && member !== null ? counting(member) : member;
    },
  });
  let [turns, running] = [0, true];
  const turn = () => {
    turns++;
    rows = 0;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  const run: Actor['run'] = (operation, input) =>
    runOperation(operation, input, testCall(root.caller), { ...world.database, reader });
  await work({ ...root, run });
  running = false;
  return { queries, turns, rowsInTurn };
}
