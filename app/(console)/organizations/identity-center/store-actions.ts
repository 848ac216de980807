'use server';

import { createAssignment } from '@/lib/console/recipes/assignment';
import { each } from '@/lib/console/recipes/each';
import * as recipes from '@/lib/console/recipes/identity-store';
import * as listed from '@/lib/console/recipes/listed';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';
import { ReadNewStoreUserList } from '@/lib/identity-store/console/new-user-operations';
import { CreateGroup, DeleteGroup } from '@/lib/identity-store/group/operations';
import { DeleteMfaDeviceForUser, UpdateMfaDeviceForUser } from '@/lib/identity-store/mfa/console-operations';
import { DisableUser, EnableUser, UpdatePassword } from '@/lib/identity-store/password/console-operations';
import { DeleteUser } from '@/lib/identity-store/user/operations';

export const addStoreUser = consoleRecipe(recipes.addStoreUser);
export const readNewStoreUserList = consoleAction(ReadNewStoreUserList);
export const createListedStoreUsers = consoleRecipe(listed.createListedStoreUsers);
export const deleteStoreUser = consoleAction(DeleteUser);
export const disableStoreUser = consoleAction(DisableUser);
export const enableStoreUser = consoleAction(EnableUser);
export const resetStorePassword = consoleAction(UpdatePassword);
export const renameStoreMfaDevice = consoleAction(UpdateMfaDeviceForUser);
export const deleteStoreMfaDevice = consoleAction(DeleteMfaDeviceForUser);
export const createStoreGroup = consoleAction(CreateGroup);
export const deleteStoreGroup = consoleAction(DeleteGroup);
export const addStoreMembers = consoleRecipe(recipes.addStoreMembers);
export const removeStoreMembers = consoleRecipe(recipes.removeStoreMembers);
export const createAssignments = consoleRecipe(each(createAssignment));
