'use server';

import * as recipes from '@/lib/console/recipes/tags';
import { consoleRecipe } from '@/lib/console/run-console';

export const saveTags = consoleRecipe(recipes.saveTags);
