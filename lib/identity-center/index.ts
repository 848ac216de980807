import type { AnyOperation } from '../core/operation';
import * as instance from './instance/operations';

/** The operations of IAM Identity Center, by name. */
export const identityCenterOperations = { ...instance } satisfies Readonly<Record<string, AnyOperation>>;
