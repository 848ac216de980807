import { defineOperation } from '../../core/operation';
import { reachChecks } from '../many-principals';
import { junitOf } from './junit';
import { readTestFile } from './read-file';
import type { FileResults } from './results';
import { openTestRun, reachOfTests } from './run-tests';
import { RunAccessTestsInput } from './schema';

export type AccessTestsAnswer = {
  Files: FileResults[];
  Passed: number;
  Failed: number;
  Undecided: number;
  Milliseconds: number;
  Junit?: string;
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
  run: async ({ Files: sources, Change, Junit }, scope): Promise<AccessTestsAnswer> => {
    const started = performance.now();
    const run = await openTestRun(scope, Change);
    const Files: FileResults[] = [];
    for (const { Name, Source } of sources) {
      const read = await readTestFile(Source);
      Files.push({ Name, Issues: read.ok ? [] : [...read.issues], Results: read.ok ? await run.run(read.file) : [] });
    }
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
