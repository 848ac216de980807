import type { AccessModel } from '@gatehouse/policy/analyze';
import type { Check, Scope } from '../../core/operation';
import { accessChangeChecks, tryPermissionSet, tryUnassign } from './considered-access';
import { type TriedChange, tryPolicy } from './considered-policy';
import type { ConsideredChange } from './schema';

/** Returns the permissions that a change needs beside those of the tests. */
export async function changeChecks(scope: Scope, change: ConsideredChange | undefined): Promise<Check[]> {
  return change?.Kind === 'permission-set' || change?.Kind === 'unassign' ? accessChangeChecks(scope, change) : [];
}

/**
 * Returns the model of an account or organization after a change. Nothing is stored.
 * @throws AwsError MalformedPolicyDocument if a text does not parse, and the service's own error for what it would refuse
 */
export async function tryChange(scope: Scope, model: AccessModel, change: ConsideredChange): Promise<TriedChange> {
  switch (change.Kind) {
    case 'permission-set':
      return tryPermissionSet(scope, model, change);
    case 'unassign':
      return tryUnassign(scope, model, change);
    default:
      return tryPolicy(scope, model, change);
  }
}
