import type { Actor, TestWorld } from '../test-world';
import type { Furnish, Seen } from './contract';

/** Creates the scene of a contract without the wire API. Returns the callers by name, and the values that calls refer to. */
export async function stageOf(
  world: TestWorld,
  furnish?: Furnish,
): Promise<{ actors: Readonly<Record<string, Actor>>; seen: Seen }> {
  const root = await world.account();
  const actors: Record<string, Actor> = { root };
  const names = await furnish?.({
    world,
    root,
    account: async (by) => {
      actors[by] = await world.account(by);
      return actors[by];
    },
    signs: async (by, actor) => {
      actors[by] = actor;
      return '';
    },
  });
  return { actors, seen: { scene: { account: root.accountId, ...names } } };
}
