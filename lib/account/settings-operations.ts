import { rootUserArn } from '../core/arns';
import { AwsError } from '../core/errors';
import { insertEvent } from '../core/events/events';
import { resetRefusal } from '../core/module/call-hooks';
import { type Check, defineOperation, type Scope } from '../core/operation';
import { storedBytesOf } from '../core/run/stored-bytes';
import { oneOf } from '../core/text/lists';
import { GetAccountSettingsInput, PutAccountEnforcementInput, PutAccountRehearsalInput, SUPPORT_PLANS } from './schema';
import { isOffered, supportPlanAt } from './support-plans';

/** Returns the check for an account as a whole, on its root ARN. */
export function accountCheck(action: string, { partition, accountId }: Scope): Check {
  return { action, resource: rootUserArn(partition, accountId) };
}

/**
 * Returns the checks of a call that can undo every policy of an account. It needs two actions, so that neither `iam:*` nor an
 * Allow with `NotAction: iam:*` (PowerUserAccess) is enough: only root or full access.
 */
export function wholeAccountChecks(name: string, scope: Scope): Check[] {
  return [accountCheck(`gatehouse:${name}`, scope), accountCheck(`iam:${name}`, scope)];
}

/**
 * Returns the checks of a call that restores an account or escapes its policies.
 * @throws AwsError AccessDenied if a module refuses that in the account, as classes do
 */
export async function resetChecks(name: string, scope: Scope): Promise<Check[]> {
  const { db, account } = scope;
  const refusal = await resetRefusal(db, [account.id, account.organization?.managementAccountId ?? account.id]);
  if (refusal !== null) throw new AwsError('AccessDenied', refusal);
  return wholeAccountChecks(name, scope);
}

/** Returns the caller's account: its names, organization and enforcement mode. It needs the permission of IAM's summary. */
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
      SupportPlan: supportPlanAt(oneOf(SUPPORT_PLANS, supportPlan), now),
      SupportPlans: SUPPORT_PLANS.filter((plan) => isOffered(plan, now)),
      IamUserAccessToBilling: oneOf(['ALLOW', 'DENY'], iamUserAccessToBilling),
      StoredData: await storedBytesOf(db, account.id),
    };
  },
});

/**
 * Sets whether denials by the account's own policies are enforced; SCPs and RCPs always are. SCPs limit this call like any other,
 * and the management account's history records it too.
 */
export const PutAccountEnforcement = defineOperation({
  service: 'gatehouse',
  name: 'PutAccountEnforcement',
  access: 'Permissions management',
  alwaysEnforced: true,
  input: PutAccountEnforcementInput,
  checks: (_input, scope) => resetChecks('PutAccountEnforcement', scope),
  run: async (input, scope) => {
    const { db, account } = scope;
    await db.account.update({ where: { id: account.id }, data: { enforcement: input.Enforcement } });
    const output = { Enforcement: input.Enforcement, PreviousEnforcement: account.enforcement };
    await tellManagementAccount(scope, input, output);
    return output;
  },
});

/** Marks the caller's account as a rehearsal of another, for trying out its identities' access. It does not affect decisions. */
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
