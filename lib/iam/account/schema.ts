import { z } from 'zod';
import { AccountAlias, Paging } from '../shapes';

export const CreateAccountAliasInput = z.object({ AccountAlias });
export const DeleteAccountAliasInput = z.object({ AccountAlias });
export const ListAccountAliasesInput = z.object({ ...Paging });
export const GetAccountSummaryInput = z.object({});
export const GetAccountAuthorizationDetailsInput = z.object({
  Filter: z.array(z.enum(['User', 'Role', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy'])).optional(),
  ...Paging,
});
export const GetOwnCredentialsInput = z.object({});
