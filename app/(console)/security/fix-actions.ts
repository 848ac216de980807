'use server';

import * as fixes from '@/lib/console/recipes/fix';
import { regionalRecipe } from '@/lib/console/run-console';

export const applyFix = regionalRecipe(fixes.applyFix);
export const undoFix = regionalRecipe(fixes.undoFix);
