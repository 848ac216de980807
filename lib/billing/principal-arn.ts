import { rootUserArn } from '../core/arns';
import type { Scope } from '../core/operation';

/** The ARN of who calls, as records keep who made a change. */
export function principalArn({ caller, partition, accountId }: Scope): string {
  return 'arn' in caller.principal ? caller.principal.arn : rootUserArn(partition, accountId);
}
