import { callerMay } from '../core/authorization/authorize';
import type { Check, Scope } from '../core/operation';
import { invalid } from './errors';
import { findVisibleInstances, type InstanceRow, instanceArn, isOrganizationInstance } from './instance/rows';
import { accountArn, findUsableInstance } from './operation';
import { permissionSetArn } from './permission-set/rows';

/** Returns the organization's instance, if the caller's account administers it and the call is in its home Region. */
export async function findOwnInstance(scope: Scope): Promise<InstanceRow | null> {
  const row = (await findVisibleInstances(scope)).find(isOrganizationInstance);
  return row ? findUsableInstance(scope, instanceArn(scope.partition, row.id), 'administrator') : null;
}

/** Returns the check of an action on the caller's instance. */
export function ownInstanceCheck(action: string, { partition }: Scope, instance: InstanceRow | null): Check {
  return { action, resource: instance ? instanceArn(partition, instance.id) : '*' };
}

/** Returns the caller's instance. @throws AwsError ValidationException if the account administers none in the Region */
export function requireOwnInstance(instance: InstanceRow | null): InstanceRow {
  if (!instance) throw invalid('This account administers no instance of IAM Identity Center in this Region.');
  return instance;
}

/** Returns the checks of everything that a question about all access reads. */
export function accessChecks(scope: Scope, instance: InstanceRow | null, accountId: string): Check[] {
  const action = 'sso:ListAccountAssignments';
  const directory = ['sso-directory:SearchUsers', 'sso-directory:SearchGroups'].map((name) => ({ action: name, resource: '*' }));
  if (!instance) return [ownInstanceCheck(action, scope, instance), ...directory];
  const { partition } = scope;
  return [
    ownInstanceCheck(action, scope, instance),
    { action, resource: permissionSetArn(partition, { instanceId: instance.id, id: '*' }) },
    { action, resource: accountArn({ InstanceArn: instanceArn(partition, instance.id) }, accountId) },
    ...directory,
  ];
}

/** Returns the organization's instance in whatever Region the caller asks, if the caller's account administers it, or null. */
export async function findAdministeredInstance(scope: Scope): Promise<InstanceRow | null> {
  const home = (await findVisibleInstances(scope)).find(isOrganizationInstance);
  return home ? findOwnInstance({ ...scope, call: { ...scope.call, region: home.region } }) : null;
}

/** Tests whether the caller may read everybody's access in IAM Identity Center. */
export async function mayReadDirectory(scope: Scope): Promise<boolean> {
  const instance = await findAdministeredInstance(scope);
  if (!instance) return false;
  const may = await callerMay(scope);
  for (const check of accessChecks(scope, instance, '*')) if (!(await may(check))) return false;
  return true;
}

/** The calls that read a permission set with its policies. */
const READS = [
  'DescribePermissionSet',
  'ListManagedPoliciesInPermissionSet',
  'ListCustomerManagedPolicyReferencesInPermissionSet',
  'GetInlinePolicyForPermissionSet',
  'GetPermissionsBoundaryForPermissionSet',
] as const;

/** Finds the caller's instance and its permission set with an id. */
export async function findOwnPermissionSet(scope: Scope, id: string) {
  const instance = await findOwnInstance(scope);
  const row = instance && (await scope.db.permissionSet.findUnique({ where: { id } }));
  return { instance, row: row?.instanceId === instance?.id ? row : null };
}

export type OwnPermissionSet = Awaited<ReturnType<typeof findOwnPermissionSet>>;

/** Returns the checks of the calls that read a permission set with its policies. */
export function permissionSetChecks(scope: Scope, { instance, row }: OwnPermissionSet): Check[] {
  return READS.flatMap((name) => [
    ownInstanceCheck(`sso:${name}`, scope, instance),
    ...(row ? [{ action: `sso:${name}`, resource: permissionSetArn(scope.partition, row) }] : []),
  ]);
}
