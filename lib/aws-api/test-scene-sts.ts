import { allow, roleOf, trust, userWith } from '../sts/test-actors';
import type { TestApi } from './test-api';
import type { Scene } from './test-errors';

/** An account with `admin`, a user who may do everything, and a role that trusts the account. */
export async function createStsScene(api: TestApi): Promise<Scene> {
  const root = await api.rootKeys();
  const admin = await userWith(api, root.actor, 'admin', allow('*'));
  const roleArn = await roleOf(root.actor, 'worker', trust(root.actor.accountId));
  const { principal } = admin.caller;
  const keys = { root, admin: await api.keys(root.actor, principal.type === 'User' ? principal.userId : '') };
  return { keys, seen: { scene: { account: root.actor.accountId, key: root.accessKeyId, roleArn } } };
}
