import 'server-only';
import { REVOKE_POLICY, revokedBefore } from './recipes/role';
import { runtime } from './runtime';
import type { RoleSession } from './session';

/**
 * Whether the session of a role that somebody switched to was revoked since, as the console revokes sessions: every call in it is denied then,
 * and those of a session that begins anew are not.
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
