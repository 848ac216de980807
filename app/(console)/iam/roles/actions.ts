'use server';

import { each } from '@/lib/console/recipes/each';
import * as roles from '@/lib/console/recipes/role';
import { consoleNow } from '@/lib/console/request';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';
import { UpdateRole } from '@/lib/iam/role/operations';

export const updateRole = consoleAction(UpdateRole);
export const editTrustPolicy = consoleRecipe(roles.editTrustPolicy);
export const createRole = consoleRecipe(roles.createRole);
export const finishRole = consoleRecipe(roles.finishRole);
export const deleteRoles = consoleRecipe(each(roles.deleteRole));
export const revokeSessions = consoleRecipe(roles.revokeSessions(consoleNow));
