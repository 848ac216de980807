import { giveWay } from '../../core/work/bulk';
import type { Check, Circumstances, Examination, Failing } from '../check';

/** The result of a check. `examination` is null if the check is not applicable. */
export type Result = { check: Check; examination: Examination | null };

/**
 * Runs checks over their facts, yielding to other calls in between. Each problem is reported once: subjects that a check reports
 * are left out of the less specific checks that it overrides.
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
