import { noSuchEntity } from '../../core/errors';
import { defineOperation } from '../../core/operation';
import { findPasswordPolicy, toPasswordPolicy } from './rows';
import { DeleteAccountPasswordPolicyInput, GetAccountPasswordPolicyInput, UpdateAccountPasswordPolicyInput } from './schema';

/** Returns the password policy. As in AWS, there is none to return while the default applies. */
export const GetAccountPasswordPolicy = defineOperation({
  service: 'iam',
  name: 'GetAccountPasswordPolicy',
  access: 'Read',
  input: GetAccountPasswordPolicyInput,
  checks: () => [{ action: 'iam:GetAccountPasswordPolicy', resource: '*' }],
  run: async (_input, { db, accountId }) => {
    const row = await findPasswordPolicy(db, accountId);
    if (!row) throw noSuchEntity(`The Password Policy with domain name ${accountId} cannot be found.`);
    return { PasswordPolicy: toPasswordPolicy(row) };
  },
});

/** Sets the password policy. As in AWS, omitted members return to their defaults. */
export const UpdateAccountPasswordPolicy = defineOperation({
  service: 'iam',
  name: 'UpdateAccountPasswordPolicy',
  access: 'Write',
  input: UpdateAccountPasswordPolicyInput,
  checks: () => [{ action: 'iam:UpdateAccountPasswordPolicy', resource: '*' }],
  run: async (input, { db, accountId }) => {
    const values = {
      minimumPasswordLength: input.MinimumPasswordLength ?? 6,
      requireSymbols: input.RequireSymbols ?? false,
      requireNumbers: input.RequireNumbers ?? false,
      requireUppercaseCharacters: input.RequireUppercaseCharacters ?? false,
      requireLowercaseCharacters: input.RequireLowercaseCharacters ?? false,
      allowUsersToChangePassword: input.AllowUsersToChangePassword ?? false,
      maxPasswordAge: input.MaxPasswordAge || null,
      passwordReusePrevention: input.PasswordReusePrevention || null,
      hardExpiry: input.HardExpiry ?? false,
    };
    await db.accountPasswordPolicy.upsert({ where: { accountId }, create: { accountId, ...values }, update: values });
    return {};
  },
});

/** Returns to AWS's default policy. */
export const DeleteAccountPasswordPolicy = defineOperation({
  service: 'iam',
  name: 'DeleteAccountPasswordPolicy',
  access: 'Permissions management',
  input: DeleteAccountPasswordPolicyInput,
  checks: () => [{ action: 'iam:DeleteAccountPasswordPolicy', resource: '*' }],
  run: async (_input, { db, accountId }) => {
    const { count } = await db.accountPasswordPolicy.deleteMany({ where: { accountId } });
    // AWS's message differs from that of GetAccountPasswordPolicy.
    if (count === 0) throw noSuchEntity('The account policy with name PasswordPolicy cannot be found.');
    return {};
  },
});
