import type { Database } from '../../db/client';
import type { AttemptState, ReferenceValue } from '../attempt';
import type { PackOperation } from '../format/schema';
import type { Pack } from '../pack';
import { type PasswordOf, type Perform, runOperations } from './run-operations';
import { PackError, worldOf } from './world';

export type SolutionRun = {
  database: Database;
  /** The time of the first operation. Each is a millisecond after the previous one. */
  now: Date;
  /** The references that earlier operations saved. */
  references?: Readonly<Record<string, ReferenceValue>>;
  passwordOf?: PasswordOf;
  perform?: Perform | undefined;
};

/**
 * Runs operations in an attempt's accounts, such as its solution or a part of it.
 * @returns all references, including newly saved ones
 * @throws PackError at the first unexpected result
 */
export async function runOperationsOf(
  pack: Pack,
  attempt: AttemptState,
  operations: readonly PackOperation[],
  { database, now, references = {}, passwordOf, perform }: SolutionRun,
): Promise<Readonly<Record<string, ReferenceValue>>> {
  const world = worldOf(pack, attempt, database);
  Object.assign(world.references, references);
  const personas = new Map(
    Object.entries(pack.scenario.personas).map(([key, { as }]) => [as, attempt.personas[key]?.password ?? null]),
  );
  await runOperations(world, operations, {
    timeOf: (_, at) => new Date(now.getTime() + at),
    passwordOf: async (identity) => {
      const password = personas.get(identity) ?? (await passwordOf?.(identity));
      if (password === undefined) throw new PackError(`There is no password of ${identity}.`);
      return password;
    },
    perform,
    path: 'operations',
  });
  return world.references;
}
