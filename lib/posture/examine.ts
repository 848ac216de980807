import { giveWay } from '../core/bulk';
import type { Check, Circumstances, Examination, Failing } from './check';

/** What a check found. `examination`: null where it is not applicable. */
export type Result = { check: Check; examination: Examination | null };

/**
 * Runs checks over the facts they are for, with turns for other calls in between.
 * One problem is told once: what a check names is left out of the less specific ones that it overrides.
 */
export async function examineAll<Facts>(
  checks: readonly (Check & { examine(facts: Facts, circumstances: Circumstances): Examination | null })[],
  facts: Facts,
  circumstances: Circumstances,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const check of checks) {
    await giveWay();
    results.push({ check, examination: check.examine(facts, circumstances) });
  }
  return results.map((result) => withoutOverridden(result, results));
}

function withoutOverridden({ check, examination }: Result, all: readonly Result[]): Result {
  if (!examination || examination.failing.length === 0) return { check, examination };
  const told = new Set(
    all
      .filter(({ check: { overrides } }) => overrides?.includes(check.id))
      .flatMap((other) => other.examination?.failing ?? [])
      .map(keyOf),
  );
  return { check, examination: { ...examination, failing: examination.failing.filter((failing) => !told.has(keyOf(failing))) } };
}

function keyOf({ subject }: Failing): string {
  return `${subject.type} ${subject.id}`;
}
