import { spawn } from 'node:child_process';
import { endProcessTree, killProcessTree } from '../process/process-tree.mjs';
import { bold, green, red, seconds } from '../process/progress.mjs';
import { CommandError } from '../process/run-command.mjs';

/** A safety net that no run should meet: a whole run takes minutes. */
const LIMIT_MS = 2 * 60 * 60_000;

/** The numbers of passed and failed checks of a stage, and a line about each failure. @typedef {{ passed: number, failed: number, failures?: string[] }} Count */

/**
 * The tools of a stage. `say` prints a line when it is the stage's turn. `node` runs a Node.js program, shows its output and returns
 * whether it succeeded. It throws a StageError if the program was stopped, and ends the processes that the program leaves behind.
 *
 * @typedef {{
 *   say(text: string): void,
 *   node(args: readonly string[], options: { cwd: string, env?: Record<string, string | undefined> }): Promise<boolean>,
 * }} Bench
 */

/**
 * `after` names earlier stages that it waits for.
 *
 * @typedef {{ name: string, title: string, after?: readonly string[], run(bench: Bench): Promise<Count> }} Stage
 */

/** @typedef {{ limitMs: number, stoppedBy: NodeJS.Signals | null }} Run */
/** @typedef {{ write(text: string): void, close(): void }} Output */

/** A stage that could not be judged; its message is one sentence that says why. */
export class StageError extends Error {}

/**
 * Runs stages, `sideBySide` at a time, even if another stage fails. A stage waits for those that it names in `after`. Prints the output of
 * each stage in one piece and in order, then a table, a line about each failed test, and `N passed, N failed` as the last line. The exit
 * code is 1 if a test failed or none ran. SIGINT and SIGTERM end the run and every process below it.
 *
 * @param {readonly Stage[]} stages
 * @param {{ sideBySide?: number, limitMs?: number }} [options]
 */
export async function runStages(stages, { sideBySide = 1, limitMs = LIMIT_MS } = {}) {
  /** @type {Run} */
  const run = { limitMs, stoppedBy: null };
  const release = endWithSignals(run);
  const outputs = inOrder(stages.length);
  const inLane = lanes(sideBySide);
  /** @type {Map<string, Promise<{ line: string } & Count | null>>} */
  const ends = new Map();
  stages.forEach((stage, index) => {
    const before = Promise.all((stage.after ?? []).map((name) => ends.get(name)));
    const output = outputs(index);
    ends.set(stage.name, before.then(() => inLane(() => runStage(stage, run, output))).finally(output.close));
  });
  const results = (await Promise.all(ends.values())).filter((result) => result !== null);
  release();
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  const failures = results.flatMap((result) => result.failures ?? []).map((line) => `${red('✗')} ${line}`);
  const paragraphs = [results.map(({ line }) => line), failures, [`${passed} passed, ${failed} failed`]];
  const said = paragraphs.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  console.log(`\n${said.join('\n\n')}`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
}

/** @param {Stage} stage @param {Run} run @param {Output} output */
async function runStage({ title, run: work }, run, { write }) {
  if (run.stoppedBy) return null;
  const started = Date.now();
  write(`\n${bold(`── ${title} `.padEnd(100, '─'))}\n`);
  const {
    passed,
    failed,
    failures = [],
  } = await work(bench(run, write)).catch((error) => {
    write(`${run.stoppedBy ? red(`Stopped by ${run.stoppedBy}.`) : sentenceOf(error)}\n`);
    return { passed: 0, failed: 1, failures: [] };
  });
  const mark = failed === 0 ? green('✓') : red('✗');
  const counts = `${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed`;
  return { passed, failed, failures, line: `${mark} ${title.padEnd(60)} ${counts} ${seconds(Date.now() - started).padStart(9)}` };
}

/** @param {unknown} error */
function sentenceOf(error) {
  if (error instanceof StageError) return red(error.message);
  if (error instanceof CommandError) return `${error.output.trimEnd()}\n${red(error.message)}`;
  return red(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/** Ends all that a run has started when the run is told to end, or ends in some other way. @param {Run} run */
function endWithSignals(run) {
  const onSignal = (/** @type {NodeJS.Signals} */ name) => {
    if (run.stoppedBy) return;
    run.stoppedBy = name;
    void endProcessTree(process.pid, { spareRoot: true });
  };
  const onExit = () => killProcessTree(process.pid);
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('exit', onExit);
  return () => process.off('SIGINT', onSignal).off('SIGTERM', onSignal).off('exit', onExit);
}

/** @param {Run} run @param {(text: string) => void} write @returns {Bench} */
function bench(run, write) {
  return {
    say: (text) => write(`${text}\n`),
    node: (args, { cwd, env = {} }) =>
      new Promise((resolve, reject) => {
        // A process group of its own, so that whatever it leaves behind is found although its parent has ended.
        const child = spawn(process.execPath, args, {
          cwd,
          env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }), ...env },
          stdio: ['ignore', 'pipe', 'pipe'],
          detached: true,
        });
        const pid = child.pid ?? 0;
        let stopped = false;
        const limit = setTimeout(() => {
          stopped = true;
          void endProcessTree(pid);
        }, run.limitMs);
        for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', write);
        child.once('error', reject);
        child.once('exit', () => void endProcessTree(pid));
        child.once('close', (code) => {
          clearTimeout(limit);
          if (run.stoppedBy) reject(new StageError(`Stopped by ${run.stoppedBy}.`));
          else if (stopped) reject(new StageError(`Stopped after ${seconds(run.limitMs)}, the longest a stage may take.`));
          else resolve(code === 0);
        });
      }),
  };
}

/**
 * Lets `count` pieces of work run at a time, the others in their order.
 *
 * @param {number} count
 * @returns {<T>(work: () => Promise<T>) => Promise<T>}
 */
function lanes(count) {
  let busy = 0;
  /** @type {(() => void)[]} */
  const waiting = [];
  return async (work) => {
    if (busy === count) await new Promise((resolve) => waiting.push(() => resolve(undefined)));
    else busy += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  };
}

/**
 * Outputs that run side by side and are printed one after the other: the first that is open at once, the others when it is their turn.
 *
 * @param {number} count
 * @returns {(index: number) => Output}
 */
function inOrder(count) {
  const held = Array.from({ length: count }, () => ({ text: '', closed: false }));
  let turn = 0;
  const advance = () => {
    for (let output = held[turn]; output; output = held[turn]) {
      process.stdout.write(output.text);
      output.text = '';
      if (!output.closed) return;
      turn += 1;
    }
  };
  return (index) => {
    const mine = held[index] ?? { text: '', closed: false };
    return {
      write: (text) => {
        mine.text += text;
        if (index === turn) advance();
      },
      close: () => {
        mine.closed = true;
        if (index === turn) advance();
      },
    };
  };
}
