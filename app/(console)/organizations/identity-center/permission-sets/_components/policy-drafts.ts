import { parseArn } from '@gatehouse/policy/arn';
import type { NewBoundary } from '@/lib/console/recipes/permission-set';
import { referenceOf } from '@/lib/identity-center/permission-set/schema';
import type { PermissionSetData } from '../../_components/subjects';
import type { PreviewQuestion } from '../../queries';

type Draft = NonNullable<PreviewQuestion['Draft']>;

const isOfAws = (arn: string) => parseArn(arn)?.accountId === 'aws';

/** Returns the policies of a permission set with more of them, given by their ARNs. */
export function withAttached({ ManagedPolicies, CustomerPolicies }: PermissionSetData, arns: readonly string[]): Draft {
  return {
    ManagedPolicies: [...ManagedPolicies.map(({ Arn }) => Arn), ...arns.filter(isOfAws)],
    CustomerPolicies: [...CustomerPolicies, ...arns.filter((arn) => !isOfAws(arn)).map(referenceOf)],
  };
}

/** Returns the policies of a permission set without an AWS managed one, or without a customer managed one. */
export function withoutPolicy(
  { ManagedPolicies, CustomerPolicies }: PermissionSetData,
  removed: { arn: string } | { name: string; path: string },
): Draft {
  if ('arn' in removed) return { ManagedPolicies: ManagedPolicies.map(({ Arn }) => Arn).filter((arn) => arn !== removed.arn) };
  const { name, path } = removed;
  return { CustomerPolicies: CustomerPolicies.filter((policy) => policy.Name !== name || policy.Path !== path) };
}

/** Returns a permission set with a boundary. */
export function withBoundary(boundary: NewBoundary): Draft {
  if (!('arn' in boundary)) return { Boundary: { CustomerManagedPolicyReference: { Name: boundary.name, Path: boundary.path } } };
  const { arn } = boundary;
  return { Boundary: isOfAws(arn) ? { ManagedPolicyArn: arn } : { CustomerManagedPolicyReference: referenceOf(arn) } };
}
