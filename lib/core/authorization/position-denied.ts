import { AwsError } from '../errors';
import type { Scope } from '../operation';

/**
 * Returns the error for a resource that belongs to others, or whose owner does not let the caller's account make the call. AWS answers so
 * whether the resource exists or not.
 * @param action with its prefix
 */
export function accessDenied({ caller }: Pick<Scope, 'caller'>, action: string, arn: string): AwsError {
  const { principal } = caller;
  const who = 'arn' in principal ? principal.arn : principal.type;
  return new AwsError('AccessDenied', `User: ${who} is not authorized to perform: ${action} on resource: ${arn}`);
}
