import { type AccountFacts, isUsable } from '../../core/account-facts';
import type { Caller } from '../../core/call';
import type { Scope } from '../../core/operation';
import { giveWay, grouped } from '../../core/work/bulk';
import { exceedsRoleInlineSize, findPoliciesByName, type PolicyFinder } from '../../iam/reserved-role/rows';
import { accountFailure, policiesOf, policyFailure, referencesOf } from '../../identity-center/definition-in-account';
import { definitionOf, type PermissionSetRow, permissionSetArn } from '../../identity-center/permission-set/rows';
import { DefinitionDraft } from '../../identity-center/permission-set/schema';
import type { UnendedReason } from './limits';
import { withRevocation } from './revocation';
import { isShutOut } from './shut-out';

/** Sessions of a person with one permission set. */
type SessionsOfSet = { PermissionSetArn: string; PermissionSetName: string; AccountIds: string[] };

/**
 * An inline policy for a permission set, and the accounts in which it denies everything to the live sessions of a person. The engine tried
 * it on each of them.
 */
export type SessionRevocation = SessionsOfSet & { InlinePolicy: string };

/**
 * Sessions that no inline policy ends, and why. `TOO_LONG`: IAM would refuse the policy. `NOT_PROVISIONED`: the account would not get it,
 * for the reason in `Message`. `NOT_DENIED`: one of the sessions could still do something.
 */
export type UnendedSessions = SessionsOfSet & {
  Reason: UnendedReason;
  Message: string | null;
};

/** A session of a role of a permission set. `shutOut`: a statement already denies everything to it. */
export type LiveSession = { caller: Caller; account: AccountFacts; set: PermissionSetRow; shutOut: boolean };

export type PlannedRevocations = { Revocations: SessionRevocation[]; Unended: UnendedSessions[] };

/**
 * Plans how to end the sessions of a person that still can do something. Each policy is tried on the sessions of each account, and only the
 * accounts where it ends all of them are listed with it.
 */
export async function planRevocations(scope: Scope, userId: string, live: readonly LiveSession[]): Promise<PlannedRevocations> {
  const planned: PlannedRevocations = { Revocations: [], Unended: [] };
  const open = live.filter(({ shutOut }) => !shutOut);
  const bySet = [...grouped(open, ({ set }) => set)].sort(([one], [other]) => (one.name < other.name ? -1 : 1));
  for (const [set, sessions] of bySet) {
    const PermissionSetArn = permissionSetArn(scope.partition, set);
    const about = (AccountIds: string[]) => ({ PermissionSetArn, PermissionSetName: set.name, AccountIds: AccountIds.sort() });
    const byAccount = grouped(sessions, ({ account }) => account.id);
    const InlinePolicy = withRevocation(set.inlinePolicy ?? '', userId, endOf(sessions, scope.now));
    if (isRefused(InlinePolicy)) {
      planned.Unended.push({ ...about([...byAccount.keys()]), Reason: 'TOO_LONG', Message: null });
      continue;
    }
    const failureIn = await provisioningFailures(scope, { ...set, inlinePolicy: InlinePolicy }, [...byAccount.keys()]);
    const ended: string[] = [];
    for (const [accountId, own] of byAccount) {
      const Message = failureIn(own);
      if (Message !== null) planned.Unended.push({ ...about([accountId]), Reason: 'NOT_PROVISIONED', Message });
      else if (await isEnded(scope, own, InlinePolicy)) ended.push(accountId);
      else planned.Unended.push({ ...about([accountId]), Reason: 'NOT_DENIED', Message: null });
    }
    if (ended.length > 0) planned.Revocations.push({ ...about(ended), InlinePolicy });
  }
  return planned;
}

/** Returns the first time after the beginning of all sessions, and not before now. A session may have begun in the same instant. */
function endOf(sessions: readonly LiveSession[], now: Date): Date {
  const begun = sessions.map(({ caller }) => Date.parse(caller.session?.issuedAt ?? '') + 1);
  return new Date(Math.max(now.getTime(), ...begun.filter((time) => !Number.isNaN(time))));
}

/** Tests whether IAM Identity Center refuses an inline policy for its length. */
function isRefused(InlinePolicy: string): boolean {
  return exceedsRoleInlineSize(InlinePolicy) || !DefinitionDraft.safeParse({ InlinePolicy }).success;
}

/** Returns a function that tells why the account of some sessions would not get a permission set, or null. */
async function provisioningFailures({ db }: Scope, set: PermissionSetRow, accountIds: readonly string[]) {
  const definition = definitionOf(set);
  const find: PolicyFinder = await findPoliciesByName(db, accountIds, referencesOf(definition));
  return ([session]: readonly LiveSession[]): string | null => {
    if (!session) return null;
    const { account } = session;
    return isUsable(account) ? policyFailure(policiesOf(definition, account.id, find), account.id) : accountFailure(account.id);
  };
}

/** Tests whether a policy denies everything to each session. */
async function isEnded(scope: Scope, sessions: readonly LiveSession[], policy: string): Promise<boolean> {
  for (const { caller, account } of sessions) {
    if (!(await isShutOut(scope, caller, account, policy))) return false;
    await giveWay();
  }
  return true;
}
