import { storedJson } from '../../core/text/stored-json';
import type { Transaction } from '../../db/client';
import { conflict } from '../errors';
import type { UsablePack } from './packs';

/** The result of a pack's own tests: one sentence per failure. */
export type TestOutcome = { failures: readonly string[] };
export type KeptOutcome = TestOutcome & { passed: boolean; testedAt: Date };

/** Stores the test result of files by their digest. It applies to the same files in any draft. */
export async function keepTestOutcome(db: Transaction, sha256: string, outcome: TestOutcome, now: Date): Promise<void> {
  const data = { passed: outcome.failures.length === 0, outcome: JSON.stringify(outcome), testedAt: now };
  await db.scenarioTest.upsert({ where: { sha256 }, create: { sha256, ...data }, update: data });
}

/** Returns test results by file digest. Untested files are absent. */
export async function testOutcomes(db: Transaction, hashes: readonly string[]): Promise<ReadonlyMap<string, KeptOutcome>> {
  const rows = await db.scenarioTest.findMany({ where: { sha256: { in: [...new Set(hashes)] } } });
  return new Map(
    rows.map(({ sha256, passed, outcome, testedAt }) => [sha256, { ...storedJson<TestOutcome>(outcome), passed, testedAt }]),
  );
}

/** Returns the digests of packs that may be graded: those of the product, and those that passed their own tests here. */
export async function gradablePacks(db: Transaction, packs: readonly UsablePack[]): Promise<ReadonlySet<string>> {
  const tests = await testOutcomes(
    db,
    packs.map(({ pack }) => pack.hash),
  );
  const passed = packs.filter(({ pack, origin }) => origin === 'built-in' || tests.get(pack.hash)?.passed);
  return new Set(passed.map(({ pack }) => pack.hash));
}

/**
 * Refuses a pack whose grading is not tested.
 * @throws AwsError Conflict
 */
export async function requireGradable(db: Transaction, usable: UsablePack): Promise<void> {
  if ((await gradablePacks(db, [usable])).size > 0) return;
  throw conflict(
    `“${usable.pack.scenario.title}” has not passed its own tests here, so its grading may be wrong. Test it first, or assign it for practice.`,
    'mode',
  );
}
