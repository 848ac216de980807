import { hasEnded } from '../account/console-sessions';
import { sourceIdentityOf } from '../classroom/entry';
import { assumedRoleArn, rootUserArn } from '../core/arns';
import type { Caller } from '../core/call';
import { aheadOf, CLOCK, later, nowOf } from '../core/clock';
import { log } from '../core/log';
import { digest, newToken } from '../core/secrets';
import type { Database, Transaction } from '../db/client';
import { transaction } from '../db/transaction';
import { expiryOf, findPasswordPolicy } from '../iam/password-policy/rows';
import { userArn } from '../iam/user/rows';

// AWS: a console session lasts 12 hours.
const SESSION_MS = 12 * 60 * 60 * 1000;
/** How old what is stored about the last use may be: a session is written once in a while, not with every request. */
const USE_NOTED_MS = 60_000;
// AWS: the console warns users when they are within 15 days of password expiration.
const WARNED_BEFORE_MS = 15 * 24 * 60 * 60 * 1000;
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

/** Whose work an instructor looks at, null for a solution, and whether anything may be changed there. */
export type SessionEntry = { id: string; instructor: string; student: string | null; mayChange: boolean };

/** Who sits in front of the browser. `caller` is whom calls are made as: the identity itself or the role it switched to. */
export type ConsoleSession = {
  tokenHash: string;
  caller: Caller;
  /** The identity that signed in. AWS: switching roles is always decided for it. */
  identity: Caller;
  account: {
    id: string;
    name: string;
    email: string;
    alias: string | null;
    enforcement: string;
    /** ALLOW: the root user has activated IAM access to billing information. */
    iamUserAccessToBilling: string;
    /** The account elsewhere whose identities were imported here, to try out what happens to them. */
    rehearsalOf: string | null;
    organizationId: string | null;
  };
  /** `maria`, `root`, or `Role/session`. */
  label: string;
  /** Names the identity that signed in, in the addresses of its pages (session-address.ts). */
  name: string;
  /** Which identity acts, opaque and no secret: the same for the same one, whichever session it is in. */
  identityTag: string;
  /** By how many milliseconds the clocks of both are ahead of the real time: of the account of `identity`, and of that of `caller`. */
  clocks: { identity: number; caller: number };
  roleSession: RoleSession | null;
  /** An instructor in the accounts of a student. */
  entry: SessionEntry | null;
  recentRoles: readonly RecentRole[];
  expiresAt: Date;
  passwordResetRequired: boolean;
  /** That it is required by the password's age, and not by an administrator. */
  passwordExpired: boolean;
  /** When the password of the user that signed in expires, where that is soon; it can be changed until then. */
  passwordExpiresSoon: Date | null;
};

type Origin = { sourceIp: string; userAgent: string };

/** Starts a session in a transaction; returns the token for the cookie. Only its digest is stored. */
export async function startSession(
  db: Transaction,
  identity: { accountId: string; userId: string | null; mfaAt: Date | null; entryId?: string; isPersona?: boolean },
  origin: Origin,
  now: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const token = newToken();
  const expiresAt = new Date(now.getTime() + SESSION_MS);
  await db.consoleSession.create({
    data: { tokenHash: digest('session', token), ...identity, ...origin, createdAt: now, usedAt: now, expiresAt },
  });
  return { token, expiresAt };
}

export async function endSession(database: Database, tokenHash: string): Promise<void> {
  await transaction(database, async (tx) => {
    const row = await tx.consoleSession.findUnique({ where: { tokenHash }, select: { entryId: true } });
    if (row?.entryId) await tx.entry.updateMany({ where: { id: row.entryId, until: null }, data: { until: new Date() } });
    await tx.consoleSession.deleteMany({ where: { tokenHash } });
  });
}

/** An instructor's entry, as long as the attempt is there and its class is one of theirs. */
async function findEntry(db: Database['reader'], id: string): Promise<SessionEntry | null> {
  const entry = await db.entry.findUnique({
    where: { id },
    include: { attempt: { select: { member: { select: { name: true } }, assignment: { select: { classId: true } } } } },
  });
  if (!entry) return null;
  const { classId } = entry.attempt.assignment;
  const teaches = await db.classInstructor.findUnique({ where: { classId_personId: { classId, personId: entry.personId } } });
  const { name: instructor, mayChange } = entry;
  return teaches && { id, instructor, student: entry.attempt.member?.name ?? null, mayChange };
}

const WITH_CLOCK = { organization: CLOCK.organization } as const;

/**
 * The session behind a cookie, or null: unknown, expired, not used for too long, or of an identity or account that may no longer sign in.
 * Finding it counts as a use, unless it is only told of.
 * @param realTime a session expires by the clock of its account, that of a role by the clock of the role's
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
  const entry = row.entryId === null ? null : await findEntry(db, row.entryId);
  if (row.entryId !== null && !entry) return null;
  if (isUse) await noteUse(database, row, now);

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
      // So that the history says who it was.
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
    name: sessionName(row),
    identityTag: identityTag(caller),
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
    label: active ? `${active.roleName}/${active.sessionName}` : (user?.name ?? 'root'),
    roleSession: active,
    entry,
    recentRoles: row.recentRoles ? (JSON.parse(row.recentRoles) as RecentRole[]) : [],
    expiresAt: row.expiresAt,
    ...(await passwordState(db, account.id, user?.loginProfile ?? null, now)),
  };
}

/** Who acts in a session, as the top bar and messages name it. */
export function signedInAs({ label, account }: Pick<ConsoleSession, 'label' | 'account'>): string {
  return `${label} @ ${account.alias ?? account.name}`;
}

/** Its account, and a digest of who it is there: a user that is made anew under a name of before has another one. */
function sessionName({ accountId, userId }: { accountId: string; userId: string | null }): string {
  return `${accountId}-${digest('session-name', `${accountId}/${userId ?? 'root'}`).slice(0, 8)}`;
}

/** Of the ARN that the bar shows and of the unique id, which tells two of the same name apart, one made after the other was deleted. */
function identityTag({ principal }: Caller): string {
  return digest('identity', JSON.stringify(principal));
}

type PasswordState = Pick<ConsoleSession, 'passwordResetRequired' | 'passwordExpired' | 'passwordExpiresSoon'>;

/** A change can be asked for by an administrator, or by the age that the account's password policy allows. */
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
  // One of the requests that a page makes at once does it. Where nothing can be written, pages can still be read.
  const write = (tx: Transaction) => tx.consoleSession.updateMany({ where: { tokenHash, usedAt }, data: { usedAt: now } });
  await transaction(database, write).catch((error: unknown) =>
    log.warn({ err: error }, 'the use of a console session could not be noted'),
  );
}

/** The role switched to with its account, for as long as the session lasts and both are there. */
async function findRoleSession(db: Database['reader'], text: string | null, realTime: Date) {
  if (text === null) return null;
  const session = JSON.parse(text) as RoleSession;
  const account = await db.account.findUnique({ where: { id: session.accountId }, include: WITH_CLOCK });
  if (account?.state !== 'ACTIVE' || new Date(session.expiresAt) <= nowOf(account, realTime)) return null;
  const role = await db.role.findUnique({ where: { id: session.roleId }, select: { id: true } });
  return role && { session, account };
}

/** @param clocks as `ConsoleSession` has them: a proof of MFA is as old for the role's account as for that of the identity */
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

/** Acts as a role from now on, and remembers it among the last five (AWS). */
export async function storeRoleSession(database: Database, session: ConsoleSession, role: RoleSession): Promise<void> {
  const { accountId, roleName, displayName, color } = role;
  const others = session.recentRoles.filter((recent) => recent.accountId !== accountId || recent.roleName !== roleName);
  const recentRoles = [{ accountId, roleName, displayName, color }, ...others].slice(0, RECENT_ROLES);
  await transaction(database, (tx) =>
    // None where it has ended meanwhile.
    tx.consoleSession.updateMany({
      where: { tokenHash: session.tokenHash },
      data: { roleSession: JSON.stringify(role), recentRoles: JSON.stringify(recentRoles) },
    }),
  );
}

/** "Switch back": acts as the identity that signed in. */
export async function clearRoleSession(database: Database, session: ConsoleSession): Promise<void> {
  await transaction(database, (tx) =>
    tx.consoleSession.updateMany({ where: { tokenHash: session.tokenHash }, data: { roleSession: null } }),
  );
}
