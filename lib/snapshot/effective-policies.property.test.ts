import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { createTestWorld } from '../core/test-world';
import { acts, declarativeOrganization, effectivePolicies } from '../organizations/test-declarative';
import { RestoreSnapshot, SaveSnapshot } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

let number = 0;
const seen = { changed: 0, invalid: 0 };

it('a restored organization has the effective policies of the snapshot, with the last valid one of an invalid one', async () => {
  await fc.assert(
    fc.asyncProperty(acts, acts, async (before, after) => {
      const { root, nodes, make } = await declarativeOrganization(world, `restored-${++number}`);
      await make(before);
      const saved = await effectivePolicies(root, nodes);
      await root.run(SaveSnapshot, { Name: 'saved' });
      await make(after);
      const changed = await effectivePolicies(root, nodes);
      if (JSON.stringify([...changed]) !== JSON.stringify([...saved])) seen.changed++;
      if ([...saved].some(([name, { invalid }]) => invalid && changed.get(name)?.invalid === false)) seen.invalid++;
      await root.run(RestoreSnapshot, { Name: 'saved' });
      expect(await effectivePolicies(root, nodes)).toEqual(saved);
    }),
    { numRuns: 12 },
  );
  expect(seen.changed).toBeGreaterThan(6);
  expect(seen.invalid).toBeGreaterThan(0);
});
