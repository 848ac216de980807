import type { Furnish, Seen } from '../../core/testing/contract';
import { issueCredentials } from '../../sts/temporary-credentials';
import type { Keys, TestApi } from './api';

/** The setup for the calls of a table: their callers, and the values that they refer to. */
export type Scene = { keys: Readonly<Record<string, Keys>>; seen: Seen };

/** Creates the scene for a contract's calls, in accounts that no other contract uses. */
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
    signs: async (by, { accountId, caller: { principal, credential, session } }) => {
      if (session) {
        const { Credentials } = await issueCredentials(
          { db: api.database.writer, now: new Date() },
          accountId,
          { principal, credential, session },
          Math.floor((Date.parse(session.expiresAt) - Date.parse(session.issuedAt)) / 1000),
        );
        const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = Credentials;
        keys[by] = { accessKeyId, secretAccessKey, sessionToken };
        return accessKeyId;
      }
      const signing = await api.keys({ accountId }, principal.type === 'User' ? principal.userId : undefined);
      keys[by] = signing;
      return signing.accessKeyId;
    },
  });
  return { keys, seen: { scene: { account: root.accountId, ...names } } };
}
