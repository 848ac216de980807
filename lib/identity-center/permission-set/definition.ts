import { z } from 'zod';
import type { Transaction } from '../../db/client';

export type PermissionSetRow = NonNullable<Awaited<ReturnType<Transaction['permissionSet']['findUnique']>>>;

const CustomerPolicy = z.object({ Name: z.string(), Path: z.string() });
/** A customer managed policy by name and path, which each account has for itself. */
export type CustomerPolicy = z.output<typeof CustomerPolicy>;

const Boundary = z.union([
  z.object({ ManagedPolicyArn: z.string() }),
  z.object({ CustomerManagedPolicyReference: CustomerPolicy }),
]);
/** One of both kinds of policies. AWS's policies have their stored ARNs. */
export type Boundary = z.output<typeof Boundary>;

const Definition = z.object({
  description: z.string().nullable(),
  managedPolicies: z.array(z.string()),
  customerPolicies: z.array(CustomerPolicy),
  inlinePolicy: z.string().nullable(),
  boundary: Boundary.nullable(),
});
/** The parts of a permission set that accounts get when it is provisioned. */
export type Definition = z.output<typeof Definition>;

export function definitionOf(row: PermissionSetRow): Definition {
  return {
    description: row.description,
    managedPolicies: readList(z.string(), row.managedPolicies),
    customerPolicies: readList(CustomerPolicy, row.customerPolicies),
    inlinePolicy: row.inlinePolicy,
    boundary: row.boundary === null ? null : Boundary.parse(JSON.parse(row.boundary)),
  };
}

/** Returns the columns of a definition. */
export function toColumns({ managedPolicies, customerPolicies, boundary, ...columns }: Definition) {
  return {
    ...columns,
    managedPolicies: JSON.stringify(managedPolicies),
    customerPolicies: JSON.stringify(customerPolicies),
    boundary: boundary && JSON.stringify(boundary),
  };
}

/** Returns the definition that an account has. */
export function provisionedDefinition({ definition }: { definition: string }): Definition {
  return Definition.parse(JSON.parse(definition));
}

function readList<S extends z.ZodType>(item: S, json: string): z.output<S>[] {
  return z.array(item).parse(JSON.parse(json));
}

/** IAM ignores case in names of policies. IAM Identity Center User Guide, "Use customer managed policies": so does the match. */
export function samePolicy(one: CustomerPolicy, other: CustomerPolicy): boolean {
  return one.Name.toLowerCase() === other.Name.toLowerCase() && one.Path === other.Path;
}
