import type { Check, Scope } from '../core/operation';
import { invalid } from './errors';
import { findVisibleInstances, type InstanceRow, instanceArn, isOrganizationInstance } from './instance/rows';
import { findUsableInstance } from './operation';

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
