import { hasEnded } from '../../account/console-sessions';
import { type Entry, endEntry, findEntry, sourceIdentityOf } from '../../classroom/entry';
import { assumedRoleArn, rootUserArn } from '../../core/arns';
import type { Caller } from '../../core/call';
import { log } from '../../core/log';
import { findCredential } from '../../core/secrets/credentials';
import { digest, newToken } from '../../core/secrets/secrets';
import { storedJson } from '../../core/text/stored-json';
import { aheadOf, CLOCK, later, nowOf } from '../../core/time/clock';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { expiryOf, findPasswordPolicy } from '../../iam/password-policy/rows';
import { userArn } from '../../iam/user/rows';
import { permissionSetOfRole } from '../../identity-center/role-name';

// AWS: a console session lasts 12 hours.
const SESSION_MS = 12 * 60 * 60 * 1000;
/** The precision of the stored last use, so that not every request writes. */
const USE_NOTED_MS = 60_000;
// AWS's console warns users within 15 days of password expiration.
const WARNED_BEFORE_MS = 15 * 24 * 60 * 60 * 1000;
const RECENT_ROLES = 5;

/** A role that the signed-in identity switched to. */
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

/** A role that a person became outside of the console. `name` is the permission set's or the role's name. */
export type FederatedRole = { name: string; sessionName: string; roleArn: string };

/** The session of a browser. `caller` makes the calls: the identity itself, or the role it switched to. */
export type ConsoleSession = {
  tokenHash: string;
  caller: Caller;
  /** The identity that signed in. AWS always authorizes switching roles for it. */
  identity: Caller;
  account: {
    id: string;
    name: string;
    email: string;
    alias: string | null;
    enforcement: string;
    /** `ALLOW` if the root user activated IAM access to billing information. */
    iamUserAccessToBilling: string;
    /** The account elsewhere whose identities were imported here for a rehearsal. */
    rehearsalOf: string | null;
    organizationId: string | null;
  };
  /** `maria`, `root`, or `Role/session`. */
  label: string;
  /** The name of the signed-in identity in the addresses of its pages (session-address.ts). */
  name: string;
  /** An opaque tag of the acting identity. It is not secret and the same in every session of the identity. */
  identityTag: string;
  /** An opaque tag of the session, the same for as long as it lasts. It is not secret. Null for personas of a class, who never sign in. */
  originTag: string | null;
  /** The number of milliseconds by which the account clocks of `identity` and `caller` are ahead of real time. */
  clocks: { identity: number; caller: number };
  roleSession: RoleSession | null;
  /** The role of an identity that an identity provider or the access portal signed in. */
  federated: FederatedRole | null;
  /** Set for an instructor in a student's accounts. */
  entry: Entry | null;
  recentRoles: readonly RecentRole[];
  expiresAt: Date;
  passwordResetRequired: boolean;
  /** True if the password's age requires the change, rather than an administrator. */
  passwordExpired: boolean;
  /** When the user's password expires, if that is soon. It can be changed until then. */
  passwordExpiresSoon: Date | null;
};

type Origin = { sourceIp: string; userAgent: string };

/**
 * Starts a session in a transaction.
 * @returns the token for the cookie; only its digest is stored
 */
export async function startSession(
  db: Transaction,
  identity: {
    accountId: string;
    userId: string | null;
    mfaAt: Date | null;
    entryId?: string;
    isPersona?: boolean;
    credentialId?: string;
  },
  origin: Origin,
  now: Date,
  lastsUntil?: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken();
  const longest = new Date(now.getTime() + SESSION_MS);
  const expiresAt = lastsUntil && lastsUntil < longest ? lastsUntil : longest;
  await db.consoleSession.create({
    data: { tokenHash: digest('session', token), ...identity, ...origin, createdAt: now, usedAt: now, expiresAt },
  });
  return { token, expiresAt };
}

export async function endSession(database: Database, tokenHash: string): Promise<void> {
  await transaction(database, async (tx) => {
    const row = await tx.consoleSession.findUnique({ where: { tokenHash }, select: { entryId: true } });
    if (row?.entryId) await endEntry(tx, row.entryId, new Date());
    await tx.consoleSession.deleteMany({ where: { tokenHash } });
  });
}

const WITH_CLOCK = { organization: CLOCK.organization } as const;

/**
 * Returns the session of a cookie, or null if it is unknown, expired, idle for too long, or its identity may no longer sign in.
 * Finding a session counts as a use unless it is only listed.
 * @param realTime sessions expire by their account's clock, a role's session by the role account's
 */
export async function findSession(
  database: Database,
  token: string,
  realTime: Date,
  isUse = true,
): Promise<ConsoleSession | null> {
  const db = database.reader;
  const row = await db.consoleSession.findUnique({ where: { tokenHash: digest('session', token) } });
  if (!row) return null;
  const account = await db.account.findUnique({ where: { id: row.accountId }, include: WITH_CLOCK });
  if (account?.state !== 'ACTIVE') return null;
  const now = nowOf(account, realTime);
  if (hasEnded(row, now)) return null;
  const user =
    row.userId === null ? null : await db.user.findUnique({ where: { id: row.userId }, include: { loginProfile: true } });
  if (row.userId !== null && !user?.loginProfile) return null;
  const federated = row.credentialId === null ? null : await findFederated(database, row.credentialId, realTime);
  if (row.credentialId !== null && !federated) return null;
  const entry = row.entryId === null ? null : await findEntry(db, row.entryId);
  if (row.entryId !== null && !entry) return null;
  if (isUse) await noteUse(database, row, now);

  const identity: Caller = federated?.caller ?? {
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
      // The history then shows the instructor.
      ...(entry && { sourceIdentity: sourceIdentityOf(entry.instructor) }),
    },
  };
  const found = await findRoleSession(db, row.roleSession, realTime);
  const usable = found?.account ?? account;
  const active = found?.session ?? null;
  const clocks = { identity: aheadOf(account), caller: aheadOf(usable) };
  const caller = active ? roleCaller(active, identity, clocks) : identity;
  return {
    tokenHash: row.tokenHash,
    identity,
    caller,
    name: sessionName(row, identity),
    identityTag: identityTag(caller),
    originTag: row.isPersona ? null : digest('session-origin', row.tokenHash),
    clocks,
    account: {
      id: usable.id,
      name: usable.name,
      email: usable.email,
      alias: usable.alias,
      enforcement: usable.enforcement,
      iamUserAccessToBilling: usable.iamUserAccessToBilling,
      rehearsalOf: usable.rehearsalOf,
      organizationId: usable.organizationId,
    },
    label: active ? `${active.roleName}/${active.sessionName}` : (user?.name ?? federatedLabel(federated) ?? 'root'),
    roleSession: active,
    federated: federated?.role ?? null,
    entry,
    recentRoles: row.recentRoles ? storedJson<RecentRole[]>(row.recentRoles) : [],
    expiresAt: row.expiresAt,
    // A persona's session was opened without its password.
    ...(await passwordState(db, account.id, row.isPersona ? null : (user?.loginProfile ?? null), now)),
  };
}

/** Returns who acts in a session, as the top bar and messages show it. */
export function signedInAs({ label, account }: Pick<ConsoleSession, 'label' | 'account'>): string {
  return `${label} @ ${account.alias ?? account.name}`;
}

/** Returns the account and a digest of the identity. A user that was deleted and created again gets another one. */
function sessionName({ accountId, userId }: { accountId: string; userId: string | null }, { principal }: Caller): string {
  const role = principal.type === 'AssumedRole' ? `${principal.roleId}:${principal.sessionName}` : undefined;
  return `${accountId}-${digest('session-name', `${accountId}/${userId ?? role ?? 'root'}`).slice(0, 8)}`;
}

/** Returns the caller of the temporary credentials that opened a session, or null if they ended or their role is gone. */
async function findFederated(
  database: Database,
  credentialId: string,
  realTime: Date,
): Promise<{ caller: Caller; role: FederatedRole } | null> {
  const credential = await findCredential(database.reader, credentialId, 'aws', realTime);
  if (credential.state !== 'usable') return null;
  const { caller } = credential;
  const { principal } = caller;
  if (principal.type !== 'AssumedRole') return null;
  const roleName = principal.roleArn.slice(principal.roleArn.lastIndexOf('/') + 1);
  const { sessionName, roleArn } = principal;
  return { caller, role: { name: permissionSetOfRole(roleName) ?? roleName, sessionName, roleArn } };
}

function federatedLabel(federated: { role: FederatedRole } | null): string | undefined {
  return federated ? `${federated.role.name}/${federated.role.sessionName}` : undefined;
}

/** Returns a digest of the ARN and the unique id. The id distinguishes a user from a deleted one with the same name. */
function identityTag({ principal }: Caller): string {
  return digest('identity', JSON.stringify(principal));
}

type PasswordState = Pick<ConsoleSession, 'passwordResetRequired' | 'passwordExpired' | 'passwordExpiresSoon'>;

/** Returns whether the password must be changed: an administrator required it, or the password policy's age is exceeded. */
async function passwordState(
  db: Database['reader'],
  accountId: string,
  profile: { passwordResetRequired: boolean; passwordChangedAt: Date } | null,
  now: Date,
): Promise<PasswordState> {
  const fresh = { passwordResetRequired: false, passwordExpired: false, passwordExpiresSoon: null };
  if (!profile) return fresh;
  if (profile.passwordResetRequired) return { ...fresh, passwordResetRequired: true };
  const policy = await findPasswordPolicy(db, accountId);
  const expiry = policy ? expiryOf(policy, profile.passwordChangedAt) : undefined;
  if (expiry === undefined) return fresh;
  const soon = expiry.getTime() - now.getTime() < WARNED_BEFORE_MS;
  const expired = now > expiry;
  return { passwordResetRequired: expired, passwordExpired: expired, passwordExpiresSoon: soon && !expired ? expiry : null };
}

async function noteUse(database: Database, { tokenHash, usedAt }: { tokenHash: string; usedAt: Date }, now: Date): Promise<void> {
  if (now.getTime() - usedAt.getTime() < USE_NOTED_MS) return;
  // A page makes several requests at once, of which one succeeds in writing. If the database is read-only, pages still work.
  const write = (tx: Transaction) => tx.consoleSession.updateMany({ where: { tokenHash, usedAt }, data: { usedAt: now } });
  await transaction(database, write).catch((error: unknown) =>
    log.warn({ err: error }, 'the use of a console session could not be noted'),
  );
}

/** Returns the role switched to with its account, while the session lasts and both exist. */
async function findRoleSession(db: Database['reader'], text: string | null, realTime: Date) {
  if (text === null) return null;
  const session = storedJson<RoleSession>(text);
  const account = await db.account.findUnique({ where: { id: session.accountId }, include: WITH_CLOCK });
  if (account?.state !== 'ACTIVE' || new Date(session.expiresAt) <= nowOf(account, realTime)) return null;
  const role = await db.role.findUnique({ where: { id: session.roleId }, select: { id: true } });
  return role && { session, account };
}

/** @param clocks as in `ConsoleSession`; the proof of MFA has the same age by both accounts' clocks */
export function roleCaller(role: RoleSession, identity: Caller, clocks: ConsoleSession['clocks']): Caller {
  const provedAt = identity.session?.mfaAuthenticatedAt;
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
      mfaAuthenticatedAt: provedAt && later(new Date(provedAt), clocks.caller - clocks.identity).toISOString(),
    },
  };
}

/** Stores the role to act as, and adds it to the last five roles, as in AWS. */
export async function storeRoleSession(database: Database, session: ConsoleSession, role: RoleSession): Promise<void> {
  const { accountId, roleName, displayName, color } = role;
  const others = session.recentRoles.filter((recent) => recent.accountId !== accountId || recent.roleName !== roleName);
  const recentRoles = [{ accountId, roleName, displayName, color }, ...others].slice(0, RECENT_ROLES);
  await transaction(database, (tx) =>
    // No row matches if the session has ended.
    tx.consoleSession.updateMany({
      where: { tokenHash: session.tokenHash },
      data: { roleSession: JSON.stringify(role), recentRoles: JSON.stringify(recentRoles) },
    }),
  );
}

/** Switches back to the signed-in identity. */
export async function clearRoleSession(database: Database, session: ConsoleSession): Promise<void> {
  await transaction(database, (tx) =>
    tx.consoleSession.updateMany({ where: { tokenHash: session.tokenHash }, data: { roleSession: null } }),
  );
}
