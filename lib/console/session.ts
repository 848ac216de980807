import { assumedRoleArn, rootUserArn } from '../core/arns';
import type { Caller } from '../core/call';
import { digest, newToken } from '../core/secrets';
import type { Database } from '../db/client';
import { transaction } from '../db/transaction';
import { findPasswordPolicy, isExpired } from '../iam/password-policy/rows';
import { userArn } from '../iam/user/rows';

export const SESSION_COOKIE = 'gatehouse-session';
// AWS: a console session lasts 12 hours.
const SESSION_MS = 12 * 60 * 60 * 1000;
const RECENT_ROLES = 5;

/** A role the signed-in identity has switched to. */
export type RoleSession = {
  accountId: string;
  accountName: string;
  roleArn: string;
  roleId: string;
  roleName: string;
  sessionName: string;
  serviceLinked: boolean;
  issuedAt: string;
  expiresAt: string;
  displayName: string;
  color: string;
};

export type RecentRole = Pick<RoleSession, 'accountId' | 'roleName' | 'displayName' | 'color'>;

/** Who sits in front of the browser. `caller` is whom calls are made as: the identity itself or the role it switched to. */
export type ConsoleSession = {
  tokenHash: string;
  caller: Caller;
  /** The identity that signed in. AWS: switching roles is always decided for it. */
  identity: Caller;
  account: { id: string; name: string; email: string; alias: string | null; enforcement: string };
  /** `maria`, `root`, or `Role/session`. */
  label: string;
  /** Which identity acts, opaque and no secret: the same for the same one, whichever session it is in. */
  identityTag: string;
  roleSession: RoleSession | null;
  recentRoles: readonly RecentRole[];
  expiresAt: Date;
  passwordResetRequired: boolean;
};

type Origin = { sourceIp: string; userAgent: string };

/** Starts a session; returns the token for the cookie. Only its digest is stored. */
export async function startSession(
  database: Database,
  identity: { accountId: string; userId: string | null; mfaAt: Date | null },
  origin: Origin,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken();
  const expiresAt = new Date(now.getTime() + SESSION_MS);
  await transaction(database, async (tx) => {
    await tx.consoleSession.deleteMany({ where: { expiresAt: { lt: now } } });
    await tx.consoleSession.create({
      data: { tokenHash: digest('session', token), ...identity, ...origin, createdAt: now, expiresAt },
    });
  });
  return { token, expiresAt };
}

export async function endSession(database: Database, tokenHash: string): Promise<void> {
  await transaction(database, (tx) => tx.consoleSession.deleteMany({ where: { tokenHash } }));
}

/** The session behind a cookie, or null: unknown, expired, or of an identity or account that may no longer sign in. */
export async function findSession(database: Database, token: string, now: Date): Promise<ConsoleSession | null> {
  const db = database.reader;
  const row = await db.consoleSession.findUnique({ where: { tokenHash: digest('session', token) } });
  if (!row || row.expiresAt <= now) return null;
  const account = await db.account.findUnique({ where: { id: row.accountId } });
  if (account?.state !== 'ACTIVE') return null;
  const user =
    row.userId === null ? null : await db.user.findUnique({ where: { id: row.userId }, include: { loginProfile: true } });
  if (row.userId !== null && !user?.loginProfile) return null;

  const identity: Caller = {
    accountId: account.id,
    credential: 'console',
    principal: user
      ? { type: 'User', accountId: account.id, arn: userArn('aws', user), userId: user.id, userName: user.name }
      : { type: 'Root', accountId: account.id, arn: rootUserArn('aws', account.id) },
    session: {
      issuedAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      mfaAuthenticated: row.mfaAt !== null,
      mfaAuthenticatedAt: row.mfaAt?.toISOString(),
    },
  };
  const roleSession = parseRoleSession(row.roleSession, now);
  const roleAccount = roleSession ? await db.account.findUnique({ where: { id: roleSession.accountId } }) : account;
  const usable = roleAccount?.state === 'ACTIVE' ? roleAccount : account;
  const active = roleSession && usable.id === roleSession.accountId ? roleSession : null;
  const caller = active ? roleCaller(active, identity) : identity;
  return {
    tokenHash: row.tokenHash,
    identity,
    caller,
    identityTag: identityTag(caller),
    account: { id: usable.id, name: usable.name, email: usable.email, alias: usable.alias, enforcement: usable.enforcement },
    label: active ? `${active.roleName}/${active.sessionName}` : (user?.name ?? 'root'),
    roleSession: active,
    recentRoles: row.recentRoles ? (JSON.parse(row.recentRoles) as RecentRole[]) : [],
    expiresAt: row.expiresAt,
    passwordResetRequired: user ? await mustChangePassword(db, account.id, user.loginProfile, now) : false,
  };
}

/** Who acts in a session, as the top bar and messages name it. */
export function signedInAs({ label, account }: Pick<ConsoleSession, 'label' | 'account'>): string {
  return `${label} @ ${account.alias ?? account.name}`;
}

/** Of the ARN that the bar shows and of the unique id, which tells two of the same name apart, one made after the other was deleted. */
function identityTag({ principal }: Caller): string {
  return digest('identity', JSON.stringify(principal));
}

/** Asked for by an administrator, or by the age the account's password policy allows. */
async function mustChangePassword(
  db: Database['reader'],
  accountId: string,
  profile: { passwordResetRequired: boolean; passwordChangedAt: Date } | null,
  now: Date,
): Promise<boolean> {
  if (!profile || profile.passwordResetRequired) return profile !== null;
  const policy = await findPasswordPolicy(db, accountId);
  return policy !== null && isExpired(policy, profile.passwordChangedAt, now);
}

function parseRoleSession(text: string | null, now: Date): RoleSession | null {
  if (text === null) return null;
  const session = JSON.parse(text) as RoleSession;
  return new Date(session.expiresAt) > now ? session : null;
}

function roleCaller(role: RoleSession, identity: Caller): Caller {
  return {
    accountId: role.accountId,
    credential: 'assumeRole',
    principal: {
      type: 'AssumedRole',
      accountId: role.accountId,
      arn: assumedRoleArn('aws', role.accountId, role.roleName, role.sessionName),
      roleArn: role.roleArn,
      roleId: role.roleId,
      sessionName: role.sessionName,
      serviceLinked: role.serviceLinked,
    },
    session: {
      issuedAt: role.issuedAt,
      expiresAt: role.expiresAt,
      mfaAuthenticated: identity.session?.mfaAuthenticated,
      mfaAuthenticatedAt: identity.session?.mfaAuthenticatedAt,
    },
  };
}

/** Acts as a role from now on, and remembers it among the last five (AWS). */
export async function storeRoleSession(database: Database, session: ConsoleSession, role: RoleSession): Promise<void> {
  const { accountId, roleName, displayName, color } = role;
  const others = session.recentRoles.filter((recent) => recent.accountId !== accountId || recent.roleName !== roleName);
  const recentRoles = [{ accountId, roleName, displayName, color }, ...others].slice(0, RECENT_ROLES);
  await transaction(database, (tx) =>
    tx.consoleSession.update({
      where: { tokenHash: session.tokenHash },
      data: { roleSession: JSON.stringify(role), recentRoles: JSON.stringify(recentRoles) },
    }),
  );
}

/** "Switch back": acts as the identity that signed in. */
export async function clearRoleSession(database: Database, session: ConsoleSession): Promise<void> {
  await transaction(database, (tx) =>
    tx.consoleSession.update({ where: { tokenHash: session.tokenHash }, data: { roleSession: null } }),
  );
}
