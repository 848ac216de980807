'use server';

import * as imports from '@/lib/console/recipes/export/import-calls';
import { enteringRecipe } from '@/lib/console/run-console';

export const importCalls = enteringRecipe(imports.importCalls);
