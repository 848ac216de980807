import 'server-only';
import { REVOKE_POLICY, revokedBefore } from '../recipes/role';
import { runtime } from '../runtime';
import type { RoleSession } from './session';

/**
 * Returns whether a role session was revoked the way the console does it: all its calls are denied, and those of new sessions are
 * not.
 */
export async function isRevoked({ roleId, issuedAt }: RoleSession): Promise<boolean> {
  const { reader } = (await runtime()).database;
  const policy = await reader.inlinePolicy.findUnique({
    where: { entityId_nameKey: { entityId: roleId, nameKey: REVOKE_POLICY.toLowerCase() } },
    select: { document: true },
  });
  const before = policy && revokedBefore(policy.document);
  return before !== null && Date.parse(issuedAt) < before.getTime();
}
