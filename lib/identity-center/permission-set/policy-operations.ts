import { shownPolicyArn } from '../../iam/policy/arns';
import { conflict, notFound, requireRoom } from '../errors';
import type { InstanceScope } from '../operation';
import { pageFrom, pageStart } from '../paging';
import { permissionSetOperation } from '../permission-set-operation';
import { requireInlinePolicy, requireManagedPolicy, toBoundary, toCustomerPolicy } from './documents';
import {
  type Boundary,
  type CustomerPolicy,
  type Definition,
  definitionOf,
  type PermissionSetRow,
  samePolicy,
  toColumns,
} from './rows';
import {
  CustomerPolicyInput,
  InlinePolicyInput,
  ListPoliciesInput,
  ManagedPolicyInput,
  PermissionsBoundaryInput,
  PutInlinePolicyInput,
  PutPermissionsBoundaryInput,
} from './schema';

/** Changes the definition. Accounts get it when the permission set is provisioned there. */
async function change({ db }: InstanceScope, row: PermissionSetRow, parts: Partial<Definition>): Promise<Record<string, never>> {
  const data = { ...toColumns({ ...definitionOf(row), ...parts }), version: { increment: 1 } };
  await db.permissionSet.update({ where: { id: row.id }, data });
  return {};
}

function requireRoomForPolicy({ managedPolicies, customerPolicies }: Definition): void {
  requireRoom('PoliciesPerPermissionSet', managedPolicies.length + customerPolicies.length);
}

export const AttachManagedPolicyToPermissionSet = permissionSetOperation({
  name: 'AttachManagedPolicyToPermissionSet',
  access: 'Permissions management',
  input: ManagedPolicyInput,
  run: async ({ ManagedPolicyArn }, scope, row) => {
    const arn = requireManagedPolicy(scope, ManagedPolicyArn);
    const definition = definitionOf(row);
    if (definition.managedPolicies.includes(arn))
      throw conflict(
        `Managed policy with ARN ${ManagedPolicyArn} is already attached to the permission set.`,
        'ManagedPolicyArn',
      );
    requireRoomForPolicy(definition);
    return change(scope, row, { managedPolicies: [...definition.managedPolicies, arn] });
  },
});

export const DetachManagedPolicyFromPermissionSet = permissionSetOperation({
  name: 'DetachManagedPolicyFromPermissionSet',
  access: 'Permissions management',
  input: ManagedPolicyInput,
  run: async ({ ManagedPolicyArn }, scope, row) => {
    const { managedPolicies } = definitionOf(row);
    const left = managedPolicies.filter((arn) => shownPolicyArn(scope.partition, arn) !== ManagedPolicyArn);
    if (left.length === managedPolicies.length)
      throw notFound(`Managed policy with ARN ${ManagedPolicyArn} is not attached to the permission set.`);
    return change(scope, row, { managedPolicies: left });
  },
});

export const ListManagedPoliciesInPermissionSet = permissionSetOperation({
  name: 'ListManagedPoliciesInPermissionSet',
  access: 'List',
  input: ListPoliciesInput,
  run: async (input, { partition }, row) => {
    const arns = definitionOf(row).managedPolicies.map((arn) => shownPolicyArn(partition, arn));
    const { items, ...page } = pageOf(`ListManagedPoliciesInPermissionSet:${row.id}`, arns, input, (arn) => arn);
    return { AttachedManagedPolicies: items.map((Arn) => ({ Name: Arn.slice(Arn.lastIndexOf('/') + 1), Arn })), ...page };
  },
});

/** Refers to a customer managed policy by name. Each account must have a policy of that name and path when it is provisioned. */
export const AttachCustomerManagedPolicyReferenceToPermissionSet = permissionSetOperation({
  name: 'AttachCustomerManagedPolicyReferenceToPermissionSet',
  access: 'Permissions management',
  input: CustomerPolicyInput,
  run: async ({ CustomerManagedPolicyReference }, scope, row) => {
    const policy = toCustomerPolicy(CustomerManagedPolicyReference);
    const definition = definitionOf(row);
    if (definition.customerPolicies.some((attached) => samePolicy(attached, policy)))
      throw conflict(
        `Customer managed policy ${policy.Path}${policy.Name} is already attached to the permission set.`,
        'CustomerManagedPolicyReference',
      );
    requireRoomForPolicy(definition);
    return change(scope, row, { customerPolicies: [...definition.customerPolicies, policy] });
  },
});

export const DetachCustomerManagedPolicyReferenceFromPermissionSet = permissionSetOperation({
  name: 'DetachCustomerManagedPolicyReferenceFromPermissionSet',
  access: 'Permissions management',
  input: CustomerPolicyInput,
  run: async ({ CustomerManagedPolicyReference }, scope, row) => {
    const policy = toCustomerPolicy(CustomerManagedPolicyReference);
    const { customerPolicies } = definitionOf(row);
    const left = customerPolicies.filter((attached) => !samePolicy(attached, policy));
    if (left.length === customerPolicies.length)
      throw notFound(`Customer managed policy ${policy.Path}${policy.Name} is not attached to the permission set.`);
    return change(scope, row, { customerPolicies: left });
  },
});

export const ListCustomerManagedPolicyReferencesInPermissionSet = permissionSetOperation({
  name: 'ListCustomerManagedPolicyReferencesInPermissionSet',
  access: 'List',
  input: ListPoliciesInput,
  run: async (input, _scope, row) => {
    const list = `ListCustomerManagedPolicyReferencesInPermissionSet:${row.id}`;
    const keyOf = ({ Path, Name }: CustomerPolicy) => `${Path}${Name.toLowerCase()}`;
    const { items, ...page } = pageOf(list, definitionOf(row).customerPolicies, input, keyOf);
    return { CustomerManagedPolicyReferences: items, ...page };
  },
});

/** Stores the inline policy, which accounts get as the role's policy AwsSSOInlinePolicy. */
export const PutInlinePolicyToPermissionSet = permissionSetOperation({
  name: 'PutInlinePolicyToPermissionSet',
  access: 'Permissions management',
  input: PutInlinePolicyInput,
  run: async ({ InlinePolicy }, scope, row) => {
    requireInlinePolicy(InlinePolicy);
    return change(scope, row, { inlinePolicy: InlinePolicy });
  },
});

export const GetInlinePolicyForPermissionSet = permissionSetOperation({
  name: 'GetInlinePolicyForPermissionSet',
  access: 'Read',
  input: InlinePolicyInput,
  // AWS: the policy is empty if there is none.
  run: async (_input, _scope, { inlinePolicy }) => ({ InlinePolicy: inlinePolicy ?? '' }),
});

/** Removes the inline policy. It is not confirmed that the call succeeds without one. */
export const DeleteInlinePolicyFromPermissionSet = permissionSetOperation({
  name: 'DeleteInlinePolicyFromPermissionSet',
  access: 'Permissions management',
  input: InlinePolicyInput,
  run: async (_input, scope, row) => (row.inlinePolicy === null ? {} : change(scope, row, { inlinePolicy: null })),
});

export const PutPermissionsBoundaryToPermissionSet = permissionSetOperation({
  name: 'PutPermissionsBoundaryToPermissionSet',
  access: 'Permissions management',
  input: PutPermissionsBoundaryInput,
  run: async (input, scope, row) => change(scope, row, { boundary: toBoundary(scope, input.PermissionsBoundary) }),
});

export const GetPermissionsBoundaryForPermissionSet = permissionSetOperation({
  name: 'GetPermissionsBoundaryForPermissionSet',
  access: 'Read',
  input: PermissionsBoundaryInput,
  run: async (_input, { partition }, row) => {
    const boundary = requireBoundary(row);
    if ('CustomerManagedPolicyReference' in boundary) return { PermissionsBoundary: boundary };
    return { PermissionsBoundary: { ManagedPolicyArn: shownPolicyArn(partition, boundary.ManagedPolicyArn) } };
  },
});

/** Removes the boundary. As for the read, a permission set without one is an error; for this call AWS's answer is not confirmed. */
export const DeletePermissionsBoundaryFromPermissionSet = permissionSetOperation({
  name: 'DeletePermissionsBoundaryFromPermissionSet',
  access: 'Permissions management',
  input: PermissionsBoundaryInput,
  run: async (_input, scope, row) => {
    requireBoundary(row);
    return change(scope, row, { boundary: null });
  },
});

function requireBoundary(row: PermissionSetRow): Boundary {
  const { boundary } = definitionOf(row);
  if (!boundary) throw notFound(`PermissionsBoundary not found for the permission set with id ${row.id}`);
  return boundary;
}

/** Returns a page of a permission set's policies, which are few. */
function pageOf<T>(
  list: string,
  items: readonly T[],
  input: { NextToken?: string | undefined; MaxResults?: number | undefined },
  keyOf: (item: T) => string,
) {
  const { after = '', limit } = pageStart(list, input);
  const sorted = [...items].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const rest = sorted.filter((item) => keyOf(item) > after);
  return pageFrom(list, rest, limit, keyOf);
}
