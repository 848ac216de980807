import type { May } from '../core/authorize';
import { AwsError } from '../core/errors';
import type { AnyOperation, Scope } from '../core/operation';

/** Returns whether a call would be answered. Callers who may ask for what is gone count as answered. */
export async function mayRun(may: May, scope: Scope, operation: AnyOperation, input: object): Promise<boolean> {
  try {
    const target = await operation.target?.(input, scope);
    for (const check of await operation.checks(input, scope, target)) if (!(await may(check))) return false;
    // Which accounts of an organization may call is asked last.
    await operation.run(input, scope, target, undefined);
    return true;
  } catch (error) {
    if (error instanceof AwsError) return error.shape === 'NoSuchEntityException';
    throw error;
  }
}
