'use server';

import { each } from '@/lib/console/recipes/each';
import * as recipes from '@/lib/console/recipes/user-migration';
import { consoleRecipe, enteringRecipe } from '@/lib/console/run-console';

export const preparePlanned = consoleRecipe(each(recipes.preparePlanned));
export const migrateUsers = consoleRecipe(each(recipes.migrateUser));
export const stopCredentials = enteringRecipe((enter) => each(recipes.stopCredential(enter)));
