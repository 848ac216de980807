'use server';

import { consoleAction } from '@/lib/console/run-console';
import { CreateAccount, LeaveOrganization } from '@/lib/organizations/account/operations';
import { InviteAccountToOrganization } from '@/lib/organizations/handshake/operations';

export const createAccount = consoleAction(CreateAccount);
export const inviteAccount = consoleAction(InviteAccountToOrganization);
export const leaveOrganization = consoleAction(LeaveOrganization);
