'use server';

import * as recipes from '@/lib/console/recipes/application';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';
import {
  DeleteApplication,
  PutApplicationAssignmentConfiguration,
  UpdateApplication,
} from '@/lib/identity-center/application/operations';

export const createApplication = consoleRecipe(recipes.createApplication);
export const assignToApplication = consoleRecipe(recipes.assignToApplication);
export const removeFromApplication = consoleRecipe(recipes.removeFromApplication);
export const updateApplication = consoleAction(UpdateApplication);
export const deleteApplication = consoleAction(DeleteApplication);
export const putAssignmentConfiguration = consoleAction(PutApplicationAssignmentConfiguration);
