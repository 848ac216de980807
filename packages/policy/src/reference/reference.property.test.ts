import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCase } from '../cases/case';
import { runCase } from '../cases/run-case';
import { indexContext, variableLookup } from '../condition/context';
import { compileCondition, testCondition } from '../condition/test-condition';
import { explain } from '../evaluate/explain';
import { runs } from '../test-runs';
import { conditionHolds, contextOf } from './conditions';
import { judge, type Verdict } from './judge';
import { faultsOf } from './read-explanation';
import { questions, worlds } from './testing/arbitrary-world';
import type { World } from './world';

/** Returns the engine's answer in the format of the reference evaluator. */
function engine(world: World): Verdict {
  const result = runCase(world);
  if ('error' in result) throw new Error(result.error);
  return {
    decision: result.decision,
    blockedBy: [...result.blockedBy],
    deciding: result.deciding.map(({ policy, statement }) => `${policy}#${statement}`),
    missing: result.missingContextKeys.map((key) => key.toLowerCase()).sort(),
    message: result.message,
  };
}

const START = { offset: 0, line: 1, column: 1 };
const NOWHERE = { start: START, end: START };

describe('the engine and an independent evaluator', () => {
  it('return the same decision, blockers, deciding statements, missing keys and message', () => {
    const cases = runs(6000);
    const share = (part: number) => cases.numRuns * part;
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(worlds, (world) => {
        const verdict = judge(world);
        expect(engine(world)).toEqual(verdict);
        const kind = `${verdict.decision} ${verdict.blockedBy[0] ?? ''}`.trim();
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }),
      cases,
    );
    for (const type of ['scp', 'rcp', 'resource', 'trust', 'identity', 'boundary', 'session'])
      expect(seen.get(`ExplicitDeny ${type}`), `explicit ${type}`).toBeGreaterThan(share(0.001));
    for (const type of ['scp', 'resource', 'trust', 'identity', 'boundary', 'session'])
      expect(seen.get(`ImplicitDeny ${type}`), `implicit ${type}`).toBeGreaterThan(share(0.001));
    expect(seen.get('Allowed')).toBeGreaterThan(share(0.05));
    expect(seen.get('ExplicitDeny credential')).toBeGreaterThan(share(0.015));
  });

  it('return the same result for every condition', () => {
    const cases = runs(20_000);
    let held = 0;
    fc.assert(
      fc.property(questions, ({ operator, values, context, variables }) => {
        const index = indexContext(context);
        const entries = values.map((value) => ({ value, span: NOWHERE }));
        const compiled = compileCondition({ operator, key: 'k:v', values: entries, scalar: false, span: NOWHERE }, variables);
        const holds = conditionHolds(operator, 'k:v', values, contextOf(context), variables);
        expect(testCondition(compiled, index, variableLookup(index)).matched).toBe(holds);
        held += Number(holds);
      }),
      cases,
    );
    expect(held).toBeGreaterThan(cases.numRuns * 0.2);
    expect(held).toBeLessThan(cases.numRuns * 0.8);
  });

  it('agree with explanations, from which alone the decision can be verified', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const result = loadCase(world);
        if (!result.ok) throw new Error(result.message);
        const explanation = explain(result.loaded.request, result.loaded.set);
        const stored: typeof explanation = JSON.parse(JSON.stringify(explanation));
        expect(faultsOf(stored)).toEqual([]);
      }),
      runs(3000),
    );
  });
});
