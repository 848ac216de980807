import { z } from 'zod';
import { defineOperation } from '../../core/operation';
import { shownPolicyArn } from '../../iam/policy/arns';
import { instanceArn } from '../instance/rows';
import { findOwnPermissionSet, permissionSetChecks, requireOwnInstance } from '../own-instance';
import { definitionOf, requirePermissionSet, toPermissionSet } from './rows';
import { PermissionSetId } from './schema';

/** Returns a permission set with its policies and boundary, which AWS's page reads by five calls. It needs the permission for each. */
export const GetPermissionSetDetails = defineOperation({
  service: 'gatehouse',
  name: 'GetPermissionSetDetails',
  access: 'Read',
  input: z.object({ PermissionSetId }),
  target: ({ PermissionSetId: id }, scope) => findOwnPermissionSet(scope, id),
  checks: (_input, scope, found) => permissionSetChecks(scope, found),
  run: async ({ PermissionSetId }, { partition }, { instance, row }) => {
    const found = requirePermissionSet(row, PermissionSetId);
    const { managedPolicies, customerPolicies, inlinePolicy, boundary } = definitionOf(found);
    return {
      InstanceArn: instanceArn(partition, requireOwnInstance(instance).id),
      PermissionSet: toPermissionSet(partition, found),
      ManagedPolicies: managedPolicies.map((arn) => ({
        Name: arn.slice(arn.lastIndexOf('/') + 1),
        Arn: shownPolicyArn(partition, arn),
      })),
      CustomerPolicies: customerPolicies,
      InlinePolicy: inlinePolicy,
      Boundary: boundary,
    };
  },
});
