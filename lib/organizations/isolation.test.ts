import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyOperation } from '../core/operation';
import { type Actor, createTestWorld, type TestWorld } from '../core/test-world';
import { type Contract, callAbout, type Input, membersOf, type Names } from '../core/testing/contract';
import { heldTables, rowsOf, whereIn } from '../snapshot/tables';
import { organizationsOperations } from './index';
import { organizationsContracts } from './test-contracts';
import { organizationOf } from './test-organization';

/** A text that, like ids and addresses, no account outside the organization may see. */
const SECRET = 'KnownToTheOwnersAlone';

let world: TestWorld;
let organizationId: string;
let before: string;
let secrets: string[];
const made = new Map<Contract, Names>();
beforeAll(async () => {
  world = await createTestWorld();
  const management = await world.account('management');
  const organization = await organizationOf(world, management);
  organizationId = organization.organizationId;
  for (const [noun, contract] of organizationsContracts)
    made.set(contract, await contract.make(management, { name: `theirs-${noun}`, secret: SECRET }));
  before = await everything();
  const accounts = await world.database.reader.account.findMany({ where: { organizationId } });
  const ids = [...made.values()].flatMap((names) => Object.values(names)).filter((value) => /^[\w-]{8,}$/.test(value));
  secrets = [SECRET, organizationId, organization.rootId, ...ids, ...accounts.flatMap(({ id, email }) => [id, email])];
});
afterAll(() => world.close());

/** Returns every row of the organization and its accounts that snapshots hold, in a fixed order. */
async function everything(): Promise<string> {
  const { reader } = world.database;
  const accounts = await reader.account.findMany({ where: { organizationId }, select: { id: true } });
  const extent = { accountIds: accounts.map(({ id }) => id), organizationIds: [organizationId] };
  const tables = heldTables().map(async (name) => {
    const rows = await rowsOf(reader, name).findMany({ where: whereIn(name, extent) });
    return [name, ...rows.map((row) => JSON.stringify(row)).sort()].join('\n');
  });
  return (await Promise.all(tables)).join('\n');
}

/** Returns names and ids of the same form that do not exist. Every kind of id may end in digits. */
const missing = (names: Names): Names =>
  Object.fromEntries(Object.entries(names).map(([member, value]) => [member, value.replace(/.{4}$/, '2222')]));

type Outsider = { who: string; become: () => Promise<Actor>; inOrganization: boolean };
let number = 0;
const OUTSIDERS: readonly Outsider[] = [
  {
    who: 'the management account of another organization',
    become: async () => (await organizationOf(world, await world.account(`owner-${++number}`))).management,
    inOrganization: true,
  },
  { who: 'an account in no organization', become: () => world.account(`other-${++number}`), inOrganization: false },
];

/**
 * Returns the inputs of the operation's successful call with all names of the other organization, and with each name in turn
 * replaced by the caller's own.
 */
async function inputsOf(contract: Contract, name: string, theirs: Names, outsider: Actor, whole: boolean): Promise<Input[]> {
  const named = membersOf(contract.operations[name]).filter((member) => theirs[member] !== undefined);
  const all = callAbout(contract, name, theirs);
  if (whole || named.length < 2) return [all];
  const mine = await contract.make(outsider, { name: `mine-${number}`, secret: 'mine' });
  return [all, ...named.map((member) => callAbout(contract, name, theirs, { [member]: mine[member] }))];
}

/** Makes each call by a new account outside the organization. Returns the answers and the codes of their errors. */
async function answersTo(operation: AnyOperation, contract: Contract, theirs: Names, { become, inOrganization }: Outsider) {
  const outsider = await become();
  const answers: { output: string; shape: string }[] = [];
  for (const input of await inputsOf(contract, operation.name, theirs, outsider, !inOrganization))
    answers.push(
      await outsider.run(operation, input as never).then(
        (output) => ({ output: (JSON.stringify(output) as string | undefined) ?? '', shape: 'none' }),
        (error: unknown) => ({ output: String(error), shape: (error as { shape?: string }).shape ?? 'none' }),
      ),
    );
  return answers;
}

describe('resources of another organization', () => {
  const contracts = organizationsContracts.flatMap(([, contract]) =>
    Object.values(contract.operations).map((operation) => [operation.name, operation, contract] as const),
  );

  it('are tested with every registered operation', () => {
    expect(contracts.map(([name]) => name).sort()).toEqual(Object.keys(organizationsOperations).sort());
    expect(before).toContain(SECRET);
  });

  it.each(contracts)('cannot be read, changed or discovered by %s', async (name, operation, contract) => {
    const theirs = made.get(contract) ?? {};
    const names = membersOf(operation).some((member) => theirs[member] !== undefined);
    for (const outsider of OUTSIDERS) {
      const answers = await answersTo(operation, contract, theirs, outsider);
      expect(await everything(), outsider.who).toBe(before);
      for (const { output } of answers)
        for (const secret of secrets) expect(output, `${outsider.who} saw ${secret}`).not.toContain(secret);
      if (!names) continue;
      // Existing and missing resources must give the same answer. Calls without a resource prove nothing.
      const ofMissing = await answersTo(operation, contract, missing(theirs), outsider);
      const shapes = answers.map(({ shape }) => shape);
      expect(shapes, `${outsider.who} calls ${name}`).toEqual(ofMissing.map(({ shape }) => shape));
      expect(shapes[0]).toMatch(/NotFound|NotInUse|^InvalidInput/);
      // The name is in a document, which must name members.
      if (shapes[0] === 'InvalidInputException') expect(name).toBe('PutResourcePolicy');
    }
  });
});
