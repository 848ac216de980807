import { findManagedPolicy, managedPolicyDocument } from '@gatehouse/catalog/managed-policies';
import { allowsEverything } from '@gatehouse/policy/analyze';
import type { PolicyRef } from '@gatehouse/policy/evaluate';
import type { z } from 'zod';
import { tryPrepare } from '../../core/authorization/prepared-policies';
import { BoundedMap } from '../../core/cache/bounded-map';
import { AwsError } from '../../core/errors';
import { parsePolicyArn } from '../../iam/policy/arns';
import { exceedsRoleInlineSize, ROLE_INLINE_SIZE, requireRoleInlineDocument } from '../../iam/reserved-role/rows';
import { invalid, notFound, quotaExceeded, requireRoom } from '../errors';
import type { InstanceScope } from '../operation';
import { type Boundary, type CustomerPolicy, type Definition, definitionOf, type PermissionSetRow } from './rows';
import type { DefinitionDraft, PermissionsBoundary } from './schema';

/**
 * Returns the stored ARN of one of AWS's policies. It is not confirmed that AWS checks here whether the policy exists.
 * @throws AwsError ResourceNotFoundException
 */
export function requireManagedPolicy({ partition }: Pick<InstanceScope, 'partition'>, arn: string): string {
  const stored = parsePolicyArn(partition, arn)?.stored;
  if (stored === undefined || !findManagedPolicy(stored)) throw notFound(`Policy does not exist with ARN: ${arn}`);
  return stored;
}

type GivenCustomerPolicy = { Name: string; Path?: string | undefined };

export const toCustomerPolicy = ({ Name, Path = '/' }: GivenCustomerPolicy): CustomerPolicy => ({ Name, Path });

/**
 * Validates an inline policy as IAM does for roles, since it becomes one.
 * @throws AwsError ValidationException in AWS's words, ServiceQuotaExceededException
 */
export function requireInlinePolicy(document: string): void {
  try {
    requireRoleInlineDocument(document);
  } catch (error) {
    if (error instanceof AwsError) throw invalid('Invalid PermissionsPolicy Document', 'InlinePolicy');
    throw error;
  }
  if (exceedsRoleInlineSize(document))
    throw quotaExceeded(`The inline policy has more than ${ROLE_INLINE_SIZE} bytes without white space.`);
}

/** Returns a boundary as it is stored. @throws AwsError for both kinds of policies at once, or none */
export function toBoundary(scope: Pick<InstanceScope, 'partition'>, given: z.output<typeof PermissionsBoundary>): Boundary {
  const { ManagedPolicyArn, CustomerManagedPolicyReference } = given;
  if ((ManagedPolicyArn === undefined) === (CustomerManagedPolicyReference === undefined))
    throw invalid('Provide either ManagedPolicyArn or CustomerManagedPolicyReference.', 'PermissionsBoundary');
  return CustomerManagedPolicyReference
    ? { CustomerManagedPolicyReference: toCustomerPolicy(CustomerManagedPolicyReference) }
    : { ManagedPolicyArn: requireManagedPolicy(scope, ManagedPolicyArn ?? '') };
}

/**
 * Returns the definition of a permission set with the parts of a draft, as the calls that save them would store it.
 * @throws AwsError as these calls do
 */
export function draftedDefinition(
  scope: Pick<InstanceScope, 'partition'>,
  row: PermissionSetRow,
  draft: z.output<typeof DefinitionDraft>,
): Definition {
  const { ManagedPolicies, CustomerPolicies, InlinePolicy, Boundary: boundary } = draft;
  if (InlinePolicy) requireInlinePolicy(InlinePolicy);
  const drafted: Definition = {
    ...definitionOf(row),
    ...(ManagedPolicies && { managedPolicies: [...new Set(ManagedPolicies.map((arn) => requireManagedPolicy(scope, arn)))] }),
    ...(CustomerPolicies && { customerPolicies: CustomerPolicies.map(toCustomerPolicy) }),
    ...(InlinePolicy !== undefined && { inlinePolicy: InlinePolicy }),
    ...(boundary !== undefined && { boundary: boundary && toBoundary(scope, boundary) }),
  };
  const { managedPolicies, customerPolicies } = drafted;
  if (ManagedPolicies || CustomerPolicies)
    requireRoom('PoliciesPerPermissionSet', managedPolicies.length + customerPolicies.length - 1);
  return drafted;
}

/** An Action element with `*` or `*:*`, alone or in a list, as AWS writes it. */
const EVERY_ACTION = /"Action"\s*:\s*(?:\[[^\]]*)?"\*(?::\*)?"/;
/** The answers about policies of AWS, of which there are about 1,500. */
const judged = new BoundedMap<string, boolean>(5_000);
const REF: PolicyRef = { id: 'judged', type: 'identity', name: 'judged', origin: { kind: 'inline' } };

/**
 * Returns whether a permission set allows everything, by AWS's policies and its own. Customer managed policies may differ by account and
 * are left out, and a boundary may limit every holder.
 */
export function isAdministrator(row: PermissionSetRow): boolean {
  const { managedPolicies, inlinePolicy, boundary } = definitionOf(row);
  if (boundary !== null) return false;
  return (inlinePolicy !== null && allowsAll(inlinePolicy)) || managedPolicies.some(isAdministratorPolicy);
}

/**
 * Returns whether a policy of AWS allows everything. These policies never change here and are long, so only those that name every action are
 * prepared for the engine. A test holds that the others allow less.
 */
export function isAdministratorPolicy(arn: string): boolean {
  const known = judged.get(arn);
  if (known !== undefined) return known;
  const text = managedPolicyDocument(arn);
  const isAdministrator = text !== undefined && EVERY_ACTION.test(text) && allowsAll(text);
  judged.set(arn, isAdministrator);
  return isAdministrator;
}

/** Returns whether the engine finds a statement in a policy that allows everything without a condition. */
export function allowsAll(text: string): boolean {
  const read = tryPrepare(REF, text);
  return (
    read.ok &&
    read.prepared.compiled.statements.some((statement) => allowsEverything(statement) && statement.conditions.length === 0)
  );
}
