import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { type Actor, createTestWorld, rootCaller, userCaller } from '../../../core/test-world';
import { organizationInOrder } from '../../../export/organization-state';
import { planImport } from '../../../export/plan-import';
import { READ_ORGANIZATION } from '../../../export/read-script';
import { writeOrganizationExport } from '../../../export/write-organization';
import { AttachUserPolicy } from '../../../iam/attachment/operations';
import { CreateUser } from '../../../iam/user/operations';
import { ListAccounts } from '../../../organizations/account/operations';
import { ListRoots } from '../../../organizations/organization/operations';
import { acts, declarativeOrganization, effectivePolicies, INVALID } from '../../../organizations/test-declarative';
import { ListOrganizationalUnitsForParent } from '../../../organizations/unit/operations';
import { replayScript } from '../../testing/replay-script';
import { runAs } from '../../testing/run-as';
import { readOrganization } from './export-organization';
import { importCalls } from './import-calls';

const world = await createTestWorld();
const empty = await createTestWorld();
afterAll(() => Promise.all([world.close(), empty.close()]));

/** Gives an account an administrator, because a root user cannot enter members. */
async function administratorOf(of: typeof world, root: Actor): Promise<Actor> {
  const { User } = await root.run(CreateUser, { UserName: 'administrator' });
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await root.run(AttachUserPolicy, { UserName: 'administrator', PolicyArn });
  return of.as(userCaller(User));
}

async function exported(source: Actor, user: Actor): Promise<void> {
  const read = await readOrganization(runAs(world, source));
  if (!read.ok) throw new Error(read.error.message);
  const [script] = writeOrganizationExport(organizationInOrder({ ...read.data, accounts: [] }), 'cli').files;
  await replayScript(empty, user, script?.text ?? '');
}

async function imported(source: Actor, user: Actor): Promise<void> {
  const text = await replayScript(world, source, READ_ORGANIZATION);
  const plan = planImport([{ name: 'organization.json', text }], user.accountId);
  if (!plan.ok) throw new Error(plan.problem);
  // Members are marked as rehearsals from inside.
  const recipe = importCalls(async (accountId) => ({ ok: true, data: runAs(empty, empty.as(rootCaller(accountId))) }));
  const input = { calls: plan.calls, left: [], learned: { [plan.of]: user.accountId }, lost: [] };
  const made = await recipe(runAs(empty, user), input);
  if (!made.ok) throw new Error(made.error.message);
  expect(made.data.outcomes.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
}

/** Returns the nodes of a rebuilt organization by the names of the original ones. */
async function nodesOf(root: Actor, name: string): Promise<ReadonlyMap<string, string>> {
  const rootId = (await root.run(ListRoots, {})).Roots[0]?.Id ?? '';
  const unitOf = async (ParentId: string) =>
    (await root.run(ListOrganizationalUnitsForParent, { ParentId })).OrganizationalUnits[0]?.Id ?? '';
  const outer = await unitOf(rootId);
  const { Accounts } = await root.run(ListAccounts, {});
  return new Map([
    ['root', rootId],
    ['outer', outer],
    ['inner', await unitOf(outer)],
    ['member', Accounts.find(({ Name }) => Name === `${name}-member`)?.Id ?? ''],
    ['management', root.accountId],
  ]);
}

let number = 0;
const seen = { valid: 0, invalid: 0 };

it.each([
  ['an exported script', exported, 6],
  ['an import', imported, 4],
] as const)('the effective policies that %s recreates are those of the original', async (_, recreate, numRuns) => {
  await fc.assert(
    fc.asyncProperty(acts, async (all) => {
      const name = `exported-${++number}`;
      const { root, nodes, make } = await declarativeOrganization(world, name);
      await make(all);
      const target = await empty.account();
      await recreate(await administratorOf(world, root), await administratorOf(empty, target));
      const copies = await effectivePolicies(target, await nodesOf(target, name));
      for (const [key, { resolved, inForce, invalid }] of await effectivePolicies(root, nodes)) {
        const copy = copies.get(key);
        expect({ key, ...copy }).toMatchObject({ key, resolved, invalid });
        seen[invalid ? 'invalid' : 'valid']++;
        // No call can set the last valid document of an invalid effective policy.
        if (!invalid) expect(copy?.inForce).toBe(inForce);
      }
    }),
    { numRuns, examples: [[[...INVALID]]] },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
});
