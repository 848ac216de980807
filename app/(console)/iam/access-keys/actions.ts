'use server';

import * as keys from '@/lib/console/recipes/user/access-key';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';
import { UpdateAccessKey } from '@/lib/iam/access-key/operations';

export const createAccessKey = consoleRecipe(keys.createAccessKey);
export const updateAccessKey = consoleAction(UpdateAccessKey);
export const deleteAccessKey = consoleRecipe(keys.deleteAccessKey);
