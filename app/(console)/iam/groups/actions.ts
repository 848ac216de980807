'use server';

import { each } from '@/lib/console/recipes/each';
import * as groups from '@/lib/console/recipes/group';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';
import { UpdateGroup } from '@/lib/iam/group/operations';

export const updateGroup = consoleAction(UpdateGroup);
export const createGroup = consoleRecipe(groups.createGroup);
export const finishGroup = consoleRecipe(groups.finishGroup);
export const deleteGroups = consoleRecipe(each(groups.deleteGroup));
export const addToGroups = consoleRecipe(groups.addToGroups);
export const addEachToGroups = consoleRecipe(each(groups.addToGroups));
export const removeFromGroups = consoleRecipe(groups.removeFromGroups);
