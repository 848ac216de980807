import { type AccessDraft, NoAccessError, type NoAccessReason } from '../../access-portal/role-session';
import { findAccountFacts } from '../../core/account-facts';
import { callerMay } from '../../core/authorization/authorize';
import type { Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import { accessOf } from '../../identity-center/assignment/rows';
import type { InstanceRow } from '../../identity-center/instance/rows';
import { findAdministeredInstance, ownInstanceCheck } from '../../identity-center/own-instance';
import { findPermissionSetByName } from '../../identity-center/permission-set/rows';
import { findStoreUserByName, identityStoreArn } from '../../identity-store/rows';
import { readUsers } from '../../identity-store/user/rows';
import type { NamedPerson } from '../person-name';
import { personSubject } from '../person-subject';
import { mayReadAccount } from '../readable-accounts';
import type { AccessSubject } from '../subject';
import { NameError, type TestNames } from './names';

/** A person's session, or the reason why the person cannot have one. */
export type PersonAccess = { subject: AccessSubject; reason: null } | { subject: null; reason: string };

/**
 * Resolves a person to a session of the role that the permission set has in the account. The session has the name, tags and condition keys
 * that the access portal gives it.
 * @param draft changes of the stored state
 * @throws NameError for names that do not exist, and for callers who may not read the assignments
 */
export async function findPerson(
  scope: Scope,
  names: TestNames,
  person: NamedPerson,
  draft?: AccessDraft,
): Promise<PersonAccess> {
  const { db, partition, now } = scope;
  const instance = await requireInstance(scope);
  const { userName, permissionSet } = person;
  const accountId = names.account(person.account);
  const user = await findStoreUserByName(db, instance.identityStoreId, userName);
  if (!user) throw new NameError(`There is no user ${userName} in IAM Identity Center.`);
  if (!(await findPermissionSetByName(db, instance.id, permissionSet)))
    throw new NameError(`There is no permission set ${permissionSet}.`);
  const account = (await mayReadAccount(scope, accountId)) ? await findAccountFacts(db, accountId) : null;
  if (!account) throw new NameError(`Nothing is known here about account ${person.account}.`);
  try {
    const asked = { instance, user, account, permissionSetName: permissionSet };
    const subject = await personSubject({ db, partition, now }, asked, draft);
    return { subject, reason: null };
  } catch (error) {
    if (error instanceof NoAccessError) return { subject: null, reason: WHY_NOT[error.reason](person) };
    throw error;
  }
}

const WHY_NOT: Readonly<Record<NoAccessReason, (person: NamedPerson) => string>> = {
  NOT_USABLE: ({ userName, account }) => `The user ${userName} is disabled, or the account ${account} is not active.`,
  NOT_ASSIGNED: ({ userName, account, permissionSet }) =>
    `The user ${userName} has no assignment to ${permissionSet} in ${account}.`,
  NOT_PROVISIONED: ({ account, permissionSet }) => `The permission set ${permissionSet} is not provisioned in ${account}.`,
  ROLE_MISSING: ({ account, permissionSet }) => `The role of ${permissionSet} does not exist in ${account}.`,
  PROVIDER_MISSING: ({ account }) => `The SAML provider of IAM Identity Center does not exist in ${account}.`,
  NOT_TRUSTED: ({ account, permissionSet }) => `The role of ${permissionSet} in ${account} does not trust IAM Identity Center.`,
};

/** @throws NameError if the caller's account administers no instance, or the caller may not read its assignments */
async function requireInstance(scope: Scope): Promise<InstanceRow> {
  // Tests always mean the same, so they ask in the instance's Region.
  const instance = await findAdministeredInstance(scope);
  if (!instance) throw new NameError('This account administers no instance of IAM Identity Center.');
  const may = await callerMay(scope);
  const store = identityStoreArn(scope.partition, instance.accountId, instance.identityStoreId);
  const checks = [
    ownInstanceCheck('sso:ListAccountAssignmentsForPrincipal', scope, instance),
    { action: 'identitystore:GetUserId', resource: store },
  ];
  for (const check of checks)
    if (!(await may(check))) throw new NameError(`You don't have permission to view the assignments of people: ${check.action}.`);
  return instance;
}

/** The most users whose assignments are read for suggestions. */
const MOST_USERS = 50;

/** Returns the first people with an assignment in an account that tests can name, one for each permission set in each account. */
export async function somePeople(scope: Scope, names: TestNames, most: number): Promise<string[]> {
  const people = new Map<string, string>();
  try {
    const instance = await requireInstance(scope);
    for (const user of await readUsers(scope.db, instance.identityStoreId, '', MOST_USERS)) {
      for (const { accountId, permissionSet } of await accessOf(scope.db, instance, user.id)) {
        const account = nameFor(accountId, names);
        const key = `${accountId} ${permissionSet.id}`;
        if (account !== null && !people.has(key)) people.set(key, `sso-user/${user.userName}@${account}/${permissionSet.name}`);
        if (people.size >= most) return [...people.values()];
      }
      await giveWay();
    }
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
  }
  return [...people.values()];
}

/** Returns the account's name if it names no other account and has no @, otherwise its id, and null for an account out of reach. */
function nameFor(accountId: string, names: TestNames): string | null {
  const means = (text: string) => {
    try {
      return names.account(text) === accountId;
    } catch (error) {
      if (error instanceof NameError) return false;
      throw error;
    }
  };
  const name = names.nameOf(accountId);
  return !name.includes('@') && means(name) ? name : means(accountId) ? accountId : null;
}

/** Returns the condition keys of a person's session, so that a page without the person answers the same. */
export function keysOfPerson({ caller: { session } }: AccessSubject): { Key: string; Values: readonly string[] }[] {
  const tags = (session?.tags ?? []).map(({ Key, Value }) => ({ Key: `aws:PrincipalTag/${Key}`, Values: [Value] }));
  const keys = Object.entries(session?.contextKeys ?? {}).map(([Key, value]) => ({
    Key,
    Values: typeof value === 'string' ? [value] : value,
  }));
  return [...tags, ...keys];
}
