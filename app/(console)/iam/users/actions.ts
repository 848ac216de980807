'use server';

import * as deletion from '@/lib/console/recipes/delete-users';
import * as memberships from '@/lib/console/recipes/group';
import * as mfa from '@/lib/console/recipes/mfa-device';
import * as users from '@/lib/console/recipes/new-user';
import * as passwords from '@/lib/console/recipes/password';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';
import { CreateAccessKey, DeleteAccessKey, UpdateAccessKey } from '@/lib/iam/access-key/operations';
import { DeleteLoginProfile } from '@/lib/iam/login-profile/operations';
import { DeleteVirtualMFADevice, EnableMFADevice, ResyncMFADevice } from '@/lib/iam/mfa/operations';

export const createAccessKey = consoleAction(CreateAccessKey);
export const updateAccessKey = consoleAction(UpdateAccessKey);
export const deleteAccessKey = consoleAction(DeleteAccessKey);
export const deleteLoginProfile = consoleAction(DeleteLoginProfile);
export const enableMfaDevice = consoleAction(EnableMFADevice);
export const resyncMfaDevice = consoleAction(ResyncMFADevice);
export const deleteVirtualMfaDevice = consoleAction(DeleteVirtualMFADevice);
export const createVirtualMfaDevice = consoleRecipe(mfa.createVirtualMfaDevice);
export const removeMfaDevice = consoleRecipe(mfa.removeMfaDevice);
export const createUser = consoleRecipe(users.createUser);
export const finishUser = consoleRecipe(users.finishUser);
export const addPermissions = consoleRecipe(users.addPermissions);
export const enableConsole = consoleRecipe(passwords.enableConsole);
export const resetPassword = consoleRecipe(passwords.resetPassword);
export const addToGroups = consoleRecipe(memberships.addToGroups);
export const removeFromGroups = consoleRecipe(memberships.removeFromGroups);
export const deleteUsers = consoleRecipe(deletion.deleteUsers);
