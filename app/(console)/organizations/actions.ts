'use server';

import { each } from '@/lib/console/recipes/each';
import { moveAccount } from '@/lib/console/recipes/move-accounts';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';
import { CloseAccount, RemoveAccountFromOrganization } from '@/lib/organizations/account/operations';
import { ReopenAccount } from '@/lib/organizations/account/reopen-operations';
import { AttachPolicy, DetachPolicy } from '@/lib/organizations/attachment/operations';
import { CreateOrganization, DeleteOrganization } from '@/lib/organizations/organization/operations';
import {
  CreateOrganizationalUnit,
  DeleteOrganizationalUnit,
  UpdateOrganizationalUnit,
} from '@/lib/organizations/unit/operations';

export const createOrganization = consoleAction(CreateOrganization);
export const deleteOrganization = consoleAction(DeleteOrganization);
export const moveAccounts = consoleRecipe(each(moveAccount));
export const closeAccount = consoleAction(CloseAccount);
export const reopenAccount = consoleAction(ReopenAccount);
export const removeAccount = consoleAction(RemoveAccountFromOrganization);
export const createUnit = consoleAction(CreateOrganizationalUnit);
export const renameUnit = consoleAction(UpdateOrganizationalUnit);
export const deleteUnit = consoleAction(DeleteOrganizationalUnit);
export const attachPolicy = consoleAction(AttachPolicy);
export const detachPolicy = consoleAction(DetachPolicy);
