import type { Errors, Input } from '../../core/testing/contract';
import type { NamedContract } from '../../core/testing/load-contracts';
import { findWireOperation } from '../protocol/sdk-schemas';
import type { TestApi } from './api';
import { type Scene, sceneOf } from './scene';

/** The failing calls of a noun, and the scene for them. */
export type ErrorPart = { errors: Errors; createScene: (api: TestApi) => Promise<Scene> };

/** Returns the errors of a service from its nouns' contracts. */
export function partsOf(contracts: readonly NamedContract[]): ErrorPart[] {
  return contracts.map(([, { errors }]) => ({ errors, createScene: (api) => sceneOf(api, errors.furnish) }));
}

export type FailingCall = {
  operation: string;
  error: string;
  /** The input in the table. */
  given: Input;
  says: string | RegExp;
  by: string | undefined;
  reason: string | undefined;
  part: ErrorPart;
};

/** Returns every failing call of a part. */
export function failingCalls(part: ErrorPart): FailingCall[] {
  return Object.entries(part.errors.failures).flatMap(([error, rows]) =>
    rows.flatMap(([of, given, says, { by, reason } = {}]) =>
      [of].flat().map((operation) => ({ operation, error, given, says, by, reason, part })),
    ),
  );
}

/** Returns `<operation> <error>` for every pair that a part excuses. */
export function excused({ errors }: ErrorPart): string[] {
  return Object.entries(errors.unreachable).flatMap(([error, excuses]) =>
    excuses.flatMap(([of]) => [of].flat().map((operation) => `${operation} ${error}`)),
  );
}

/**
 * Returns the complete input of a call.
 * @throws Error for a required member without a usual value
 */
export function wholeInput(service: string, { operation, given, part }: FailingCall): Input {
  const { usual } = part.errors;
  const wire = findWireOperation(service, operation);
  if (!wire) throw new Error(`${service} has no operation ${operation}`);
  const members = wire.input?.kind === 'structure' ? wire.input.members : [];
  return Object.fromEntries(
    members.flatMap(({ name, required }) => {
      if (Object.hasOwn(given, name)) return [[name, given[name]]];
      if (required && !Object.hasOwn(usual, name)) throw new Error(`${operation} needs a usual value for ${name}`);
      return required ? [[name, usual[name]]] : [];
    }),
  );
}
