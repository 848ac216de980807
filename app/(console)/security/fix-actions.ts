'use server';

import * as fixes from '@/lib/console/recipes/posture-fix';
import { regionalRecipe } from '@/lib/console/run-console';

export const applyPostureFix = regionalRecipe(fixes.applyPostureFix);
export const undoPostureFix = regionalRecipe(fixes.undoPostureFix);
