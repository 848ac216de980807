'use server';

import * as accounts from '@/lib/console/recipes/export-account';
import * as resources from '@/lib/console/recipes/export-resources';
import { consoleRecipe, regionalRecipe } from '@/lib/console/run-console';

export const readAccount = consoleRecipe(accounts.readAccount);
export const readResourcePlaces = consoleRecipe(resources.readResourcePlaces);
export const readResources = regionalRecipe(resources.readResources);
