import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { processTree } from '../process/process-tree.mjs';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gatehouse-stages-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

/**
 * Writes a program that starts a child process, stores both process IDs in a file, and runs `andThen`.
 * @param detached whether the child has its own process group, as browsers have
 */
function family(andThen: string, detached: boolean): string {
  const file = join(dir, 'family.mjs');
  writeFileSync(
    file,
    `import { spawn } from 'node:child_process';
    import { writeFileSync } from 'node:fs';
    const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000); console.log("up")'], { detached: ${detached}, stdio: ['ignore', 'pipe', 'ignore'] });
    child.stdout.once('data', () => {
      writeFileSync(${JSON.stringify(join(dir, 'pids'))}, JSON.stringify([process.pid, child.pid]));
      console.log('the family is up');
      ${andThen};
    });`,
  );
  return file;
}

/**
 * Runs stages in a new process.
 * @param stages the code of an array, which can use `node(bench, file)` and `countVitest`
 */
function run(stages: string, options = '{}'): ChildProcess & { said: () => string } {
  const file = join(dir, 'run.mjs');
  writeFileSync(
    file,
    `import { runStages } from ${JSON.stringify(join(import.meta.dirname, 'stage-runner.mjs'))};
    import { countVitest } from ${JSON.stringify(join(import.meta.dirname, 'test-reports.mjs'))};
    const node = async (bench, file) => ((await bench.node([file], { cwd: ${JSON.stringify(dir)} })) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
    await runStages(${stages}, ${options});`,
  );
  const child = spawn(process.execPath, [file], { env: { ...process.env, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk) => {
      said += chunk;
    });
  }
  return Object.assign(child, { said: () => said });
}

const stage = (name: string, work: string, more = '') =>
  `{ name: '${name}', title: 'Stage ${name}', ${more} run: async (bench) => ${work} }`;
const lastLine = (text: string) => text.trimEnd().split('\n').at(-1);

/** Returns the processes of the family that still run. */
function survivors(): number[] {
  const pids: number[] = JSON.parse(readFileSync(join(dir, 'pids'), 'utf8'));
  expect(pids).toHaveLength(2);
  return pids.flatMap((pid) => processTree(pid));
}

describe('a stage that does not end', () => {
  test('is stopped at the time limit with one sentence and leaves no process behind', async () => {
    const file = JSON.stringify(family('setInterval(() => {}, 1000)', true));
    const runner = run(
      `[${stage('slow', `node(bench, ${file})`)}, ${stage('next', '({ passed: 2, failed: 0 })')}]`,
      '{ limitMs: 4000 }',
    );
    const [code] = await once(runner, 'close');
    expect(survivors()).toEqual([]);
    expect(runner.said()).toContain('\nStopped after 4.0 s, the longest a stage may take.\n');
    expect(runner.said()).not.toMatch(/ENOENT|\n {4}at /);
    expect(lastLine(runner.said())).toBe('2 passed, 1 failed');
    expect(code).toBe(1);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('is stopped with the run by %s, and no later stage starts', async (signal) => {
    const file = JSON.stringify(family('setInterval(() => {}, 1000)', true));
    const runner = run(`[${stage('slow', `node(bench, ${file})`)}, ${stage('next', '({ passed: 2, failed: 0 })')}]`);
    while (!runner.said().includes('the family is up')) await once(runner.stdout as NonNullable<typeof runner.stdout>, 'data');
    runner.kill(signal);
    const [code] = await once(runner, 'close');
    expect(survivors()).toEqual([]);
    expect(runner.said()).toContain(`\nStopped by ${signal}.\n`);
    expect(runner.said()).not.toContain('Stage next');
    expect(lastLine(runner.said())).toBe('0 passed, 1 failed');
    expect(code).toBe(1);
  });
});

test('a stage does not wait for processes that outlive its program, and ends them', async () => {
  // The child is not detached. When its parent has ended, only the process group leads to it.
  const file = JSON.stringify(family('process.exit(0)', false));
  const runner = run(`[${stage('one', `node(bench, ${file})`)}]`);
  const [code] = await once(runner, 'close');
  expect(survivors()).toEqual([]);
  expect(lastLine(runner.said())).toBe('1 passed, 0 failed');
  expect(code).toBe(0);
});

test.each(['', '{"numPassedTests": 3'])(
  'a missing or incomplete report is printed as one sentence and counted as one failure (%j)',
  async (text) => {
    const report = join(dir, 'report.json');
    if (text) writeFileSync(report, text);
    const runner = run(`[${stage('unit', `countVitest(${JSON.stringify(report)}, true)`)}]`);
    const [code] = await once(runner, 'close');
    expect(runner.said()).toContain('\nVitest ended without a report of its tests.\n');
    expect(runner.said()).not.toMatch(/ENOENT|SyntaxError|\n {4}at /);
    expect(lastLine(runner.said())).toBe('0 passed, 1 failed');
    expect(code).toBe(1);
  },
);

test('failures are repeated at the end of a run with the start of their messages', async () => {
  const report = join(dir, 'report.json');
  const assertionResults = [
    { fullName: 'a user › is created', status: 'passed', failureMessages: [] },
    { fullName: 'a user › is deleted', status: 'failed', failureMessages: ['\u001b[31mexpected 1\n  to be 2'] },
  ];
  const testResults = [
    { name: join(dir, 'user.test.ts'), status: 'failed', message: '', assertionResults },
    { name: join(dir, 'broken.test.ts'), status: 'failed', message: 'Cannot find module', assertionResults: [] },
  ];
  writeFileSync(report, JSON.stringify({ numPassedTests: 1, testResults }));
  const runner = run(`[${stage('unit', `countVitest(${JSON.stringify(report)}, false)`)}]`);
  await once(runner, 'close');
  const at = relative(process.cwd(), dir);
  expect(runner.said()).toContain(
    [`✗ ${at}/user.test.ts › a user › is deleted: expected 1 to be 2`, `✗ ${at}/broken.test.ts: Cannot find module`].join('\n'),
  );
  expect(lastLine(runner.said())).toBe('1 passed, 2 failed');
});

test('a run without any test fails', async () => {
  const runner = run('[]');
  expect(await once(runner, 'close')).toEqual([1, null]);
});

test('parallel stages are printed one after the other, and a stage waits for those in its "after"', async () => {
  const stages = [
    // "a" waits for "b" to end, and "b" waits for "a" to begin. So both end only if they run at the same time.
    stage('a', '{ bench.say("a begins"); begun(); await second; bench.say("a ends"); return { passed: 1, failed: 0 }; }'),
    stage('b', '{ await first; bench.say("b runs"); ended(); return { passed: 1, failed: 0 }; }'),
    stage('c', '{ bench.say("c runs"); return { passed: 1, failed: 0 }; }', "after: ['a'],"),
  ];
  const runner = run(
    `(() => {
      let begun; const first = new Promise((resolve) => { begun = resolve; });
      let ended; const second = new Promise((resolve) => { ended = resolve; });
      return [${stages}];
    })()`,
    '{ sideBySide: 2 }',
  );
  await once(runner, 'close');
  expect(
    runner
      .said()
      .split('\n')
      .filter((line) => /^[abc] /.test(line)),
  ).toEqual(['a begins', 'a ends', 'b runs', 'c runs']);
  expect(lastLine(runner.said())).toBe('3 passed, 0 failed');
});
