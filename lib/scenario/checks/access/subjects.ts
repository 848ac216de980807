import type { AccessAccount, AccessModel, AccessPrincipal } from '@gatehouse/policy/analyze';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { isOwnPasswordPolicy } from '../../../access/migration/definition';
import { prepareOwnPasswordPolicy } from '../../../core/authorization/principal-policies';
import { callerOfUser } from '../../../iam/callers';
import type { Who } from '../../format/access-checks';
import { replaceInText } from '../../format/references';
import { PARTITION } from '../../run/callers';
import { accountIdOf, PackError } from '../../run/world';
import type { Circumstances } from '../circumstances';
import { subjectFor } from '../principals';

/** A principal that a check is about, as it is now. */
export type Subject = {
  entry: AccessPrincipal;
  account: AccessAccount;
  /** The principal belongs to the check because it is, or would be, in this group. */
  group?: string;
  /** Nobody has this principal yet: it stands for everybody who joins the group later. */
  isNewcomer?: true;
};

/** The ids of newcomers. No user has them. */
const NEWCOMER = { id: 'AIDANEWCOMER000000000', name: 'gatehouse-newcomer' };

/**
 * Returns the principals of one entry of `who`: a principal, or everybody in a group with somebody who joins it later. Null if it does not
 * exist.
 * @throws PackError if it is no user, role or root user
 */
export async function subjectsOf(circumstances: Circumstances, now: AccessModel, who: Who): Promise<Subject[] | null> {
  if (typeof who !== 'string') return membersOf(circumstances, now, replaceInText(who.group, circumstances.lookUp));
  const found = await subjectFor(circumstances, who, undefined);
  if (!found) return null;
  for (const account of now.accounts) {
    const entry = account.principals.find(({ arn }) => arn === found.arn);
    if (entry) return [{ entry, account }];
  }
  throw new PackError(`${who} is no user, role or root user of the pack's accounts.`);
}

function membersOf({ world }: Circumstances, now: AccessModel, text: string): Subject[] | null {
  const at = text.lastIndexOf('@');
  const [name, accountId] = [text.slice(0, at), accountIdOf(world, text.slice(at + 1))];
  const account = now.accounts.find((each) => each.accountId === accountId);
  const group = account?.groups.find((each) => each.name === name);
  if (!account || !group) return null;
  const members = account.principals.filter(({ groups }) => groups?.includes(name) === true);
  const newcomer: Subject = { entry: newcomerOf(account, group.policies), account, group: name, isNewcomer: true };
  return [...members.map((entry): Subject => ({ entry, account, group: name })), newcomer];
}

/** Returns a user that is made now and has only the given policies. @param name the name, if several are compared */
export function newcomerOf(account: AccessAccount, identity: readonly PreparedPolicy[], name = NEWCOMER.name): AccessPrincipal {
  const user = { ...NEWCOMER, name, accountId: account.accountId, path: '/' };
  const { principal } = callerOfUser(PARTITION, user);
  // Every user has the facts of the account's place, which the root user has too.
  const root = account.principals.find((each) => each.principal.type === 'Root');
  const ownPassword = account.principals.some((each) => each.identity.some(isOwnPasswordPolicy));
  return {
    arn: 'arn' in principal ? principal.arn : '',
    principal,
    identity: [...identity, ...(ownPassword ? [prepareOwnPasswordPolicy(user)] : [])],
    ...(root?.facts && { facts: root.facts }),
  };
}

/** Returns the name of a principal, for sentences. */
export function nameOf({ entry, isNewcomer, group }: Subject): string {
  return isNewcomer ? `somebody who joins ${group} later` : entry.arn.slice(entry.arn.lastIndexOf('/') + 1).replace(/^.*:/, '');
}
