import type { NamedPerson } from '../../access/person-name';
import { personSubject } from '../../access/person-subject';
import type { AccessSubject } from '../../access/subject';
import { NoAccessError } from '../../access-portal/role-session';
import { findAccountFacts, requireAccountFacts } from '../../core/account-facts';
import { rootUserArn } from '../../core/arns';
import type { Caller } from '../../core/call';
import { findCredential } from '../../core/secrets/credentials';
import { findNow, nowOf } from '../../core/time/clock';
import type { Transaction } from '../../db/client';
import { callerOfRole, callerOfUser } from '../../iam/callers';
import { findEntity } from '../../iam/entity';
import { findInstance } from '../../identity-center/instance/rows';
import { findStoreUserByName } from '../../identity-store/rows';
import { parseIdentity } from '../format/identities';
import type { PackOperation } from '../format/schema';
import { isForeignAccount } from './extent';
import { accountIdOf, ownAccountIds, PackError, type World } from './world';

export const PARTITION = 'aws';

/** The role by which the management account administers the accounts it creates. */
const ACCESS_ROLE = 'OrganizationAccountAccessRole';

type From = NonNullable<PackOperation['from']>;

/**
 * Returns the caller for an identity with the operation's credentials: for a user, a console session or long-term keys.
 * @param now the real time; a console session begins at that moment by the account's clock
 * @throws PackError if the identity does not exist
 */
export async function callerFor(world: World, text: string, from: From, now: Date): Promise<Caller> {
  const identity = parseIdentity(text);
  const { reader: db } = world.database;
  switch (identity?.kind) {
    case 'root': {
      const accountId = await ownAccountIdOf(world, identity.account);
      const principal = { type: 'Root', accountId, arn: rootUserArn(PARTITION, accountId) } as const;
      return { accountId, principal, ...credentialOf(from, await findNow(db, accountId, now)) };
    }
    case 'user': {
      const accountId = await ownAccountIdOf(world, identity.account);
      const user = await findEntity({ db, accountId }, 'User', identity.name);
      if (!user) throw new PackError(`There is no user ${identity.name} in ${identity.account}.`);
      return { ...callerOfUser(PARTITION, user), ...credentialOf(from, await findNow(db, accountId, now)) };
    }
    case 'access': {
      const accountId = await ownAccountIdOf(world, identity.account);
      const role = await findEntity({ db, accountId }, 'Role', ACCESS_ROLE);
      if (!role) throw new PackError(`There is no role ${ACCESS_ROLE} in ${identity.account}.`);
      return callerOfRole(PARTITION, role, 'administrator');
    }
    case 'person': {
      const accountId = await ownAccountIdOf(world, identity.account);
      const subject = await findPersonSubject({ db, now }, accountId, identity);
      if (!subject) throw new PackError(`${identity.userName} cannot use ${identity.permissionSet} in ${identity.account}.`);
      return subject.caller;
    }
    case 'session':
      return callerOfKey(world, identity.reference, now);
    default:
      throw new PackError(`Nobody can call as ${text}.`);
  }
}

/**
 * Returns the id of an account of the attempt by its key. A saved id may have become another owner's account since.
 * @throws PackError
 */
export async function ownAccountIdOf(world: World, key: string): Promise<string> {
  const accountId = accountIdOf(world, key);
  if (await isForeignAccount(world.database.reader, ownAccountIds(world), accountId))
    throw new PackError(`${key} is an account that is not of the attempt.`);
  return accountId;
}

/**
 * Returns the session of a person of IAM Identity Center in an account of its organization; null if there is no such person, or the access
 * portal refuses the session.
 * @param now the real time; the session begins at that moment by the account's clock
 */
export async function findPersonSubject(
  { db, now }: { db: Transaction; now: Date },
  accountId: string,
  { userName, permissionSet }: Pick<NamedPerson, 'userName' | 'permissionSet'>,
): Promise<AccessSubject | null> {
  const account = await requireAccountFacts(db, accountId);
  const instance = account.organization && (await findInstance(db, { ownerId: account.organization.id }));
  const user = instance && (await findStoreUserByName(db, instance.identityStoreId, userName));
  if (!instance || !user) return null;
  const asked = { instance, user, account, permissionSetName: permissionSet };
  return personSubject({ db, partition: PARTITION, now: nowOf(account, now) }, asked).catch((error: unknown) => {
    if (error instanceof NoAccessError) return null;
    throw error;
  });
}

/** The life of a console session. Source: IAM User Guide, "Sign in to the AWS Management Console". */
const CONSOLE_SESSION_MS = 12 * 3_600_000;

function credentialOf({ credential = 'console', mfa = false }: From, now: Date): Pick<Caller, 'credential' | 'session'> {
  if (credential === 'longTerm') return { credential };
  const issuedAt = now.toISOString();
  const expiresAt = new Date(now.getTime() + CONSOLE_SESSION_MS).toISOString();
  const session = { issuedAt, expiresAt, mfaAuthenticated: mfa, ...(mfa && { mfaAuthenticatedAt: issuedAt }) };
  return { credential, session };
}

/** Returns the caller of saved credentials: those that STS answered, or a user's access key. */
async function callerOfKey(world: World, name: string, now: Date): Promise<Caller> {
  const { reader: db } = world.database;
  const saved = world.references[`ref.${name}`];
  const id = typeof saved === 'object' && saved !== null && !Array.isArray(saved) ? Reflect.get(saved, 'AccessKeyId') : saved;
  const found =
    typeof id === 'string' ? await findCredential(db, id, PARTITION, now, (accountId) => findAccountFacts(db, accountId)) : null;
  if (found?.state !== 'usable') throw new PackError(`The credentials saved as ${name} are ${found?.state ?? 'none'}.`);
  // A key id is not secret, and no signature was verified here.
  if (await isForeignAccount(db, ownAccountIds(world), found.caller.accountId))
    throw new PackError(`The credentials saved as ${name} are of an account that is not of the attempt.`);
  return found.caller;
}
