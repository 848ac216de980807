import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyPostureFix, undoPostureFix } from '@/lib/console/recipes/posture-fix';
import { runAs } from '@/lib/console/testing/run-as';
import { seedDemo } from '@/prisma/seed';
import { type Actor, createTestWorld, rootCaller, type TestWorld } from '../core/test-world';
import { GetPostureFix } from './fix-operations';
import { ListPostureFindings } from './operations';

// A fix is a fact: every one that the posture of the demo organization offers, in each of its accounts, is made, ends its finding, brings no
// worse one, and is taken back.

let world: TestWorld;
let roots: Actor[];

beforeAll(async () => {
  world = await createTestWorld();
  await seedDemo(world.database);
  const accounts = await world.database.reader.account.findMany({ where: { organizationId: { not: null }, state: 'ACTIVE' } });
  roots = accounts.map(({ id }) => world.as(rootCaller(id)));
});
afterAll(() => world.close());

async function openOf(root: Actor) {
  const { Findings } = await root.run(ListPostureFindings, { Status: 'ACTIVE', MaxResults: 100 });
  return Findings;
}

const SERIOUS = new Set(['critical', 'high']);

it('every fix of the demo ends its finding, brings no worse one, and is taken back', async () => {
  const tried: Record<string, number> = {};
  for (const root of roots) {
    const before = await openOf(root);
    for (const { FindingId, Check, Title } of before) {
      const fix = await root.run(GetPostureFix, { FindingId });
      tried[Check.CheckId] = (tried[Check.CheckId] ?? 0) + (fix.ByHand === undefined ? 1 : 0);
      if (fix.ByHand !== undefined) continue;
      const run = runAs(world, root);
      const applied = await applyPostureFix(run, { reach: 'account', findingId: FindingId, fingerprint: fix.Fingerprint });
      expect(applied, Title).toMatchObject({ ok: true });
      const after = await openOf(root);
      expect(after.map((finding) => finding.FindingId)).not.toContain(FindingId);
      const known = new Set(before.map((finding) => finding.FindingId));
      const worse = after.filter((finding) => !known.has(finding.FindingId) && SERIOUS.has(finding.Severity));
      expect(worse.map((finding) => `${Title}: ${finding.Title}`)).toEqual([]);
      if (!applied.ok || applied.data.undo === null) continue;
      expect(await undoPostureFix(run, { undo: applied.data.undo }), Title).toEqual({ ok: true, data: null });
    }
  }
  // Those of kim, of finn and of the password policy are among them.
  expect(tried).toMatchObject({
    'escalation-path': 1,
    'password-policy-weak': roots.length,
    'user-direct-policies': 3,
  });
}, 300_000);
