'use server';

import * as accounts from '@/lib/console/recipes/export-account';
import { consoleRecipe } from '@/lib/console/run-console';

export const readAccount = consoleRecipe(accounts.readAccount);
