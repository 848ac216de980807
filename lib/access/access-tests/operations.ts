import { AwsError } from '../../core/errors';
import { defineOperation } from '../../core/operation';
import { reachChecks } from '../many-principals';
import { type FileIssue, readTestFile } from './read-file';
import { type AccessTestResult, openTestRun, reachOfTests } from './run-tests';
import { RunAccessTestsInput } from './schema';

/** What came of one file: its faults, or the results of its tests in their order. */
export type FileResults = { Name: string; Issues: FileIssue[]; Results: AccessTestResult[] };

export type AccessTestsAnswer = {
  Files: FileResults[];
  Passed: number;
  Failed: number;
  Undecided: number;
  Milliseconds: number;
};

/**
 * Runs access tests against what is stored, or against it with one policy changed that is not saved yet. Asks for what questions about many
 * principals ask for: of a management account those of its organization.
 */
export const RunAccessTests = defineOperation({
  service: 'iam',
  name: 'RunAccessTests',
  access: 'Read',
  input: RunAccessTestsInput,
  checks: (_input, scope) => reachChecks(reachOfTests(scope), '*'),
  run: async ({ Source, Change }, scope): Promise<AccessTestsAnswer> => {
    const started = performance.now();
    const run = await openTestRun(scope, Change);
    const Files: FileResults[] = [];
    for (const { Name, source } of [{ Name: 'tests', source: Source }]) {
      if (source === undefined) throw new AwsError('InvalidInputException', 'Give a file.');
      const read = await readTestFile(source);
      Files.push({ Name, Issues: read.ok ? [] : [...read.issues], Results: read.ok ? await run.run(read.file) : [] });
    }
    const count = (status: string) => Files.flatMap(({ Results }) => Results).filter(({ Status }) => Status === status).length;
    return {
      Files,
      Passed: count('passed'),
      Failed: count('failed'),
      Undecided: count('undecided'),
      Milliseconds: performance.now() - started,
    };
  },
});
