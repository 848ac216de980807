import type { RequestContext } from '@gatehouse/policy/evaluate';
import { AwsError } from '../../core/errors';
import type { AnyOperation } from '../../core/operation';
import type { Actor } from '../../core/test-world';

/** Makes a call and returns whether it is allowed. @throws any failure other than a denial */
export async function isRealCallAllowed(actor: Actor, operation: AnyOperation, input: object): Promise<boolean> {
  try {
    await actor.run(operation, input);
    return true;
  } catch (error) {
    if (error instanceof AwsError && error.shape === 'AccessDenied') return false;
    throw error;
  }
}

/** Returns the condition keys of a request as the entries of a simulation. */
export function contextEntriesOf(context: RequestContext) {
  return Object.entries(context).map(([ContextKeyName, value]) => ({
    ContextKeyName,
    ContextKeyValues: typeof value === 'string' ? [value] : [...value],
    ContextKeyType: typeof value === 'string' ? 'string' : 'stringList',
  }));
}
