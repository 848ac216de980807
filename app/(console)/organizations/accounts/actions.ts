'use server';

import { createListedAccounts as createRows } from '@/lib/console/recipes/listed';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';
import { ReadNewAccountList } from '@/lib/organizations/account/list-operations';
import { CreateAccount, LeaveOrganization } from '@/lib/organizations/account/operations';
import { InviteAccountToOrganization } from '@/lib/organizations/handshake/operations';

export const createAccount = consoleAction(CreateAccount);
export const inviteAccount = consoleAction(InviteAccountToOrganization);
export const leaveOrganization = consoleAction(LeaveOrganization);
export const readNewAccountList = consoleAction(ReadNewAccountList);
export const createListedAccounts = consoleRecipe(createRows);
