import { rootUserArn } from '../core/arns';
import { type Check, defineOperation, type Scope } from '../core/operation';
import { GetAccountSettingsInput, PutAccountEnforcementInput } from './schema';

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

/** The account a caller is in: its names, its place, and what it does with denials. The permission is that of IAM's own summary. */
export const GetAccountSettings = defineOperation({
  service: 'gatehouse',
  name: 'GetAccountSettings',
  access: 'Read',
  input: GetAccountSettingsInput,
  checks: () => [{ action: 'iam:GetAccountSummary', resource: '*' }],
  run: async (_input, { db, account }) => {
    const { email, createdAt } = await db.account.findUniqueOrThrow({
      where: { id: account.id },
      select: { email: true, createdAt: true },
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
    };
  },
});

/** Chooses whether denials of the caller's account are obeyed. Service control policies limit it like any other call. */
export const PutAccountEnforcement = defineOperation({
  service: 'gatehouse',
  name: 'PutAccountEnforcement',
  access: 'Permissions management',
  alwaysEnforced: true,
  input: PutAccountEnforcementInput,
  checks: (_input, scope) => wholeAccountChecks('PutAccountEnforcement', scope),
  run: async ({ Enforcement }, { db, account }) => {
    await db.account.update({ where: { id: account.id }, data: { enforcement: Enforcement } });
    return { Enforcement, PreviousEnforcement: account.enforcement };
  },
});
