import { loadAccessModel } from '../access/access-model';
import { usesOfAccount } from '../core/events/last-use';
import { usesKnownSince } from '../core/events/older-uses';
import { defineOperation, type Scope } from '../core/operation';
import { readOwned } from '../core/work/bulk';
import { isServiceLinked, roleArn } from '../iam/role/rows';
import { userArn } from '../iam/user/rows';
import { readParameters } from './parameter-rows';
import { ListUnusedPermissionsInput } from './schema';
import { type Holder, policyUses } from './unused-permissions';

const DAY_MS = 86_400_000;
const MOST_POLICIES = 500;
const MOST_SERVICES = 4;

/** Lists the customer policies with unused permissions, those with most first. */
export const ListUnusedPermissions = defineOperation({
  service: 'gatehouse',
  name: 'ListUnusedPermissions',
  access: 'List',
  input: ListUnusedPermissionsInput,
  checks: () => [
    { action: 'iam:GetAccountAuthorizationDetails', resource: '*' },
    { action: 'iam:GetServiceLastAccessedDetails', resource: '*' },
  ],
  run: async (_input, scope) => {
    const { db, accountId, now } = scope;
    const { trackingDays } = (await readParameters(db, [accountId]))(accountId);
    const since = new Date(now.getTime() - trackingDays * DAY_MS);
    const model = await loadAccessModel(scope, 'account');
    const holders = await readHolders(scope);
    const used = await readUsed(scope, since);
    const principals = model.accounts.flatMap((account) => account.principals);
    const policies = await policyUses(
      { principals },
      (arn) => holders.get(arn),
      (id) => used.get(id) ?? [],
      since,
    );
    return {
      Days: trackingDays,
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
      Since: await usesKnownSince(db),
    };
  },
});

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
