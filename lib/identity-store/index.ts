import type { AnyOperation } from '../core/operation';
import * as group from './group/operations';
import * as membership from './membership/operations';
import * as user from './user/operations';

/** The operations of the identity store, by name. */
export const identityStoreOperations = { ...user, ...group, ...membership } satisfies Readonly<Record<string, AnyOperation>>;
