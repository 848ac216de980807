'use server';

import { removeAssignment } from '@/lib/console/recipes/assignment';
import { each } from '@/lib/console/recipes/each';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';
import { StartSSO } from '@/lib/identity-center/instance/console-operations';
import { DeleteInstance, UpdateInstance } from '@/lib/identity-center/instance/operations';
import {
  PutMfaDeviceManagementForDirectory,
  UpdateSSOConfiguration,
} from '@/lib/identity-center/sign-in-settings/console-operations';

export const enableIdentityCenter = consoleAction(StartSSO);
export const renameInstance = consoleAction(UpdateInstance);
export const deleteInstance = consoleAction(DeleteInstance);
export const updateMfaSettings = consoleAction(PutMfaDeviceManagementForDirectory);
export const updateSsoConfiguration = consoleAction(UpdateSSOConfiguration);
export const removeAssignments = consoleRecipe(each(removeAssignment));
