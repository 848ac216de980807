import type { AnyOperation, InputOf, OutputOf } from '../../core/operation';
import type { ConsoleResult, Json } from '../result';

/** Runs one operation: as the signed-in caller, in a root session, or in a test as any actor. */
export type RunCall = <O extends AnyOperation>(operation: O, input: InputOf<O>) => Promise<ConsoleResult<Json<OutputOf<O>>>>;

/** A task that takes several calls, as in AWS's console. Each call needs its own permission and is in the event history. */
export type Recipe<Input, Output> = (run: RunCall, input: Input) => Promise<ConsoleResult<Output>>;

/**
 * Enters a member account as its administrator through the organization's access role.
 * @returns a function that runs operations there, in the given or chosen Region
 */
export type EnterMember = (accountId: string, region?: string) => Promise<ConsoleResult<RunCall>>;
