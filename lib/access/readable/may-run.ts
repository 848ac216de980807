import type { May } from '../../core/authorization/authorize';
import { AwsError } from '../../core/errors';
import type { AnyOperation, Scope } from '../../core/operation';

/** Tests whether a call would succeed. A call about something deleted counts as a success. */
export async function mayRun(may: May, scope: Scope, operation: AnyOperation, input: object): Promise<boolean> {
  try {
    const target = await operation.target?.(input, scope);
    for (const check of await operation.checks(input, scope, target)) if (!(await may(check))) return false;
    // Organization access to the operation is checked last.
    await operation.run(input, scope, target, undefined);
    return true;
  } catch (error) {
    if (error instanceof AwsError) return error.shape === 'NoSuchEntityException';
    throw error;
  }
}
