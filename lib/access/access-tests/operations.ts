import { accountCheck } from '../../account/settings-operations';
import type { Check, Scope } from '../../core/operation';
import { defineOperation } from '../../core/operation';
import { reachChecks } from '../many-principals';
import { changeChecks } from './considered-change';
import { findFiles } from './files';
import { junitOf } from './junit';
import { readTestFile } from './read-file';
import type { AccessTestResult, FileResults } from './results';
import { openTestRun, reachOfTests, type TestRun } from './run-tests';
import { ListBrokenTestsInput, RunAccessTestsInput } from './schema';

export type AccessTestsAnswer = {
  Files: FileResults[];
  Passed: number;
  Failed: number;
  Undecided: number;
  Milliseconds: number;
  Junit?: string;
};

/**
 * Returns the permissions that a run needs: the same as for questions about many principals. A management account asks about its
 * organization.
 */
function testChecks(scope: Scope, areKept: boolean): Check[] {
  const reading = areKept ? [accountCheck('gatehouse:GetAccessTestFile', scope)] : [];
  return [...reachChecks(reachOfTests(scope), '*'), ...reading];
}

/** Runs access tests against the stored state, or against that state with an unsaved change. */
export const RunAccessTests = defineOperation({
  service: 'iam',
  name: 'RunAccessTests',
  access: 'Read',
  input: RunAccessTestsInput,
  checks: async ({ Files, Change }, scope) => [...testChecks(scope, Files === undefined), ...(await changeChecks(scope, Change))],
  run: async ({ Files: given, Change, Junit }, scope): Promise<AccessTestsAnswer> => {
    const started = performance.now();
    const run = await openTestRun(scope, Change);
    const Files: FileResults[] = [];
    for (const { Name, Source } of given ?? (await findFiles(scope))) Files.push(await resultsOf(run, Name, Source));
    const count = (status: string) => Files.flatMap(({ Results }) => Results).filter(({ Status }) => Status === status).length;
    return {
      Files,
      Passed: count('passed'),
      Failed: count('failed'),
      Undecided: count('undecided'),
      Milliseconds: performance.now() - started,
      ...(Junit && { Junit: junitOf(Files) }),
    };
  },
});

async function resultsOf(run: TestRun, Name: string, source: string): Promise<FileResults> {
  const read = await readTestFile(source);
  return { Name, Issues: read.ok ? [] : [...read.issues], Results: read.ok ? await run.run(read.file) : [] };
}

export type BrokenTest = AccessTestResult & { File: string };

/** The number of stored tests, the tests that a change would break, and the number that it would repair. */
export type BrokenTestsAnswer = { Tests: number; Broken: BrokenTest[]; Mended: number };

/** Lists the stored tests that an unsaved change would break. */
export const ListBrokenTests = defineOperation({
  service: 'iam',
  name: 'ListBrokenTests',
  access: 'Read',
  input: ListBrokenTestsInput,
  checks: async ({ Change }, scope) => [...testChecks(scope, true), ...(await changeChecks(scope, Change))],
  run: async ({ Change }, scope): Promise<BrokenTestsAnswer> => {
    const files = await findFiles(scope);
    const answer: BrokenTestsAnswer = { Tests: 0, Broken: [], Mended: 0 };
    if (files.length === 0) return answer;
    const [now, then] = [await openTestRun(scope), await openTestRun(scope, Change)];
    for (const { Name: File, Source } of files) {
      const before = await resultsOf(now, File, Source);
      const after = await resultsOf(then, File, Source);
      answer.Tests += before.Results.length;
      for (const [at, result] of after.Results.entries()) {
        const passed = before.Results[at]?.Status === 'passed';
        if (passed && result.Status !== 'passed') answer.Broken.push({ ...result, File });
        if (!passed && result.Status === 'passed') answer.Mended += 1;
      }
    }
    return answer;
  },
});
