'use server';

import * as recipes from '@/lib/console/recipes/permission-set';
import { consoleAction, consoleRecipe } from '@/lib/console/run-console';
import { DeletePermissionSet, UpdatePermissionSet } from '@/lib/identity-center/permission-set/operations';
import {
  DeleteInlinePolicyFromPermissionSet,
  DeletePermissionsBoundaryFromPermissionSet,
  DetachCustomerManagedPolicyReferenceFromPermissionSet,
  DetachManagedPolicyFromPermissionSet,
} from '@/lib/identity-center/permission-set/policy-operations';
import { ProvisionPermissionSet } from '@/lib/identity-center/provisioning/operations';

export const createPermissionSet = consoleRecipe(recipes.createPermissionSet);
export const attachToPermissionSet = consoleRecipe(recipes.attachToPermissionSet);
export const savePermissionSetPolicy = consoleRecipe(recipes.savePermissionSetPolicy);
export const setPermissionSetBoundary = consoleRecipe(recipes.setPermissionSetBoundary);
export const deletePermissionSetBoundary = consoleAction(DeletePermissionsBoundaryFromPermissionSet);
export const updatePermissionSet = consoleAction(UpdatePermissionSet);
export const deletePermissionSet = consoleAction(DeletePermissionSet);
export const provisionPermissionSet = consoleAction(ProvisionPermissionSet);
export const detachManagedPolicy = consoleAction(DetachManagedPolicyFromPermissionSet);
export const detachCustomerPolicy = consoleAction(DetachCustomerManagedPolicyReferenceFromPermissionSet);
export const deletePermissionSetPolicy = consoleAction(DeleteInlinePolicyFromPermissionSet);
