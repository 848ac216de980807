'use server';

import * as identities from '@/lib/console/recipes/import-identities';
import { consoleRecipe } from '@/lib/console/run-console';

export const importIdentities = consoleRecipe(identities.importIdentities);
