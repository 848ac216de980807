'use server';

import * as policies from '@/lib/console/recipes/policy';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';
import { CreatePolicy } from '@/lib/iam/policy/operations';
import { DeletePolicyVersion, SetDefaultPolicyVersion } from '@/lib/iam/policy/version-operations';

export const createPolicy = consoleAction(CreatePolicy);
export const setDefaultPolicyVersion = consoleAction(SetDefaultPolicyVersion);
export const deletePolicyVersion = consoleAction(DeletePolicyVersion);
export const editPolicy = consoleRecipe(policies.editPolicy);
export const deletePolicy = consoleRecipe(policies.deletePolicy);
