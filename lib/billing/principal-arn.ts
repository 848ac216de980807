import { rootUserArn } from '../core/arns';
import type { Scope } from '../core/operation';

/** Returns the ARN of the caller, as records of changes store it. */
export function principalArn({ caller, partition, accountId }: Scope): string {
  return 'arn' in caller.principal ? caller.principal.arn : rootUserArn(partition, accountId);
}
