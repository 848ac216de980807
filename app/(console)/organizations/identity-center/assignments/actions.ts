'use server';

import { removeAssignment } from '@/lib/console/recipes/assignment';
import { each } from '@/lib/console/recipes/each';
import { consoleRecipe } from '@/lib/console/run-console';

export const removeAssignments = consoleRecipe(each(removeAssignment));
