import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { PackedUsage } from '../usage/rows';
import type { Answer, Made, Request, Wanted } from './bill-worker';
import type { BillFacts } from './make-bill';

declare global {
  var __gatehouseBillThreads: Partial<Record<Wanted, Thread>> | undefined;
  /** Where scripts/launch.mjs has found the program that it has compiled. */
  var __gatehouseBillWorker: string | undefined;
}

/** What a thread may take, in MiB: several times what a month of 1.5 million lines does. What needs more fails, and the process goes on. */
const MOST_MEMORY = 1_536;
/** It ends when nothing was asked for so long, and its memory is the system's again. */
const IDLE_MS = 60_000;

const SOURCE = 'lib/billing/bill/bill-worker.ts';

type Thread = { worker: Worker | null; idle: NodeJS.Timeout | undefined; jobs: number; last: Promise<unknown> };
/**
 * The threads of a process, on globalThis, since Next bundles this file several times. Bills without their lines have one of their own: pages
 * begin with these, and would wait long behind whole ones.
 */

/** What the thread is started from: compiled, or in development, tests and benchmarks as it was written. Null: neither is there. */
function program(): { code: string | URL; eval: boolean } | null {
  const compiled = globalThis.__gatehouseBillWorker;
  if (compiled !== undefined) return { code: pathToFileURL(compiled), eval: false };
  const source = join(process.cwd(), SOURCE);
  if (!existsSync(source)) return null;
  // On a thread, Node.js 20 does not take what `--import tsx` puts in its way.
  const file = JSON.stringify(pathToFileURL(source).href);
  return { code: `import('tsx/esm/api').then(({ tsImport }) => tsImport(${file}, ${file}))`, eval: true };
}

/** Whether this process can work bills out on a thread of their own; programs that set a database up and end cannot once they are packed. */
export function hasBillThread(): boolean {
  return program() !== null;
}

/**
 * Works a bill out on a thread of its own, of which a process has one for bills and one for those without their lines: they take turns. Whatever
 * happens there is an error of this one call.
 * @param read gives what was used, some at a time, once it is this bill's turn
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
  // The process does not end while it waits for an answer, and does not stay for a thread that has nothing to do.
  worker.ref();
  let stopListening = () => {};
  try {
    const { answered, stopListening: stop } = answerOf(worker);
    stopListening = stop;
    // Looked at below, where it may have come already.
    answered.catch(() => undefined);
    for await (const blocks of read()) worker.postMessage({ job, blocks } satisfies Request);
    worker.postMessage({ job, facts, wanted } satisfies Request);
    const answer = await answered;
    if ('error' in answer) throw new Error(`A bill could not be worked out: ${answer.error}`);
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
  // Without a listener it would be an error of the process.
  worker.on('error', () => undefined);
  return worker;
}

/** What the thread answers to one job. It has many in its life, and each takes its listeners away with it. */
function answerOf(worker: Worker): { answered: Promise<Answer>; stopListening(): void } {
  const ending = new AbortController();
  const answered = new Promise<Answer>((resolve, reject) => {
    const onExit = (code: number) => reject(new Error(`The thread of bills ended with ${code}.`));
    worker.once('message', resolve).once('error', reject).once('exit', onExit);
    ending.signal.addEventListener('abort', () => worker.off('message', resolve).off('error', reject).off('exit', onExit));
  });
  return { answered, stopListening: () => ending.abort() };
}
