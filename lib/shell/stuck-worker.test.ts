import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundledProgram } from '../core/testing/bundled-program';
import type { FromShell } from './messages';
import { openShell, type WorkerLike } from './shell-client';
import { TestHome } from './testing/test-shell';

// The page's side of the shell and a shell in a thread of its own, which a program can block as it blocks a worker of the browser.

let program: string;
beforeAll(async () => {
  program = await bundledProgram(`${import.meta.dirname}/testing/shell-thread.ts`);
});
const workers: Worker[] = [];
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.terminate()));
});

function newThread(): WorkerLike {
  const worker = new Worker(program);
  workers.push(worker);
  const like: WorkerLike = {
    postMessage: (message) => worker.postMessage(message),
    onmessage: null,
    terminate: () => void worker.terminate(),
  };
  worker.on('message', (data: FromShell) => like.onmessage?.({ data }));
  return like;
}
