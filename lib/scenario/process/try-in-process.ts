import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { storedJson } from '../../core/text/stored-json';
import type { PackTestProgress } from '../try/test-pack';
import type { TryAnswer, TryLine, TryRequest } from './try-request';

declare global {
  /** The path of the compiled program, found by scripts/serve/launch.mjs. */
  var __gatehouseTryProgram: string | undefined;
  /** The runs of packs one after another. Kept on globalThis because Next bundles this file several times. */
  var __gatehouseTries: Promise<unknown> | undefined;
}

/** The limits of the process: its memory in MiB and its time, many times what the product's largest scenario needs. */
const MOST_MEMORY = 768;
const MOST_MS = 10 * 60_000;

const SOURCE = 'scripts/programs/try-scenario.ts';

/** Returns the compiled program, or its source in development and tests. */
function programWords(): string[] {
  const compiled = globalThis.__gatehouseTryProgram;
  if (compiled !== undefined) return [compiled];
  const source = join(/* turbopackIgnore: true */ process.cwd(), SOURCE);
  if (!existsSync(source)) throw new Error('There is no program that tries scenarios.');
  return ['--import', 'tsx', source];
}

/**
 * Tests a pack or proposes checks in a separate process with a temporary database. The process receives neither the
 * installation's secret nor its data. One process runs at a time; others wait.
 * @param hooks `onStart` is called when the process starts, `onProgress` as it continues
 */
export function tryInProcess(
  request: TryRequest,
  hooks: { onStart?: () => unknown; onProgress?: (progress: PackTestProgress) => void } = {},
): Promise<TryAnswer> {
  const before = globalThis.__gatehouseTries ?? Promise.resolve();
  const turn = before.then(async () => {
    await hooks.onStart?.();
    return run(request, hooks.onProgress ?? (() => undefined));
  });
  globalThis.__gatehouseTries = turn.catch(() => undefined);
  return turn;
}

async function run(request: TryRequest, onProgress: (progress: PackTestProgress) => void): Promise<TryAnswer> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-try-'));
  try {
    const { PATH, HOME, TMPDIR, SystemRoot, NODE_ENV } = process.env;
    const env = {
      ...{ PATH, HOME, TMPDIR, SystemRoot, NODE_ENV },
      DATA_DIR: folder,
      DATABASE_URL: `file:${join(folder, 'try.db')}`,
      SECRET_KEY: randomBytes(32).toString('hex'),
      LOG_LEVEL: 'error',
    };
    const words = [`--max-old-space-size=${MOST_MEMORY}`, ...programWords()];
    const child = spawn(process.execPath, words, { cwd: process.cwd(), env, stdio: ['pipe', 'pipe', 'pipe'] });
    // A stopping server does not wait for the process, so it is killed.
    const end = () => {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    };
    process.once('exit', end);
    try {
      return await answerOf(child, request, onProgress);
    } finally {
      process.off('exit', end);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The size of the answer in bytes, which is buffered as a whole. */
const MOST_ANSWERED = 8 * 1_048_576;
/** The length of a failed program's last output, in characters. */
const MOST_SAID = 4_000;

function answerOf(
  child: ChildProcess & { stdin: NonNullable<ChildProcess['stdin']>; stdout: NonNullable<ChildProcess['stdout']> },
  request: TryRequest,
  onProgress: (progress: PackTestProgress) => void,
): Promise<TryAnswer> {
  return new Promise((resolve, reject) => {
    let answer: TryAnswer | undefined;
    let said = '';
    let isLate = false;
    let heard = 0;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, MOST_MS);
    // Page requests have priority over the process.
    if (child.pid !== undefined) quietly(child.pid);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-MOST_SAID);
    });
    child.stdout.on('data', ({ length }: Buffer) => {
      heard += length;
      if (heard > MOST_ANSWERED) child.kill('SIGKILL');
    });
    createInterface({ input: child.stdout }).on('line', (text) => {
      const line = lineOf(text);
      if (line && 'progress' in line) onProgress(line.progress);
      else if (line) answer = line.answer;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      if (heard > MOST_ANSWERED) resolve({ fault: 'More came of it than can be kept, so it was ended.' });
      else if (answer) resolve(answer);
      else if (isLate) resolve({ fault: `It took more than ${MOST_MS / 60_000} minutes, and was ended.` });
      else if (/heap out of memory/i.test(said)) resolve({ fault: `It took more than ${MOST_MEMORY} MiB, and was ended.` });
      else reject(new Error(`The program that tries scenarios ended with ${code}: ${said}`));
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify(request));
  });
}

function quietly(pid: number): void {
  try {
    setPriority(pid, 10);
  } catch {
    // The process has already ended, or the system has no priorities.
  }
}

/** Returns a line of the protocol, or null for other output and for the partial line of a killed program. */
function lineOf(text: string): TryLine | null {
  if (!text.startsWith('{"progress":') && !text.startsWith('{"answer":')) return null;
  try {
    return storedJson<TryLine>(text);
  } catch {
    return null;
  }
}
