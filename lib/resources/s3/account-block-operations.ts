import { defineOperation, type Scope } from '../../core/operation';
import { accountBlocks, setAccountBlock, toBlock } from './account-block';
import { AccountInput, PutAccountPublicAccessBlockInput } from './control-schema';
import { s3Error } from './errors';

// CloudTrail's names of these calls say that they are about an account, since some calls about buckets have the same names.

/** @throws AwsError AccessDenied for another account than the caller's, which nothing can permit */
function requireOwn({ AccountId }: { AccountId?: string | undefined }, { accountId }: Scope): void {
  if (AccountId !== undefined && AccountId !== accountId) throw s3Error('AccessDenied', 'Access Denied');
}

const ofAccount = (action: string) => ({
  action,
  target: async (input: { AccountId?: string | undefined }, scope: Scope) => requireOwn(input, scope),
  checks: () => [{ action, resource: '*' }],
});

export const GetAccountPublicAccessBlock = defineOperation({
  service: 's3',
  name: 'GetAccountPublicAccessBlock',
  access: 'Read',
  input: AccountInput,
  ...ofAccount('s3:GetAccountPublicAccessBlock'),
  run: async (_input, { db, accountId }) => {
    const block = (await accountBlocks(db, [accountId])).get(accountId);
    if (!block)
      throw s3Error('NoSuchPublicAccessBlockConfiguration', 'The public access block configuration was not found', {
        AccountId: accountId,
      });
    return { PublicAccessBlockConfiguration: block };
  },
});

export const PutAccountPublicAccessBlock = defineOperation({
  service: 's3',
  name: 'PutAccountPublicAccessBlock',
  access: 'Permissions management',
  input: PutAccountPublicAccessBlockInput,
  ...ofAccount('s3:PutAccountPublicAccessBlock'),
  run: async ({ PublicAccessBlockConfiguration }, scope) => {
    await setAccountBlock(scope, toBlock(PublicAccessBlockConfiguration));
  },
});

export const DeleteAccountPublicAccessBlock = defineOperation({
  service: 's3',
  name: 'DeleteAccountPublicAccessBlock',
  access: 'Permissions management',
  input: AccountInput,
  ...ofAccount('s3:PutAccountPublicAccessBlock'),
  run: async (_input, scope) => {
    await setAccountBlock(scope, null);
  },
});
