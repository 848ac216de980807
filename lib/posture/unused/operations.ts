import type { AccessPrincipal } from '@gatehouse/policy/analyze';
import type { z } from 'zod';
import { loadAccessModel } from '../../access/model/access-model';
import { AwsError } from '../../core/errors';
import { usesOfAccount } from '../../core/events/last-use';
import { usesKnownSince } from '../../core/events/older-uses';
import { defineOperation, type Scope } from '../../core/operation';
import { plural } from '../../core/text/plural';
import { readOwned } from '../../core/work/bulk';
import { isServiceLinked, roleArn } from '../../iam/role/rows';
import { userArn } from '../../iam/user/rows';
import type { ExaminedAccount } from '../facts';
import { answerFix, type FindProblem, type FixAnswer, type Problem } from '../fix-answer';
import { onlyUsedActions } from '../fix-plans';
import { readParameters } from '../parameter-rows';
import type { Place } from '../places';
import { GetUnusedPermissionsFixInput, ListUnusedPermissionsInput } from '../schema';
import { type Holder, type PolicyUse, policyUses } from './permissions';

const DAY_MS = 86_400_000;
const MOST_POLICIES = 500;
const MOST_SERVICES = 4;

const CHECKS = [
  { action: 'iam:GetAccountAuthorizationDetails', resource: '*' },
  { action: 'iam:GetServiceLastAccessedDetails', resource: '*' },
];

/** Lists the customer policies with unused permissions, those with most first. */
export const ListUnusedPermissions = defineOperation({
  service: 'gatehouse',
  name: 'ListUnusedPermissions',
  access: 'List',
  input: ListUnusedPermissionsInput,
  checks: () => CHECKS,
  run: async (_input, scope) => {
    const model = await loadAccessModel(scope, 'account');
    const { days, usesIn } = await readUsesOfPolicies(scope);
    const policies = await usesIn(model.accounts.flatMap((account) => account.principals));
    return {
      Days: days,
      Total: policies.length,
      Policies: policies.slice(0, MOST_POLICIES).map((policy) => ({
        PolicyName: policy.name,
        PolicyArn: policy.arn,
        Holder: policy.holder && { Type: policy.holder.type, Name: policy.holder.name },
        Holders: policy.holders,
        /** True if every holder is younger than the period. */
        Young: policy.oldHolders === 0,
        Granted: policy.granted,
        Used: policy.used,
        Unused: policy.unused.slice(0, MOST_SERVICES).map(({ service, actions }) => ({ Service: service, Actions: actions })),
        MoreServices: Math.max(0, policy.unused.length - MOST_SERVICES),
        AllowsUnseen: policy.allowsUnseen,
      })),
      /** The time from which uses are known. If it is after the period began, a missing use proves nothing. */
      Since: await usesKnownSince(scope.db),
    };
  },
});

/**
 * Returns the calls that take the unused actions out of a policy, tried on a copy of the account. An AWS managed policy is
 * replaced by a policy of the account.
 * @throws AwsError NotFound if no principal has such a policy, or all its actions are used
 */
export const GetUnusedPermissionsFix = defineOperation({
  service: 'gatehouse',
  name: 'GetUnusedPermissionsFix',
  access: 'Read',
  input: GetUnusedPermissionsFixInput,
  checks: () => CHECKS,
  run: async ({ Many = false, ...asked }, scope): Promise<FixAnswer> => {
    const { days, since, usesIn } = await readUsesOfPolicies(scope);
    const known = await usesKnownSince(scope.db);
    const isKnown = known === null || known <= since;
    const find: FindProblem = async (account) => {
      const uses = await usesIn(account.access.principals);
      const use = uses.find((each) => isAsked(each, asked) && each.granted > each.used);
      return use ? problemOf(account, use, { days, isKnown }) : null;
    };
    const answer = await answerFix(scope, find, Many);
    if (!answer) throw new AwsError('NotFoundException', 'No policy with this name has unused permissions.');
    return answer;
  },
});

type AskedPolicy = Omit<z.output<typeof GetUnusedPermissionsFixInput>, 'Many'>;

function isAsked({ arn, name, holder }: PolicyUse, { PolicyArn, PolicyName, Holder }: AskedPolicy): boolean {
  if (PolicyArn !== undefined) return arn === PolicyArn;
  return arn === null && name === PolicyName && holder?.type === Holder?.Type && holder?.name === Holder?.Name;
}

const NOT_LONG_ENOUGH = 'Use is not known for the whole period, so nothing shows yet which permissions are needed.';
const ALL_YOUNG = 'All its users and roles are younger than the period, so nothing shows yet which permissions they need.';

/** Returns the unused permissions of a policy as a problem. */
function problemOf(account: ExaminedAccount, use: PolicyUse, { days, isKnown }: { days: number; isKnown: boolean }): Problem {
  const { name, arn, holder, usedActions } = use;
  const because = isKnown ? (use.oldHolders === 0 ? ALL_YOUNG : null) : NOT_LONG_ENOUGH;
  const page = { User: 'user', Group: 'group', Role: 'role' } as const;
  const place: Place =
    arn !== null ? ['policy', arn, 'permissions'] : holder ? [page[holder.type], holder.name, 'permissions'] : ['users'];
  const fix = {
    text: `Remove the ${plural(use.granted - use.used, 'action')} that nobody used in the last ${plural(days, 'day')}`,
    place,
    needs: arn === null ? `iam:Put${holder?.type}Policy` : 'iam:CreatePolicyVersion',
  };
  const id = JSON.stringify([arn, holder, name]);
  const title = `${name} has unused permissions`;
  if (because !== null) return { id, title, fix: { ...fix, byHand: because } };
  return { id, title, fix: { ...fix, change: () => onlyUsedActions(account, { name, arn, holder }, usedActions, days) } };
}

/** Reads the use by all principals, for counting how much of each policy is used. */
async function readUsesOfPolicies(scope: Scope) {
  const { db, accountId, now } = scope;
  const { trackingDays: days } = (await readParameters(db, [accountId]))(accountId);
  const since = new Date(now.getTime() - days * DAY_MS);
  const holders = await readHolders(scope);
  const used = await readUsed(scope, since);
  const usesIn = (principals: readonly AccessPrincipal[]) =>
    policyUses(
      { principals },
      (arn) => holders.get(arn),
      (id) => used.get(id) ?? [],
      since,
    );
  return { days, since, usesIn };
}

/** Returns the users and roles of the account by ARN. Service-linked roles are left out because customers can't change them. */
async function readHolders({ db, accountId, partition }: Scope): Promise<Map<string, Holder>> {
  const select = { id: true, accountId: true, path: true, name: true, createdAt: true } as const;
  const users = await readOwned([accountId], (where, take) => db.user.findMany({ where, orderBy: { id: 'asc' }, take, select }));
  const roles = await readOwned([accountId], (where, take) => db.role.findMany({ where, orderBy: { id: 'asc' }, take, select }));
  return new Map([
    ...users.map((user) => [userArn(partition, user), user] as const),
    ...roles.filter((role) => !isServiceLinked(role)).map((role) => [roleArn(partition, role), role] as const),
  ]);
}

async function readUsed({ db, accountId }: Scope, since: Date): Promise<Map<string, string[]>> {
  const used = new Map<string, string[]>();
  for await (const uses of usesOfAccount(db, accountId)) {
    for (const { principalId, action, lastSuccess } of uses) {
      if (lastSuccess === null || lastSuccess < since) continue;
      const own = used.get(principalId);
      if (own) own.push(action);
      else used.set(principalId, [action]);
    }
  }
  return used;
}
