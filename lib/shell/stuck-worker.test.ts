import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { bundledProgram } from '../core/testing/bundled-program';
import { measureWork } from '../core/testing/measure-work';
import type { FromShell } from './messages';
import { openShell, type WorkerLike } from './shell-client';
import { TestHome } from './testing/test-shell';

// The page's side of the shell and a shell in a thread of its own, which a program can block as it blocks a worker of the browser.

let program: string;
beforeEach(async () => {
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

/** The page's side of a shell, with the output of each line. */
function open() {
  const home = new TestHome();
  const output = new Map<number, string>();
  const notes: string[] = [];
  const ends = new Map<number, (end: { status: number; cwd: string }) => void>();
  let starts = 0;
  const shell = openShell({
    newWorker: () => {
      starts += 1;
      return newThread();
    },
    services: {
      call: () => Promise.reject(new Error('no calls here')),
      sessions: async () => [],
      home: (change) => home.serve(change),
      edit: async () => null,
      download: async () => undefined,
      gatehouse: async () => ({ stdout: '', stderr: '', status: 0 }),
    },
    listener: (message) => {
      if (message.type === 'output') output.set(message.id, (output.get(message.id) ?? '') + message.text);
      if (message.type === 'note') notes.push(message.text);
      if (message.type === 'done') ends.get(message.id)?.(message);
    },
    environment: {},
    prompt: { user: 'ana', account: '111122223333', isRoot: false },
    columns: 80,
    regions: [],
  });
  let lines = 0;
  const run = async (text: string) => {
    lines += 1;
    const id = lines;
    const ended = new Promise<{ status: number; cwd: string }>((resolve) => ends.set(id, resolve));
    shell.run(id, text);
    const { status, cwd } = await ended;
    return { status, cwd, output: output.get(id) ?? '' };
  };
  return { shell, run, notes, home, starts: () => starts };
}

/** The time after which the person gives up. By then, the program of each line works. */
const GIVES_UP_MS = 1500;
/** The longest work of the page's thread at once while a shell is stuck. */
const MOST_HELD_MS = 50;

/** Programs that take no message for much longer than a person waits. */
test.each([
  ['grep', `yes ${'a'.repeat(30)} | head -c 12000000 | grep 'a*a*a*a*a*a*b'`],
  ['sed', `echo a | sed ':a;s/a/aaaaaaaa/;ba'`],
  ['awk', `awk 'BEGIN { for (i = 0; i < 90000; i++) for (j = 0; j < 90000; j++) s += j; print s }'`],
  ['a recursive awk', `awk 'function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2) } BEGIN { print f(60) }'`],
  ['jq', `jq -n 'reduce range(90000) as $i ([]; . + [$i])'`],
])('Ctrl+C ends %s that is stuck, and the shell goes on where it was', async (_, line) => {
  const { shell, run, notes, home, starts } = open();
  await run(`mkdir -p ~/work; cd ~/work; kept=value; f() { echo "f $1"; }; echo text >file; echo gone >/tmp/file; set -u`);
  const { answer, longestMs } = await measureWork(async () => {
    const stuck = run(`kept=lost; cd /; ${line}`);
    const later = run('echo never');
    await setTimeout(GIVES_UP_MS);
    shell.interrupt();
    return Promise.all([stuck, later]);
  });
  expect(answer).toMatchObject([{ status: 130 }, { status: 130, output: '' }]);
  expect(longestMs).toBeLessThan(MOST_HELD_MS);
  expect(starts()).toBe(2);
  expect(notes).toEqual([expect.stringContaining('was restarted')]);
  const after = await run('echo $kept $PWD $(cat file); f again; cat /tmp/file; echo $unknown');
  expect(after.output).toBe(
    'value /home/ana/work text\nf again\ncat: /tmp/file: No such file or directory\nbash: unknown: unbound variable\n',
  );
  expect([...home.files.keys()]).toEqual(expect.arrayContaining(['work/file']));
  shell.close();
});

/** Lines of the shell's own language. They end by themselves, or let Ctrl+C in. */
test.each([
  ['a pattern of many stars', `x=$(printf '%090000d' 1); [[ $x == ${'0**'.repeat(3000)}x ]]`],
  ['patterns of many stars for many files', `mkdir d; cd d; touch {1..400}${'1'.repeat(200)}; echo ${'*1**'.repeat(300)}x`],
  ['a replacement in a long text', `x=$(printf '%0500000d' 1); echo \${x//0*0*0*1x/y}`],
  ['conditions inside of each other', `[ ${'\\( '.repeat(5000)}a${' \\)'.repeat(5000)} ]`],
  ['a long expansion', `x=$(printf '%090000d' 1); while :; do y=\${x//0/ab}; done`],
  ['a long sum', `while :; do : $((${'1+'.repeat(50_000)}1)); done`],
  ['endless output', 'while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done'],
])('%s ends by a limit or by Ctrl+C, without a new shell', async (_, line) => {
  const { shell, run, notes, starts } = open();
  await run('kept=value');
  const { answer, longestMs } = await measureWork(async () => {
    const ended = run(line);
    await setTimeout(GIVES_UP_MS);
    shell.interrupt();
    return ended;
  });
  expect(answer.status).toBeGreaterThan(0);
  expect(longestMs).toBeLessThan(MOST_HELD_MS);
  expect({ output: (await run('echo $kept')).output, notes, starts: starts() }).toEqual({
    output: 'value\n',
    notes: [],
    starts: 1,
  });
  shell.close();
});
