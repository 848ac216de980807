import { describe, expect, it } from 'vitest';
import { authorize } from '../evaluate/authorize';
import { describeFix } from '../evaluate/fix/describe-fix';
import { smallestFix } from '../evaluate/fix/smallest-fix';
import { tryChanges } from '../evaluate/fix/try-changes';
import type { Situation } from '../evaluate/fix/types';
import { prepareRequest } from '../evaluate/request';
import { loadCase } from './case';
import { isObject, type JsonObject } from './read-json';
import { type CaseResult, runCase } from './run-case';
import { readCases } from './testing/read-cases';

const all = readCases();
const files = [...new Set(all.map((one) => one.file))].map((file) => ({ file, cases: all.filter((one) => one.file === file) }));

function situationOf(value: JsonObject): Situation {
  const result = loadCase(value);
  if (!result.ok) throw new Error(result.message);
  return result.loaded;
}

function expectSameAnswerWithoutExplanation(value: JsonObject, explained: CaseResult): void {
  const { request, set } = situationOf(value);
  const { decision, blockedBy, deciding } = authorize(request, set);
  expect(decision).toBe(explained.decision);
  expect(blockedBy.map((blocker) => blocker.type)).toEqual(explained.blockedBy);
  expect(deciding.map(({ policyId, statementIndex }) => [policyId, statementIndex])).toEqual(
    explained.deciding.map(({ policy, statement }) => [policy, statement]),
  );
}

describe.each(files)('$file', ({ cases }) => {
  it.each(cases.map((one) => [one.name, one.value] as const))('%s', (_name, value) => {
    const result = runCase(value);
    const wanted = value.expect;
    if (!isObject(wanted)) throw new Error('The case expects nothing.');
    if ('error' in result) throw new Error(result.error);
    expect(result.decision).toBe(wanted.decision);
    expect(result.blockedBy).toEqual(wanted.blockedBy ?? []);
    if (wanted.missing !== undefined) expect(result.missingContextKeys).toEqual(wanted.missing);
    if (wanted.message !== undefined) expect(result.message).toBe(wanted.message);
    if (wanted.deciding !== undefined) {
      expect(result.deciding.map(({ policy, statement }) => `${policy}#${statement}`)).toEqual(wanted.deciding);
    }
    expectSameAnswerWithoutExplanation(value, result);
  });
});

describe('the golden cases', () => {
  it('number at least 600, each with a source and a unique name within its file', () => {
    expect(all.length).toBeGreaterThanOrEqual(600);
    for (const { file, cases } of files)
      expect(new Set(cases.map((one) => one.name)).size, `names in ${file}`).toBe(cases.length);
    for (const { file, source } of all) expect(source, file).not.toBe('');
  });

  it('contain more than 50 cases of each decision', () => {
    const decisions = all.map(({ value }) => (isObject(value.expect) ? value.expect.decision : null));
    for (const kind of ['Allowed', 'ExplicitDeny', 'ImplicitDeny']) {
      expect(decisions.filter((decision) => decision === kind).length, kind).toBeGreaterThan(50);
    }
  });
});

const denied = all
  .map((one) => ({ name: `${one.file}: ${one.name}`, situation: situationOf(one.value) }))
  .filter(({ situation: { request, set } }) => authorize(request, set).decision !== 'Allowed');

describe('smallestFix on every denied golden case', () => {
  it.each(denied.map((one) => [one.name, one.situation] as const))('%s', (_name, start) => {
    const plan = smallestFix(start.request, start.set);
    if (plan.alternatives.length === 0) {
      const beyondTask = start.request.principal.type === 'AssumedRoot' ? 'session' : 'credential';
      const beyondAws = prepareRequest(start.request, false).changesWhatAwsOwns ? 'resource' : 'credential';
      const beyondPolicies = start.set.blockPublicAccess ? 'blockPublicAccess' : start.set.ownersOnly ? 'resource' : 'credential';
      expect(['credential', beyondTask, beyondAws, beyondPolicies]).toContain(plan.stuckAt?.type);
      return;
    }
    for (const { steps } of plan.alternatives) {
      const first = steps.flatMap(({ options }) => options.slice(0, 1));
      for (const option of steps.flatMap(({ options }) => options)) expect(describeFix(option)).toMatch(/^[A-Z].*\.$/);
      expect(tryChanges(start, first)?.decision.decision).toBe('Allowed');
    }
  });
});
