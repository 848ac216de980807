import { rootUserArn } from '../core/arns';
import { AwsError } from '../core/errors';
import { insertEvent } from '../core/events';
import { type Check, defineOperation, type Scope } from '../core/operation';
import { storedBytesOf } from '../core/stored-bytes';
import {
  GetAccountSettingsInput,
  PutAccountEnforcementInput,
  PutAccountRehearsalInput,
  SUPPORT_PLANS,
  type SupportPlan,
} from './schema';
import { isOffered, supportPlanAt } from './support-plans';

/** What is about an account as a whole is asked of its root ARN. */
export function accountCheck(action: string, { partition, accountId }: Scope): Check {
  return { action, resource: rootUserArn(partition, accountId) };
}

/**
 * The questions of a call that can undo every policy of an account. Two names, so that neither `iam:*` nor an Allow with
 * `NotAction: iam:*` (PowerUserAccess) is enough: only root, or whoever may do everything.
 */
export function wholeAccountChecks(name: string, scope: Scope): Check[] {
  return [accountCheck(`gatehouse:${name}`, scope), accountCheck(`iam:${name}`, scope)];
}

/**
 * The same for what takes an account back to what it was, or out of what its policies say: not in an account that a student works in, which is
 * looked at as it is. The class itself goes back to a step, or starts again.
 * @throws AwsError AccessDenied in an account of a class
 */
export async function wholeAccountChecksOutsideOfClasses(name: string, scope: Scope): Promise<Check[]> {
  const { db, account } = scope;
  const ids = [account.id, account.organization?.managementAccountId ?? account.id];
  if ((await db.attemptAccount.count({ where: { accountId: { in: ids } } })) > 0)
    throw new AwsError('AccessDenied', 'Not in an account of a class: the page of the lab goes back to a step, or starts again.');
  return wholeAccountChecks(name, scope);
}

/** The account a caller is in: its names, its place, and what it does with denials. The permission is that of IAM's own summary. */
export const GetAccountSettings = defineOperation({
  service: 'gatehouse',
  name: 'GetAccountSettings',
  access: 'Read',
  input: GetAccountSettingsInput,
  checks: () => [{ action: 'iam:GetAccountSummary', resource: '*' }],
  run: async (_input, { db, account, now }) => {
    const { email, createdAt, supportPlan, iamUserAccessToBilling, rehearsalOf, rehearsalSince } =
      await db.account.findUniqueOrThrow({
        where: { id: account.id },
        select: {
          email: true,
          createdAt: true,
          supportPlan: true,
          iamUserAccessToBilling: true,
          rehearsalOf: true,
          rehearsalSince: true,
        },
      });
    return {
      AccountId: account.id,
      AccountName: account.name,
      AccountAlias: account.alias ?? undefined,
      Email: email,
      CreatedAt: createdAt,
      OrganizationId: account.organization?.id,
      ManagementAccountId: account.organization?.managementAccountId,
      Enforcement: account.enforcement,
      RehearsalOf: rehearsalOf ?? undefined,
      RehearsalSince: rehearsalSince ?? undefined,
      SupportPlan: supportPlanAt(supportPlan as SupportPlan, now),
      SupportPlans: SUPPORT_PLANS.filter((plan) => isOffered(plan, now)),
      IamUserAccessToBilling: iamUserAccessToBilling as 'ALLOW' | 'DENY',
      StoredData: await storedBytesOf(db, account.id),
    };
  },
});

/**
 * Chooses whether denials of the caller's account are obeyed: those of its own policies, since the guardrails of its organization always
 * are. Service control policies limit it like any other call, and the management account's history has it too.
 */
export const PutAccountEnforcement = defineOperation({
  service: 'gatehouse',
  name: 'PutAccountEnforcement',
  access: 'Permissions management',
  alwaysEnforced: true,
  input: PutAccountEnforcementInput,
  checks: (_input, scope) => wholeAccountChecksOutsideOfClasses('PutAccountEnforcement', scope),
  run: async (input, scope) => {
    const { db, account } = scope;
    await db.account.update({ where: { id: account.id }, data: { enforcement: input.Enforcement } });
    const output = { Enforcement: input.Enforcement, PreviousEnforcement: account.enforcement };
    await tellManagementAccount(scope, input, output);
    return output;
  },
});

/**
 * Marks the caller's account as a rehearsal of one elsewhere: what identities of that one may do is tried out here, and nobody takes it for the
 * account itself. It decides nothing about access.
 */
export const PutAccountRehearsal = defineOperation({
  service: 'gatehouse',
  name: 'PutAccountRehearsal',
  access: 'Write',
  input: PutAccountRehearsalInput,
  checks: (_input, scope) => [accountCheck('iam:PutAccountRehearsal', scope)],
  run: async ({ RehearsalOf }, { db, account, now }) => {
    const rehearsalSince = RehearsalOf === null ? null : now;
    await db.account.update({ where: { id: account.id }, data: { rehearsalOf: RehearsalOf, rehearsalSince } });
    return { RehearsalOf: RehearsalOf ?? undefined };
  },
});

async function tellManagementAccount({ db, call, account, partition }: Scope, input: object, output: object): Promise<void> {
  const managementAccountId = account.organization?.managementAccountId ?? account.id;
  if (managementAccountId === account.id) return;
  await insertEvent(db, {
    call,
    service: 'gatehouse',
    name: 'PutAccountEnforcement',
    readOnly: false,
    outcome: 'Success',
    input,
    output,
    resources: [{ ARN: rootUserArn(partition, account.id), accountId: account.id }],
    accountId: managementAccountId,
  });
}
