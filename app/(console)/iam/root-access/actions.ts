'use server';

import * as rootAccess from '@/lib/console/recipes/root-access';
import { consoleRecipe } from '@/lib/console/run-console';
import { inRootSession } from '@/lib/console/sign-in/root-session';

export const enableRootAccess = consoleRecipe(rootAccess.enableRootAccess);
export const disableRootAccess = consoleRecipe(rootAccess.disableRootAccess);
export const deleteRootCredentials = consoleRecipe(
  inRootSession('IAMDeleteRootUserCredentials', rootAccess.deleteRootCredentials),
);
export const recoverRootPassword = consoleRecipe(inRootSession('IAMCreateRootUserPassword', rootAccess.recoverRootPassword));
