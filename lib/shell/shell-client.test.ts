import { expect, test, vi } from 'vitest';
import type { FromShell, ToShell } from './messages';
import { Shell } from './shell';
import { openShell, type ShellClient, type WorkerLike } from './shell-client';
import { TestHome } from './testing/test-shell';

/** A worker in this thread: a shell at the other end of a channel. `stuck` lets it take no interrupt, as in a tool that can't stop. */
function channelWorker({ stuck = false } = {}): WorkerLike {
  const { port1, port2 } = new MessageChannel();
  const shell = new Shell({ post: (message) => port2.postMessage(message), runAws: async () => 0 });
  port2.onmessage = ({ data }: { data: ToShell }) => {
    if (!stuck || data.type !== 'interrupt') shell.receive(data);
  };
  const worker: WorkerLike = {
    postMessage: (message) => port1.postMessage(message),
    onmessage: null,
    terminate: () => {
      port1.close();
      port2.close();
    },
  };
  port1.onmessage = ({ data }: { data: FromShell }) => worker.onmessage?.({ data });
  return worker;
}

function open(workers: WorkerLike[] = [channelWorker()]) {
  const messages: FromShell[] = [];
  const home = new TestHome();
  const client: ShellClient = openShell({
    newWorker: () => workers.shift() as WorkerLike,
    services: {
      call: () => Promise.reject(new Error('no calls here')),
      sessions: async () => [],
      home: (change) => home.serve(change),
      edit: async () => null,
      download: async () => undefined,
      gatehouse: async () => ({ stdout: '', stderr: '', status: 0 }),
    },
    listener: (message) => messages.push(message),
    environment: {},
    prompt: { user: 'ana', account: '111122223333', isRoot: false },
    columns: 80,
    regions: [],
  });
  const done = async (id: number) => {
    await vi.waitFor(() => expect(messages.some((one) => one.type === 'done' && one.id === id)).toBe(true), { timeout: 20_000 });
    return messages.find((one) => one.type === 'done' && one.id === id) as Extract<FromShell, { type: 'done' }>;
  };
  const textOf = (id: number) => messages.map((one) => (one.type === 'output' && one.id === id ? one.text : '')).join('');
  return { client, messages, done, textOf };
}

test('output comes in the order in which it was written', async () => {
  const { client, done, textOf } = open();
  client.run(1, 'echo a; echo b >&2; echo c; nosuch; echo d');
  expect((await done(1)).status).toBe(0);
  expect(textOf(1)).toBe('a\nb\nc\nbash: nosuch: command not found\nd\n');
  client.close();
});

test('lines run one after the other, and keep variables and the folder', async () => {
  const { client, done, textOf } = open();
  client.run(1, 'cd /tmp; x=1; sleep 0.05; echo first');
  client.run(2, 'echo $x $PWD; (exit 3)');
  expect(await done(2)).toMatchObject({ status: 3, cwd: '/tmp' });
  expect(textOf(2)).toBe('1 /tmp\n');
  client.close();
});

test('a command asks and gets the answer', async () => {
  const { client, messages, done, textOf } = open();
  client.run(1, 'read -p "Name: " name; read -s -p "Code: " code; echo "$name $code"');
  await vi.waitFor(() => expect(messages.at(-1)).toMatchObject({ type: 'question', text: 'Name: ', hidden: false }));
  client.answer('Lena');
  await vi.waitFor(() => expect(messages.at(-1)).toMatchObject({ type: 'question', text: 'Code: ', hidden: true }));
  client.answer('123456');
  await done(1);
  expect(textOf(1)).toBe('Lena 123456\n');
  client.close();
});

test('an interrupt ends the line, and the shell stays', async () => {
  const { client, done, textOf } = open();
  client.run(1, 'x=kept');
  client.run(2, 'while true; do :; done');
  await done(1);
  client.interrupt();
  expect((await done(2)).status).toBe(130);
  client.run(3, 'echo $x');
  await done(3);
  expect(textOf(3)).toBe('kept\n');
  client.close();
});

test('a worker that does not stop is replaced, with the state of its last line', async () => {
  const { client, messages, done, textOf } = open([channelWorker({ stuck: true }), channelWorker()]);
  client.run(1, 'cd /tmp; x=kept; f() { echo "f $1"; }; set -u');
  await done(1);
  client.run(2, 'x=lost; while true; do :; done');
  client.run(3, 'echo never');
  client.interrupt();
  expect((await done(2)).status).toBe(130);
  expect((await done(3)).status).toBe(130);
  expect(messages.filter((one) => one.type === 'note')).toMatchObject([{ id: 2, text: expect.stringContaining('did not stop') }]);
  client.run(4, 'echo $x $PWD; f again; echo $unknown');
  await done(4);
  expect(textOf(4)).toBe('kept /tmp\nf again\nbash: unknown: unbound variable\n');
  expect(textOf(3)).toBe('');
  client.close();
});
