import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyFix, undoFix } from '@/lib/console/recipes/fix';
import { runAs } from '@/lib/console/testing/run-as';
import { seedDemo } from '@/prisma/seed';
import { type Actor, createTestWorld, rootCaller, type TestWorld } from '../../core/test-world';
import { ListPostureFindings } from '../operations';
import { GetPostureFix } from './operations';

// Makes every fix that the posture of the demo organization offers, in each of its accounts. Each must end its finding, cause no
// worse one, and be reversible.

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

/** The checks that find kim, finn and the password policies. */
const KNOWN = ['escalation-path', 'password-policy-weak', 'user-direct-policies'];
const SERIOUS = new Set(['critical', 'high']);

it('every fix in the demo resolves its finding, causes no serious finding, and can be undone', async () => {
  const tried: Record<string, number> = {};
  for (const root of roots) {
    const before = await openOf(root);
    for (const { FindingId, Check, Title } of before) {
      // All of them take a minute. fixes.test.ts makes a fix of each check.
      if (!process.env.TEST_EVERYTHING && (tried[Check.CheckId] || !KNOWN.includes(Check.CheckId))) continue;
      const fix = await root.run(GetPostureFix, { FindingId });
      tried[Check.CheckId] = (tried[Check.CheckId] ?? 0) + (fix.ByHand === undefined ? 1 : 0);
      if (fix.ByHand !== undefined) continue;
      expect({ Title, ...fix.Effect?.Verdicts }).toMatchObject({ Title, ...(fix.Effect && { wider: 0, both: 0 }) });
      const run = runAs(world, root);
      const applied = await applyFix(run, {
        asked: { of: 'posture', input: { Reach: 'account', FindingId } },
        fingerprint: fix.Fingerprint,
      });
      expect(applied, Title).toMatchObject({ ok: true });
      const after = await openOf(root);
      expect(after.map((finding) => finding.FindingId)).not.toContain(FindingId);
      const known = new Set(before.map((finding) => finding.FindingId));
      const worse = after.filter((finding) => !known.has(finding.FindingId) && SERIOUS.has(finding.Severity));
      expect(worse.map((finding) => `${Title}: ${finding.Title}`)).toEqual([]);
      if (!applied.ok || applied.data.undo === null) continue;
      expect(await undoFix(run, { undo: applied.data.undo }), Title).toEqual({ ok: true, data: null });
    }
  }
  for (const check of KNOWN) expect([check, (tried[check] ?? 0) > 0]).toEqual([check, true]);
}, 300_000);
