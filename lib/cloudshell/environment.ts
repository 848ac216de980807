import { createHash } from 'node:crypto';
import { AwsError } from '../core/errors';
import type { Check, Scope } from '../core/operation';
import { homeOwner } from './home/rows';

/** Returns the id of the caller's environment. A principal has one, and finds it again. */
export function environmentId({ caller }: Pick<Scope, 'caller'>): string {
  const { accountId, principalId } = homeOwner(caller);
  const digits = createHash('sha256').update(`${accountId}/${principalId}`).digest('hex');
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20, 32)].join('-');
}

/**
 * Returns the check of an action on the caller's environment.
 * Source: Service Authorization Reference, "Actions, resources, and condition keys for AWS CloudShell".
 */
export function environmentCheck(name: string, scope: Scope): Check {
  const { call, accountId, partition } = scope;
  const resource = `arn:${partition}:cloudshell:${call.region}:${accountId}:environment/${environmentId(scope)}`;
  return { action: `cloudshell:${name}`, resource };
}

/** @throws AwsError ResourceNotFoundException for an environment that is not the caller's */
export function requireOwnEnvironment(EnvironmentId: string, scope: Scope): void {
  if (EnvironmentId !== environmentId(scope)) throw new AwsError('ResourceNotFoundException', 'You have no such environment.');
}
