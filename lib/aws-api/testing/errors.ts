import type { Errors, Input } from '../../core/testing/contract';
import type { NamedContract } from '../../core/testing/load-contracts';
import { findWireOperation, type Member, type WireOperation, type WireServiceName } from '../protocol/sdk-schemas';
import type { TestApi } from './api';
import { type Scene, sceneOf } from './scene';

/** Operations by name, or those of the ones that declare the error which a pattern or a function picks. */
type Operations = string | readonly string[] | RegExp | ((operation: WireOperation) => boolean);

/** How declared errors come about, or why one cannot. */
export type ErrorTable = Errors<Operations>;

/** Errors of some operations, with the scene in which the table's calls fail. */
export type ErrorPart = {
  table: ErrorTable;
  createScene: (api: TestApi) => Promise<Scene>;
  /** The operations it speaks of. */
  declared: Declared;
};

/** The errors of a service, as the contracts of its nouns have them. */
export function partsOf(contracts: readonly NamedContract[], declared: Declared): ErrorPart[] {
  return contracts.map(([, { operations, errors }]) => ({
    table: errors,
    createScene: (api) => sceneOf(api, errors.furnish),
    declared: new Map([...declared].filter(([name]) => Object.hasOwn(operations, name))),
  }));
}

export type Declared = ReadonlyMap<string, readonly string[]>;
export type FailingCall = {
  operation: string;
  error: string;
  /** What the table says of the input. */
  given: Input;
  says: string | RegExp;
  by: string | undefined;
  reason: string | undefined;
  part: ErrorPart;
};

export const every = (): boolean => true;

/** The operations that take a member, optional or not, apart from some. */
export function takes(member: string, ...except: string[]): (operation: WireOperation) => boolean {
  return (operation) => !except.includes(operation.name) && membersOf(operation).some(({ name }) => name === member);
}

function membersOf({ input }: WireOperation): readonly Member[] {
  return input?.kind === 'structure' ? input.members : [];
}

/** Every call of a part. */
export function failingCalls(service: WireServiceName, part: ErrorPart): FailingCall[] {
  return Object.entries(part.table.failures).flatMap(([error, rows]) =>
    rows.flatMap(([of, given, says, { by, reason } = {}]) =>
      operationsOf(service, part.declared, error, of).map((operation) => ({ operation, error, given, says, by, reason, part })),
    ),
  );
}

/** `<operation> <error>` of every pair that a part excuses. */
export function excused(service: WireServiceName, { table, declared }: ErrorPart): string[] {
  return Object.entries(table.unreachable).flatMap(([error, excuses]) =>
    excuses.flatMap(([of]) => operationsOf(service, declared, error, of).map((operation) => `${operation} ${error}`)),
  );
}

function operationsOf(service: WireServiceName, declared: Declared, error: string, of: Operations): readonly string[] {
  if (typeof of === 'string') return [of];
  if (Array.isArray(of)) return of;
  const picks = of instanceof RegExp ? ({ name }: WireOperation) => of.test(name) : (of as (operation: WireOperation) => boolean);
  const picked = [...declared].flatMap(([name, errors]) =>
    errors.includes(error) && picks(requireWireOperation(service, name)) ? [name] : [],
  );
  if (picked.length === 0) throw new Error(`a row about ${error} picks no operation`);
  return picked;
}

function requireWireOperation(service: WireServiceName, name: string): WireOperation {
  const operation = findWireOperation(service, name);
  if (!operation) throw new Error(`${service} has no operation ${name}`);
  return operation;
}

/** The input of a call. @throws Error for a required member that the table has no value for */
export function wholeInput(service: WireServiceName, { operation, given, part }: FailingCall): Input {
  const { usual } = part.table;
  const members = membersOf(requireWireOperation(service, operation));
  return Object.fromEntries(
    members.flatMap(({ name, required }) => {
      if (Object.hasOwn(given, name)) return [[name, given[name]]];
      if (required && !Object.hasOwn(usual, name)) throw new Error(`${operation} needs a usual value for ${name}`);
      return required ? [[name, usual[name]]] : [];
    }),
  );
}
