'use server';

import { saveOrganizationPolicy } from '@/lib/console/recipes/organization-policy';
import * as types from '@/lib/console/recipes/policy-type';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';
import { CreatePolicy, DeletePolicy, UpdatePolicy } from '@/lib/organizations/policy/operations';
import { DisablePolicyType, EnablePolicyType } from '@/lib/organizations/policy-type/operations';

export const createPolicy = consoleAction(CreatePolicy);
export const updatePolicy = consoleAction(UpdatePolicy);
export const editPolicy = consoleRecipe(saveOrganizationPolicy);
export const deletePolicy = consoleAction(DeletePolicy);
export const enablePolicyType = consoleAction(EnablePolicyType);
export const disablePolicyType = consoleAction(DisablePolicyType);
export const enableTypeWithAccess = consoleRecipe(types.enableTypeWithAccess);
export const optOutOfAllServices = consoleRecipe(types.optOutOfAllServices);
