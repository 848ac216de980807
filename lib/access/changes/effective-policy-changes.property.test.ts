import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { eventIdOf } from '../../core/events/event-rows';
import { createTestWorld } from '../../core/test-world';
import { acts, declarativeOrganization, effectivePolicies, TESTED_TYPES } from '../../organizations/test-declarative';
import { SaveSnapshot } from '../../snapshot/operations';
import { type EffectivePolicyChanges, ListEffectivePolicyChanges } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

type Json = { [name: string]: Json } | string | readonly string[];

/** Returns the settings of a document by path. */
function settingsOf(node: Json, path: readonly string[] = []): [string, string][] {
  if (typeof node === 'object' && !Array.isArray(node) && Object.keys(node).length > 0)
    return Object.entries(node).flatMap(([name, member]) => settingsOf(member, [...path, name]));
  return path.length === 0 ? [] : [[path.join('/'), JSON.stringify(node)]];
}

const withoutCalls = ({ Calls: _, MoreCalls: __, ...row }: EffectivePolicyChanges['Rows'][number]) => row;

let number = 0;
const seen = { changed: 0, BECAME_VALID: 0, BECAME_INVALID: 0 };

it('the changes turn each document in force of the earlier time into that of the later time, and name policies that differ', async () => {
  await fc.assert(
    fc.asyncProperty(acts, acts, async (earlier, later) => {
      const { root, nodes, make } = await declarativeOrganization(world, `compared-${++number}`);
      await make(earlier);
      const before = await effectivePolicies(root, nodes);
      await root.run(SaveSnapshot, { Name: 'before' });
      const saved = await world.database.reader.event.findFirstOrThrow({ orderBy: { id: 'desc' } });
      await make(later);
      const after = await effectivePolicies(root, nodes);
      const { Rows, Total } = await root.run(ListEffectivePolicyChanges, { From: { Snapshot: 'before' } });
      expect(Rows).toHaveLength(Total);
      // The history knows the same state as the snapshot.
      const since = await root.run(ListEffectivePolicyChanges, { From: { After: eventIdOf(saved) } });
      expect(since.Rows.map(withoutCalls)).toEqual(Rows.map(withoutCalls));
      for (const name of ['member', 'management']) {
        for (const type of TESTED_TYPES) {
          const [was, is] = [before.get(`${name} ${type}`), after.get(`${name} ${type}`)];
          if (!was || !is) throw new Error(`${name} has no ${type}.`);
          const row = Rows.find(
            ({ PolicyType, Accounts }) => PolicyType === type && Accounts.some(({ Id }) => Id === nodes.get(name)),
          );
          const rebuilt = new Map(settingsOf(JSON.parse(was.inForce)));
          for (const { Path, Before, After } of row?.Settings ?? []) {
            expect(rebuilt.get(Path) ?? null).toBe(Before);
            if (After === null) rebuilt.delete(Path);
            else rebuilt.set(Path, After);
          }
          if (row?.MoreSettings !== true) expect(rebuilt).toEqual(new Map(settingsOf(JSON.parse(is.inForce))));
          const change = was.invalid === is.invalid ? 'CHANGED' : is.invalid ? 'BECAME_INVALID' : 'BECAME_VALID';
          if (row) {
            expect(row.Change).toBe(change);
            expect(row.Policies.length).toBeGreaterThan(0);
            seen[change === 'CHANGED' ? 'changed' : change]++;
          } else expect(change).toBe('CHANGED');
        }
      }
    }),
    { numRuns: 15 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
});
