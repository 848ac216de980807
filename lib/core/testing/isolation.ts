import { afterAll, describe, expect, it } from 'vitest';
import type { Prisma } from '../../db/generated/sqlite/client';
import { heldTables, rowsOf, type TableName, whereIn } from '../../snapshot/tables';
import type { AnyOperation } from '../operation';
import { type Actor, createTestWorld } from '../test-world';
import { type Contract, callAbout, type Input, membersOf, type Names } from './contract';
import type { NamedContract } from './load-contracts';

type Isolated = {
  contracts: readonly NamedContract[];
  /** Every operation to try. */
  operations: Readonly<Record<string, AnyOperation>>;
  /** The tables whose ids other accounts must never learn. */
  models: readonly (Prisma.ModelName & TableName)[];
};

const secretOf = (whose: string) => `KnownTo${whose}Alone`;

// PostgreSQL returns rows in no fixed order, which changes after an update or vacuum.
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`;
  if (typeof value !== 'object' || value === null || value instanceof Date)
    return (JSON.stringify(value) as string | undefined) ?? 'null';
  return `{${Object.entries(value)
    .map(([key, member]) => `${key}:${canonical(member)}`)
    .join()}}`;
}

/** Returns whether a value is a document that the caller writes, not the name of a resource. */
const isWritten = (value: unknown) => typeof value === 'string' && value.startsWith('{');

/**
 * Returns names and ids of the same form, of resources that do not exist. The end of every kind of name or id may be digits. Documents
 * stay as they are.
 */
const missingNames = (names: Names): Names =>
  Object.fromEntries(
    Object.entries(names).map(([member, value]) => [member, isWritten(value) ? value : value.replace(/.{4}$/, '2222')]),
  );

/**
 * A call that names another account's resources, the caller's own resources that it also names, and the function that creates
 * those.
 */
type Attempt = { input: (theirs: Names, mine: Names) => Input; own?: (attacker: Actor, name: string) => Promise<Names> };
type Tried = { attacker: Actor; output: string; error?: string; written: string };

/**
 * Tests that no operation reads, changes or finds another account's resources. Each runs from new accounts, in the form of its
 * contract.
 */
export async function describeIsolation({ contracts, operations, models }: Isolated): Promise<void> {
  const world = await createTestWorld();
  afterAll(() => world.close());

  const extentOf = async (accountId: string) => {
    const organizations = await world.database.reader.organization.findMany({ where: { managementAccountId: accountId } });
    return { accountIds: [accountId], organizationIds: organizations.map(({ id }) => id) };
  };

  /** Returns every row of an account that snapshots hold. */
  const rowsOfAccount = async (accountId: string): Promise<string> => {
    const extent = await extentOf(accountId);
    const tables = heldTables().map((name) => rowsOf(world.database.reader, name).findMany({ where: whereIn(name, extent) }));
    return canonical(await Promise.all(tables));
  };

  const makeOne = (root: Actor, whose: string, noun: string, { make }: Contract): Promise<Names> =>
    make(root, { name: `${whose}-${noun}`, secret: secretOf(whose) });

  const victim = await world.account();
  const made: Record<string, Names> = {};
  for (const [noun, contract] of contracts) made[noun] = await makeOne(victim, 'theirs', noun, contract);
  const before = await rowsOfAccount(victim.accountId);
  // Only ids, since anybody may reuse a name.
  const extent = await extentOf(victim.accountId);
  const ids = await Promise.all(
    models.map(async (model) => {
      const rows = await rowsOf(world.database.reader, model).findMany({ where: whereIn(model, extent) });
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

  /** Runs an operation from a new account. Returns that account, and the answer or the error's name. */
  const attempt = async (operation: AnyOperation, { input, own }: Attempt, theirs: Names): Promise<Tried> => {
    const attacker = await world.account();
    const given = input(theirs, own ? await own(attacker, `mine${attackers++}`) : {});
    // Callers may write any text into documents of their own resources, including names from other accounts.
    const written = own ? Object.values(given).filter(isWritten) : [];
    const result = await attacker.run(operation, given).then(
      (output) => ({ output: (JSON.stringify(output) as string | undefined) ?? '' }),
      (error: { shape: string }) => ({ output: '', error: error.shape }),
    );
    return { attacker, ...result, written: written.join() };
  };

  describe('isolation of accounts', () => {
    const calls = contracts.flatMap(([noun, contract]) =>
      Object.keys(contract.operations).map((name) => [name, { noun, contract }] as const),
    );

    it('is tested with every operation', () => {
      expect(calls.map(([name]) => name).sort()).toEqual(Object.keys(operations).sort());
      expect(before).toContain(secretOf('theirs'));
      expect(ids.flat().length).toBeGreaterThanOrEqual(models.length);
    });

    it.each(calls)('lets %s neither read, change nor find what another account has', async (name, { noun, contract }) => {
      const operation = contract.operations[name];
      const [names, none] = [made[noun] ?? {}, missingNames(made[noun] ?? {})];
      if (!operation) throw new Error(`${noun}'s contract has no ${name}`);
      for (const [index, one] of attemptsOf(noun, contract, name).entries()) {
        const tried = await attempt(operation, one, names);
        const ofMissing = await attempt(operation, one, none);
        const seen = tried.output + (await rowsOfAccount(tried.attacker.accountId));
        expect(secrets.filter((secret) => seen.includes(secret) && !tried.written.includes(secret))).toEqual([]);
        // An invalid call proves nothing. Only calls with a missing member may be invalid.
        if (index === 0) expect(tried.error).not.toBe('ValidationError');
        // Existing and missing resources must look the same.
        if (!contract.tells?.[name]) expect(tried.error).toBe(ofMissing.error);
      }
      expect(await rowsOfAccount(victim.accountId)).toBe(before);
    });
  });
}
