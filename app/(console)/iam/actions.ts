'use server';

import { each } from '@/lib/console/recipes/each';
import * as permissions from '@/lib/console/recipes/permissions';
import { saveTags } from '@/lib/console/recipes/tags';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';
import { CreateAccountAlias, DeleteAccountAlias } from '@/lib/iam/account/operations';

export const createAccountAlias = consoleAction(CreateAccountAlias);
export const deleteAccountAlias = consoleAction(DeleteAccountAlias);
export const attachPolicies = consoleRecipe(permissions.attachPolicies);
export const attachPoliciesToEach = consoleRecipe(each(permissions.attachPolicies));
export const tagEach = consoleRecipe(each(saveTags));
export const detachPolicy = consoleRecipe(permissions.detachPolicy);
export const removePolicies = consoleRecipe(permissions.removePolicies);
export const editInlinePolicy = consoleRecipe(permissions.editInlinePolicy);
export const setBoundary = consoleRecipe(permissions.setBoundary);
