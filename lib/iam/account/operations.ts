import { rootProfileOf } from '../../account/root-profile';
import { entityAlreadyExists, noSuchEntity, validationError } from '../../core/errors';
import { defineOperation } from '../../core/operation';
import { quotas } from '../../core/quotas';
import { IAM_SIZES } from '../quotas';
import { CreateAccountAliasInput, DeleteAccountAliasInput, GetAccountSummaryInput, ListAccountAliasesInput } from './schema';
import { summarizeResources } from './summary';

/** Sets the account's alias. As in AWS, an account has one alias, which replaces the previous one and is unique. */
export const CreateAccountAlias = defineOperation({
  service: 'iam',
  name: 'CreateAccountAlias',
  access: 'Write',
  input: CreateAccountAliasInput,
  checks: () => [{ action: 'iam:CreateAccountAlias', resource: '*' }],
  run: async ({ AccountAlias }, { db, accountId }) => {
    if (/^\d{12}$/.test(AccountAlias)) throw validationError('The account alias must not be a 12-digit number.', 'AccountAlias');
    const owner = await db.account.findUnique({ where: { alias: AccountAlias }, select: { id: true } });
    if (owner) throw entityAlreadyExists(`The account alias ${AccountAlias} already exists.`, 'AccountAlias');
    await db.account.update({ where: { id: accountId }, data: { alias: AccountAlias } });
    return {};
  },
});

export const DeleteAccountAlias = defineOperation({
  service: 'iam',
  name: 'DeleteAccountAlias',
  access: 'Write',
  input: DeleteAccountAliasInput,
  checks: () => [{ action: 'iam:DeleteAccountAlias', resource: '*' }],
  run: async ({ AccountAlias }, { db, accountId }) => {
    const { count } = await db.account.updateMany({ where: { id: accountId, alias: AccountAlias }, data: { alias: null } });
    if (count === 0) throw noSuchEntity(`The account alias with name ${AccountAlias} cannot be found.`);
    return {};
  },
});

export const ListAccountAliases = defineOperation({
  service: 'iam',
  name: 'ListAccountAliases',
  access: 'List',
  input: ListAccountAliasesInput,
  checks: () => [{ action: 'iam:ListAccountAliases', resource: '*' }],
  run: async (_input, { account }) => ({ AccountAliases: account.alias === null ? [] : [account.alias], IsTruncated: false }),
});

/** Returns the account's counts and quotas under AWS's keys. */
export const GetAccountSummary = defineOperation({
  service: 'iam',
  name: 'GetAccountSummary',
  access: 'List',
  input: GetAccountSummaryInput,
  checks: () => [{ action: 'iam:GetAccountSummary', resource: '*' }],
  run: async (_input, { db, accountId }) => {
    const where = { accountId };
    const inUse = { OR: [{ userId: { not: null } }, { ownedByRoot: true }] };
    const account = await db.account.findUniqueOrThrow({ where: { id: accountId } });
    const SummaryMap = {
      ...(await summarizeResources(db, accountId)),
      // AWS calls it "the number of policy versions in use", without saying which versions count. Here all customer versions
      // count.
      PolicyVersionsInUse: await db.policyVersion.count({ where: { policy: where } }),
      PolicyVersionsInUseQuota: 10_000,
      VersionsPerPolicyQuota: quotas().VersionsPerPolicy,
      MFADevicesInUse: await db.mfaDevice.count({ where: { ...where, ...inUse } }),
      AccountMFAEnabled: Number((await db.mfaDevice.count({ where: { ...where, ownedByRoot: true } })) > 0),
      AccountPasswordPresent: Number(rootProfileOf(account) !== null),
      GroupsPerUserQuota: quotas().GroupsPerUser,
      AttachedPoliciesPerUserQuota: quotas().PoliciesPerUser,
      AttachedPoliciesPerGroupQuota: quotas().PoliciesPerGroup,
      AttachedPoliciesPerRoleQuota: quotas().PoliciesPerRole,
      PolicySizeQuota: IAM_SIZES.ManagedPolicySize,
      UserPolicySizeQuota: IAM_SIZES.UserInlineSize,
      GroupPolicySizeQuota: IAM_SIZES.GroupInlineSize,
      RolePolicySizeQuota: IAM_SIZES.RoleInlineSize,
      AssumeRolePolicySizeQuota: IAM_SIZES.TrustPolicySize,
      Providers: (await db.openIDConnectProvider.count({ where })) + (await db.samlProvider.count({ where })),
      GlobalEndpointTokenVersion: account.globalEndpointTokenVersion,
    };
    return { SummaryMap };
  },
});
