import type { Contract, Errors, Input, Seen } from '../../core/testing/contract';
import { findWireOperation, type Member, type WireOperation, type WireServiceName } from '../protocol/sdk-schemas';
import type { Keys } from './api';

/** Operations by name, or those of the ones that declare the error which a pattern or a function picks. */
type Operations = string | readonly string[] | RegExp | ((operation: WireOperation) => boolean);

/** What is there before anything fails: who calls, and what the table refers to. */
export type Scene = { keys: Readonly<Record<string, Keys>>; seen: Seen };

/** How each declared error of a service comes about, or why it cannot. */
export type ErrorTable = Errors<Operations> & {
  /** Values that required members have in calls of one operation alone. */
  usualOf?: Readonly<Record<string, Input>>;
};

/** A table with what contracts add to it. */
export function withContracts(table: ErrorTable, contracts: readonly Contract[]): ErrorTable {
  const all = [table, ...contracts.map(({ errors }) => errors)];
  const usualOf = contracts.flatMap(({ operations, errors }) => Object.keys(operations).map((name) => [name, errors.usual]));
  const rows = <R>(of: (errors: ErrorTable) => Readonly<Record<string, readonly R[]>>) => {
    const errors = new Set(all.flatMap((one) => Object.keys(of(one))));
    return Object.fromEntries([...errors].map((error) => [error, all.flatMap((one) => of(one)[error] ?? [])]));
  };
  return {
    usual: table.usual,
    usualOf: Object.fromEntries(usualOf),
    failures: rows(({ failures }) => failures),
    unreachable: rows(({ unreachable }) => unreachable),
  };
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
};

export const every = (): boolean => true;

/** The operations that take a member, optional or not, apart from some. */
export function takes(member: string, ...except: string[]): (operation: WireOperation) => boolean {
  return (operation) => !except.includes(operation.name) && membersOf(operation).some(({ name }) => name === member);
}

function membersOf({ input }: WireOperation): readonly Member[] {
  return input?.kind === 'structure' ? input.members : [];
}

/** Every call of the table. */
export function failingCalls(service: WireServiceName, table: ErrorTable, declared: Declared): FailingCall[] {
  return Object.entries(table.failures).flatMap(([error, rows]) =>
    rows.flatMap(([of, given, says, { by, reason } = {}]) =>
      operationsOf(service, declared, error, of).map((operation) => ({
        operation,
        error,
        given,
        says,
        by,
        reason,
      })),
    ),
  );
}

/** `<operation> <error>` of every pair that the table excuses. */
export function excused(service: WireServiceName, table: ErrorTable, declared: Declared): string[] {
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
export function wholeInput(service: WireServiceName, table: ErrorTable, { operation, given }: FailingCall): Input {
  const usual: Input = { ...table.usual, ...table.usualOf?.[operation] };
  const members = membersOf(requireWireOperation(service, operation));
  return Object.fromEntries(
    members.flatMap(({ name, required }) => {
      if (Object.hasOwn(given, name)) return [[name, given[name]]];
      if (required && !Object.hasOwn(usual, name)) throw new Error(`${operation} needs a usual value for ${name}`);
      return required ? [[name, usual[name]]] : [];
    }),
  );
}
