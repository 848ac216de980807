import type { Furnish, Seen } from '../../core/testing/contract';
import type { Keys, TestApi } from './api';

/** The setup for the calls of a table: the callers and the resources that they name. */
export type Scene = { keys: Readonly<Record<string, Keys>>; seen: Seen };

/** The scene that a contract furnishes for its calls, in accounts that nobody else has a part in. */
export async function sceneOf(api: TestApi, furnish?: Furnish): Promise<Scene> {
  const { actor: root, ...rootKeys } = await api.rootKeys();
  const keys: Record<string, Keys> = { root: rootKeys };
  const names = await furnish?.({
    world: api,
    root,
    account: async (by) => {
      const { actor, ...signing } = await api.rootKeys();
      keys[by] = signing;
      return actor;
    },
    signs: async (by, { accountId, caller: { principal } }) => {
      const signing = await api.keys({ accountId }, principal.type === 'User' ? principal.userId : undefined);
      keys[by] = signing;
      return signing.accessKeyId;
    },
  });
  return { keys, seen: { scene: { account: root.accountId, ...names } } };
}
