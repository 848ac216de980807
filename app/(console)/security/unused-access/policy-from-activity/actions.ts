'use server';

import * as policies from '@/lib/console/recipes/replace-policies';
import { consoleRecipe } from '@/lib/console/run-console';

export const replacePolicies = consoleRecipe(policies.replacePolicies);
