import { afterAll, describe, expect, it } from 'vitest';
import type { Prisma } from '../../db/generated/sqlite/client';
import { HELD_TABLES, type HeldTable, rowsOf, whereIn } from '../../snapshot/tables';
import type { AnyOperation } from '../operation';
import { type Actor, createTestWorld } from '../test-world';
import { type Contract, callAbout, type Input, membersOf, type Names } from './contract';
import type { NamedContract } from './load-contracts';

type Isolated = {
  contracts: readonly NamedContract[];
  /** Every operation that must be tried. */
  operations: Readonly<Record<string, AnyOperation>>;
  /** The tables whose ids other accounts must never learn. */
  models: readonly (Prisma.ModelName & HeldTable)[];
};

const secretOf = (whose: string) => `KnownTo${whose}Alone`;

// PostgreSQL gives rows back in no order of its own, and another one after any update or vacuum.
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`;
  if (typeof value !== 'object' || value === null || value instanceof Date)
    return (JSON.stringify(value) as string | undefined) ?? 'null';
  return `{${Object.entries(value)
    .map(([key, member]) => `${key}:${canonical(member)}`)
    .join()}}`;
}

/** The same names and ids, of things that do not exist. All that names have at their end can be digits of any kind of id. */
const missingNames = (names: Names): Names =>
  Object.fromEntries(Object.entries(names).map(([member, value]) => [member, value.replace(/.{4}$/, '2222')]));

/** A call that names another account's things, what of the caller's own it names besides, and who makes that. */
type Attempt = { input: (theirs: Names, mine: Names) => Input; own?: (attacker: Actor, name: string) => Promise<Names> };
type Tried = { attacker: Actor; output: string; error?: string };

/** Proves that no operation reads, changes or finds another account's things: each is tried from new accounts, as its contract calls it. */
export async function describeIsolation({ contracts, operations, models }: Isolated): Promise<void> {
  const world = await createTestWorld();
  afterAll(() => world.close());

  /** Every row that snapshots hold of an account. */
  const rowsOfAccount = async (accountId: string): Promise<string> => {
    const extent = { accountIds: [accountId], organizationIds: [] };
    const tables = HELD_TABLES.map((name) => rowsOf(world.database.reader, name).findMany({ where: whereIn(name, extent) }));
    return canonical(await Promise.all(tables));
  };

  const makeOne = (root: Actor, whose: string, noun: string, { make }: Contract): Promise<Names> =>
    make(root, { name: `${whose}-${noun}`, secret: secretOf(whose) });

  const victim = await world.account();
  const made: Record<string, Names> = {};
  for (const [noun, contract] of contracts) made[noun] = await makeOne(victim, 'theirs', noun, contract);
  const before = await rowsOfAccount(victim.accountId);
  // Ids, but no names, which anybody may give to things of their own.
  const ids = await Promise.all(
    models.map(async (model) => {
      const rows = await rowsOf(world.database.reader, model).findMany({ where: { accountId: victim.accountId } });
      return rows.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
    }),
  );
  const secrets = [victim.accountId, secretOf('theirs'), ...ids.flat()];
  let attackers = 0;

  /**
   * Returns calls that try to name another account's resources. They are the good call with all foreign names, with one of the
   * caller's own names, and without one name, which may make the call refer to the caller.
   */
  const attemptsOf = (noun: string, contract: Contract, name: string): Attempt[] => {
    const names = membersOf(contract.operations[name]).filter((member) => made[noun]?.[member] !== undefined);
    const partly = names.flatMap((member): Attempt[] => {
      const leftOut: Attempt = { input: (theirs) => callAbout(contract, name, theirs, { [member]: undefined }) };
      const own: Attempt = {
        input: (theirs, mine) => callAbout(contract, name, theirs, { [member]: mine[member] }),
        own: (attacker, whose) => makeOne(attacker, whose, noun, contract),
      };
      return names.length > 1 ? [leftOut, own] : [leftOut];
    });
    return [{ input: (theirs) => callAbout(contract, name, theirs) }, ...partly];
  };

  /** A new account tries: who it is, and the answer or the name of the error. */
  const attempt = async (operation: AnyOperation, { input, own }: Attempt, theirs: Names): Promise<Tried> => {
    const attacker = await world.account();
    const given = input(theirs, own ? await own(attacker, `mine${attackers++}`) : {});
    const result = await attacker.run(operation, given).then(
      (output) => ({ output: (JSON.stringify(output) as string | undefined) ?? '' }),
      (error: { shape: string }) => ({ output: '', error: error.shape }),
    );
    return { attacker, ...result };
  };

  describe('another account’s things', () => {
    const calls = contracts.flatMap(([noun, contract]) =>
      Object.keys(contract.operations).map((name) => [name, { noun, contract }] as const),
    );

    it('are asked for by every operation', () => {
      expect(calls.map(([name]) => name).sort()).toEqual(Object.keys(operations).sort());
      expect(before).toContain(secretOf('theirs'));
      expect(ids.flat().length).toBeGreaterThanOrEqual(models.length);
    });

    it.each(calls)('are neither read nor changed nor found by %s', async (name, { noun, contract }) => {
      const operation = contract.operations[name];
      const [names, none] = [made[noun] ?? {}, missingNames(made[noun] ?? {})];
      if (!operation) throw new Error(`${noun}'s contract has no ${name}`);
      for (const [index, one] of attemptsOf(noun, contract, name).entries()) {
        const tried = await attempt(operation, one, names);
        const ofMissing = await attempt(operation, one, none);
        const seen = tried.output + (await rowsOfAccount(tried.attacker.accountId));
        expect(secrets.filter((secret) => seen.includes(secret))).toEqual([]);
        // A call that cannot be about anything proves nothing; without one of its members it may be such a call.
        if (index === 0) expect(tried.error).not.toBe('ValidationError');
        // Existing and missing resources must look the same.
        if (!contract.tells?.[name]) expect(tried.error).toBe(ofMissing.error);
      }
      expect(await rowsOfAccount(victim.accountId)).toBe(before);
    });
  });
}
