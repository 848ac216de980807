import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { authorize } from '../evaluate/authorize';
import { loadCase } from './case';
import { isObject, type JsonObject } from './read-json';
import { type CaseResult, runCase } from './run-case';

/** A file of cases: what its cases have in common is under `given`, and a case's own members win over it. */
type CaseFile = { file: string; source: string; cases: readonly JsonObject[] };

function readCaseFiles(): CaseFile[] {
  const folder = new URL('.', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  return files.sort().map((file) => {
    const value: unknown = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    if (!isObject(value) || !Array.isArray(value.cases)) throw new Error(`${file} has no cases.`);
    const given = isObject(value.given) ? value.given : {};
    return {
      file,
      source: String(value.source),
      cases: value.cases.filter(isObject).map((one) => ({ source: value.source, ...given, ...one })),
    };
  });
}

function expectSameAnswerWithoutExplanation(one: JsonObject, explained: CaseResult): void {
  const loaded = loadCase(one);
  if (!loaded.ok) throw new Error(loaded.message);
  const { decision, blockedBy, deciding } = authorize(loaded.loaded.request, loaded.loaded.set);
  expect(decision).toBe(explained.decision);
  expect(blockedBy.map((blocker) => blocker.type)).toEqual(explained.blockedBy);
  expect(deciding.map(({ policyId, statementIndex }) => [policyId, statementIndex])).toEqual(
    explained.deciding.map(({ policy, statement }) => [policy, statement]),
  );
}

const files = readCaseFiles();
const all = files.flatMap((file) => file.cases);

describe.each(files)('$file ($source)', ({ cases }) => {
  it.each(cases.map((one) => [String(one.name), one] as const))('%s', (_name, one) => {
    const result = runCase(one);
    const wanted = one.expect;
    if (!isObject(wanted)) throw new Error('The case expects nothing.');
    if ('error' in result) throw new Error(result.error);
    expect(result.decision).toBe(wanted.decision);
    expect(result.blockedBy).toEqual(wanted.blockedBy ?? []);
    if (wanted.missing !== undefined) expect(result.missingContextKeys).toEqual(wanted.missing);
    if (wanted.message !== undefined) expect(result.message).toBe(wanted.message);
    if (wanted.deciding !== undefined) {
      expect(result.deciding.map(({ policy, statement }) => `${policy}#${statement}`)).toEqual(wanted.deciding);
    }
    expectSameAnswerWithoutExplanation(one, result);
  });
});

describe('the golden cases', () => {
  it('are at least 600, each with a name of its own within its file and a source', () => {
    expect(all.length).toBeGreaterThanOrEqual(600);
    for (const { file, cases } of files) {
      const names = cases.map((one) => String(one.name));
      expect(new Set(names).size, `names in ${file}`).toBe(names.length);
      for (const one of cases)
        expect(typeof one.source === 'string' && one.source.length > 0, `${file}: ${String(one.name)}`).toBe(true);
    }
  });

  it('allow, deny explicitly and deny implicitly, each often', () => {
    const decisions = all.map((one) => (isObject(one.expect) ? one.expect.decision : null));
    for (const kind of ['Allowed', 'ExplicitDeny', 'ImplicitDeny']) {
      expect(decisions.filter((decision) => decision === kind).length, kind).toBeGreaterThan(50);
    }
  });
});
