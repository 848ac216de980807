'use server';

import * as permissions from '@/lib/console/recipes/permissions';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';
import { CreateAccountAlias, DeleteAccountAlias } from '@/lib/iam/account/operations';

export const createAccountAlias = consoleAction(CreateAccountAlias);
export const deleteAccountAlias = consoleAction(DeleteAccountAlias);
export const attachPolicies = consoleRecipe(permissions.attachPolicies);
export const detachPolicy = consoleRecipe(permissions.detachPolicy);
export const removePolicies = consoleRecipe(permissions.removePolicies);
export const putInlinePolicy = consoleRecipe(permissions.putInlinePolicy);
export const setBoundary = consoleRecipe(permissions.setBoundary);
