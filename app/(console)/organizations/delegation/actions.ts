'use server';

import { saveDelegationPolicy } from '@/lib/console/recipes/organization-policy';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';
import { DeleteResourcePolicy } from '@/lib/organizations/resource-policy/operations';

export const editDelegationPolicy = consoleRecipe(saveDelegationPolicy);
export const deleteDelegationPolicy = consoleAction(DeleteResourcePolicy);
