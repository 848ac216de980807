import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { PackedUsage } from '../../usage/rows';
import type { BillFacts } from '../make-bill';
import type { Answer, Made, Request, Wanted } from './bill-worker';

declare global {
  var __gatehouseBillThreads: Partial<Record<Wanted, Thread>> | undefined;
  /** The path of the compiled program, set by scripts/serve/launch.mjs. */
  var __gatehouseBillWorker: string | undefined;
}

/** The memory limit of a thread in MiB, several times the need of a month with 1.5 million lines. Larger work fails without ending the process. */
const MOST_MEMORY = 1_536;
/** The idle time after which the thread ends and frees its memory. */
const IDLE_MS = 60_000;

const SOURCE = 'lib/billing/bill/thread/bill-worker.ts';

type Thread = { worker: Worker | null; idle: NodeJS.Timeout | undefined; jobs: number; last: Promise<unknown> };
/**
 * The threads of a process, on globalThis because Next bundles this file several times. Outlines have their own thread, because
 * pages begin with them and would otherwise wait for whole bills.
 */

/** Returns the thread's program: compiled, or its source in development, tests and benchmarks. Null if neither exists. */
function program(): { code: string | URL; eval: boolean } | null {
  const compiled = globalThis.__gatehouseBillWorker;
  if (compiled !== undefined) return { code: pathToFileURL(compiled), eval: false };
  const source = join(process.cwd(), SOURCE);
  if (!existsSync(source)) return null;
  // In a thread, Node.js 20 ignores the hooks of `--import tsx`.
  const file = JSON.stringify(pathToFileURL(source).href);
  return { code: `import('tsx/esm/api').then(({ tsImport }) => tsImport(${file}, ${file}))`, eval: true };
}

/** Returns whether this process can compute bills on a thread. Packaged setup programs can't. */
export function hasBillThread(): boolean {
  return program() !== null;
}

/**
 * Computes a bill on the process's thread for bills or for outlines, one after the other. Failures affect only this call.
 * @param read reads the usage in pieces when this bill's turn comes
 */
export function makeOnThread<W extends Wanted>(
  wanted: W,
  facts: BillFacts,
  read: () => AsyncIterable<readonly PackedUsage[]>,
): Promise<Made[W]> {
  globalThis.__gatehouseBillThreads ??= {};
  const threads = globalThis.__gatehouseBillThreads;
  const thread = threads[wanted] ?? { worker: null, idle: undefined, jobs: 0, last: Promise.resolve() };
  threads[wanted] = thread;
  const made = thread.last.then(() => make(thread, wanted, facts, read));
  thread.last = made.catch(() => undefined);
  return made;
}

async function make<W extends Wanted>(
  thread: Thread,
  wanted: W,
  facts: BillFacts,
  read: () => AsyncIterable<readonly PackedUsage[]>,
): Promise<Made[W]> {
  clearTimeout(thread.idle);
  thread.worker ??= start(thread);
  const { worker } = thread;
  thread.jobs++;
  const job = thread.jobs;
  // The process stays alive for an answer, but not for an idle thread.
  worker.ref();
  let stopListening = () => {};
  try {
    const { answered, stopListening: stop } = answerOf(worker);
    stopListening = stop;
    // Handled below, even if it arrives early.
    answered.catch(() => undefined);
    for await (const blocks of read()) worker.postMessage({ job, blocks } satisfies Request);
    worker.postMessage({ job, facts, wanted } satisfies Request);
    const answer = await answered;
    if ('error' in answer) throw new Error(`A bill could not be calculated: ${answer.error}`);
    return (answer as Made)[wanted];
  } finally {
    stopListening();
    worker.unref();
    thread.idle = setTimeout(() => {
      if (thread.worker === worker) thread.worker = null;
      void worker.terminate();
    }, IDLE_MS).unref();
  }
}

function start(thread: Thread): Worker {
  const started = program();
  if (started === null) throw new Error('There is no program for the thread of bills.');
  const worker = new Worker(started.code, {
    eval: started.eval,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
  });
  worker.once('exit', () => {
    if (thread.worker === worker) thread.worker = null;
  });
  // Without a listener, the error would end the process.
  worker.on('error', () => undefined);
  return worker;
}

/** Returns the answer to one job and removes its listeners, since a thread serves many jobs. */
function answerOf(worker: Worker): { answered: Promise<Answer>; stopListening(): void } {
  const ending = new AbortController();
  const answered = new Promise<Answer>((resolve, reject) => {
    const onExit = (code: number) => reject(new Error(`The thread of bills ended with ${code}.`));
    worker.once('message', resolve).once('error', reject).once('exit', onExit);
    ending.signal.addEventListener('abort', () => worker.off('message', resolve).off('error', reject).off('exit', onExit));
  });
  return { answered, stopListening: () => ending.abort() };
}
