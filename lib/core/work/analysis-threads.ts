import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Database } from '../../db/client';
import type { Call } from '../call';
import { AwsError } from '../errors';
import type { AnyOperation } from '../operation';
import { TooComplexError } from './budget';
import { type Asker, FairLine } from './fair-line';

/** A question for a thread: an operation with its checked input, and a caller who is already authorized. */
export type Question = { service: string; name: string; input: unknown; call: Call; now: Date };
export type Answer =
  | { output: unknown }
  | { exhausted: true }
  | { failure: { shape: string; message: string; members: Record<string, string>; member?: string; recorded: string } }
  | { error: string };

/** The most work of one question: about ten seconds. */
export const MOST_WORK = 1_000_000_000;
/**
 * The limit for work that is not counted. A thread that takes longer is terminated. It is long enough for the most work on a machine
 * that is five times as busy, and ends before clients give up after a minute.
 */
const DEADLINE_MS = 50_000;
const MOST_MEMORY = 512;
const IDLE_MS = 60_000;
const SOURCE = 'scripts/programs/analysis-worker.ts';

type Thread = { worker: Worker; url: string; count: Float64Array; idle: NodeJS.Timeout | undefined };
type Threads = { free: Thread[]; line: FairLine };
declare global {
  var __gatehouseAnalysisThreads: Threads | undefined;
  /** The compiled program, as found by scripts/serve/launch.mjs. Null: do not use threads. */
  var __gatehouseAnalysisWorker: string | null | undefined;
}

/** One core stays free for the process itself. */
const AT_ONCE = Math.max(1, Math.min(2, availableParallelism() - 1));

function threads(): Threads {
  globalThis.__gatehouseAnalysisThreads ??= {
    free: [],
    line: new FairLine({ atOnce: AT_ONCE, ofCaller: 6, ofAccount: 12, ofAll: 40 }),
  };
  return globalThis.__gatehouseAnalysisThreads;
}

/**
 * Returns the program to start a thread with: the compiled one, or the source in development, tests and benchmarks. Null: neither
 * exists.
 */
function program(): { code: string | URL; eval: boolean } | null {
  const compiled = globalThis.__gatehouseAnalysisWorker;
  if (compiled === null) return null;
  if (compiled !== undefined) return { code: pathToFileURL(compiled), eval: false };
  const source = join(process.cwd(), SOURCE);
  if (!existsSync(source)) return null;
  // In Node.js 20, loaders of `--import tsx` do not apply to worker threads.
  const file = JSON.stringify(pathToFileURL(source).href);
  return { code: `import('tsx/esm/api').then(({ tsImport }) => tsImport(${file}, ${file}))`, eval: true };
}

/**
 * Answers a read on a worker thread, which has its own database connection. A question that takes too much work or time fails
 * alone.
 * @throws AwsError what the operation throws; Throttling if too many questions wait; TooComplexError past the budget
 */
export async function answerOnThread(
  operation: AnyOperation,
  { input, call, now }: Pick<Question, 'input' | 'call' | 'now'>,
  asker: Asker,
  database: Pick<Database, 'url' | 'directQueries'>,
): Promise<unknown> {
  const { service, name } = operation;
  const started = program();
  if (started === null) throw new TooComplexError(operation, 0);
  const { free, line } = threads();
  const end = await line.enter(asker);
  let thread: Thread | null = null;
  try {
    const at = free.findIndex(({ url }) => url === database.url);
    thread = at >= 0 ? (free.splice(at, 1)[0] ?? null) : null;
    thread ??= await start(started, database);
    clearTimeout(thread.idle);
    const answer = await ask(thread, { service, name, input, call, now });
    if ('output' in answer) return answer.output;
    if ('failure' in answer) throw failureOf(answer.failure);
    if ('exhausted' in answer) throw new TooComplexError(operation, thread.count[0] ?? 0);
    throw new Error(`${name} failed on its thread: ${answer.error}`);
  } catch (error) {
    if (!(error instanceof DeadlinePassed)) throw error;
    const units = thread?.count[0] ?? 0;
    void thread?.worker.terminate();
    thread = null;
    throw new TooComplexError(operation, units);
  } finally {
    if (thread) keep(thread);
    end();
  }
}

class DeadlinePassed extends Error {}

function failureOf({ shape, message, members, member, recorded }: Extract<Answer, { failure: unknown }>['failure']): AwsError {
  return new AwsError(shape, message, members, { ...(member !== undefined && { member }), recorded });
}

function start(
  started: { code: string | URL; eval: boolean },
  { url, directQueries }: Pick<Database, 'url' | 'directQueries'>,
): Promise<Thread> {
  const shared = new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT);
  const worker = new Worker(started.code, {
    eval: started.eval,
    execArgv: [],
    workerData: { url, directQueries, shared, most: MOST_WORK },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
  });
  // Without a listener, the error would end the process.
  worker.on('error', () => undefined);
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The thread for long questions ended with ${code}.`)));
    worker.once('message', () => resolve({ worker, url, count: new Float64Array(shared), idle: undefined }));
  });
}

function ask({ worker }: Thread, question: Question): Promise<Answer> {
  // A waiting answer must keep the process alive, and an idle thread must not.
  worker.ref();
  const ending = new AbortController();
  const answered = new Promise<Answer>((resolve, reject) => {
    const onExit = (code: number) => reject(new DeadlinePassed(`The thread for long questions ended with ${code}.`));
    const deadline = setTimeout(() => reject(new DeadlinePassed()), DEADLINE_MS);
    worker.once('message', resolve).once('exit', onExit);
    ending.signal.addEventListener('abort', () => {
      clearTimeout(deadline);
      worker.off('message', resolve).off('exit', onExit);
      worker.unref();
    });
  });
  worker.postMessage(question);
  return answered.finally(() => ending.abort());
}

function keep(thread: Thread): void {
  const { free } = threads();
  free.push(thread);
  thread.idle = setTimeout(() => {
    const at = free.indexOf(thread);
    if (at >= 0) free.splice(at, 1);
    void thread.worker.terminate();
  }, IDLE_MS).unref();
}
