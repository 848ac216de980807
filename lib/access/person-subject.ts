import { type AccessDraft, personSession, requireAccess } from '../access-portal/role-session';
import type { AccountFacts } from '../core/account-facts';
import { loadCallerPolicies } from '../core/authorization/authorize';
import type { Caller } from '../core/call';
import type { Scope } from '../core/operation';
import { callerOfRole } from '../iam/callers';
import { roleArn } from '../iam/role/rows';
import type { InstanceRow } from '../identity-center/instance/rows';
import { sessionSeconds } from '../identity-center/permission-set/rows';
import type { StoreUserRow } from '../identity-store/rows';
import type { AccessSubject } from './subject';

/** The sessions of people, which have no MFA, whatever the person used to sign in. */
const NO_MFA = false;

/** A person of an instance, an account, and the name of a permission set. */
type AskedSession = { instance: InstanceRow; user: StoreUserRow; account: AccountFacts; permissionSetName: string };

/**
 * Returns the session that a person gets in an account with a permission set: with the name, tags and condition keys that the access
 * portal gives it. Nothing is stored.
 * @param draft changes of the stored state that decide whether the person gets the session
 * @throws NoAccessError if the portal refuses the session
 */
export async function personSubject(
  { db, partition, now }: Pick<Scope, 'db' | 'partition'> & { now: Date },
  { instance, user, account, permissionSetName }: AskedSession,
  draft?: AccessDraft,
): Promise<AccessSubject> {
  const asked = { instance, userId: user.id, accountId: account.id, permissionSetName };
  const { role, permissionSet } = await requireAccess(db, asked, draft);
  const { sessionName, tags, contextKeys } = personSession(instance, user, account.id);
  const issuedAt = now.toISOString();
  const session = {
    issuedAt,
    expiresAt: new Date(now.getTime() + sessionSeconds(permissionSet.sessionDuration) * 1000).toISOString(),
    mfaAuthenticated: NO_MFA,
    tags,
    contextKeys: { 'saml:sub': user.userName, 'saml:sub_type': 'persistent', ...contextKeys },
  };
  const caller: Caller = { ...callerOfRole(partition, role, sessionName), session };
  const policies = await loadCallerPolicies(db, caller, account);
  return { kind: 'Role', arn: roleArn(partition, role), name: role.name, account, caller, policies };
}
