'use server';

import { consoleAction } from '@/lib/console/run-console';
import {
  CloseAccount,
  CreateAccount,
  LeaveOrganization,
  MoveAccount,
  RemoveAccountFromOrganization,
} from '@/lib/organizations/account/operations';
import { InviteAccountToOrganization } from '@/lib/organizations/handshake/operations';
import {
  CreateOrganizationalUnit,
  DeleteOrganizationalUnit,
  UpdateOrganizationalUnit,
} from '@/lib/organizations/unit/operations';

export const createAccount = consoleAction(CreateAccount);
export const inviteAccount = consoleAction(InviteAccountToOrganization);
export const moveAccount = consoleAction(MoveAccount);
export const closeAccount = consoleAction(CloseAccount);
export const removeAccount = consoleAction(RemoveAccountFromOrganization);
export const leaveOrganization = consoleAction(LeaveOrganization);
export const createUnit = consoleAction(CreateOrganizationalUnit);
export const renameUnit = consoleAction(UpdateOrganizationalUnit);
export const deleteUnit = consoleAction(DeleteOrganizationalUnit);
