import { z } from 'zod';
import { defineOperation } from '../../core/operation';
import { text } from '../../core/shapes';
import { shownPolicyArn } from '../../iam/policy/arns';
import { instanceArn } from '../instance/rows';
import { findOwnInstance, ownInstanceCheck, requireOwnInstance } from '../own-instance';
import { definitionOf, permissionSetArn, requirePermissionSet, toPermissionSet } from './rows';

const READS = [
  'DescribePermissionSet',
  'ListManagedPoliciesInPermissionSet',
  'ListCustomerManagedPolicyReferencesInPermissionSet',
  'GetInlinePolicyForPermissionSet',
  'GetPermissionsBoundaryForPermissionSet',
] as const;

/** Returns a permission set with its policies and boundary, which AWS's page reads by five calls. It needs the permission for each. */
export const GetPermissionSetDetails = defineOperation({
  service: 'gatehouse',
  name: 'GetPermissionSetDetails',
  access: 'Read',
  input: z.object({ PermissionSetId: text({ pattern: 'ps-[a-zA-Z0-9-./]{16}' }) }),
  target: async ({ PermissionSetId: id }, scope) => {
    const instance = await findOwnInstance(scope);
    const row = instance && (await scope.db.permissionSet.findUnique({ where: { id } }));
    return { instance, row: row?.instanceId === instance?.id ? row : null };
  },
  checks: (_input, scope, { instance, row }) =>
    READS.flatMap((name) => [
      ownInstanceCheck(`sso:${name}`, scope, instance),
      ...(row ? [{ action: `sso:${name}`, resource: permissionSetArn(scope.partition, row) }] : []),
    ]),
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
