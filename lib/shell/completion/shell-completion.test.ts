import { afterEach, describe, expect, test, vi } from 'vitest';
import { runAws } from '../../aws-cli/command';
import type { CallAnswer, CallRequest } from '../../aws-cli/io';
import type { FromShell, ToShell } from '../messages';
import { Shell } from '../shell';
import { openShell, type ShellClient, type WorkerLike } from '../shell-client';

const DENIED: CallAnswer = { ok: false, code: 'AccessDenied', message: 'denied', members: {}, status: 403, requestId: '' };
const answered = (output: Record<string, unknown>): CallAnswer => ({ ok: true, output, status: 200, requestId: '' });

/** A worker in this process. `stops`: it takes no messages. */
function workerOf(stops: () => boolean, clock?: () => number): WorkerLike {
  let ended = false;
  const worker: WorkerLike = { postMessage: () => {}, onmessage: null, terminate: () => {} };
  worker.terminate = () => {
    ended = true;
  };
  const post = (data: FromShell) => void setTimeout(() => worker.onmessage?.({ data: structuredClone(data) }), 0);
  const shell = new Shell({ post, runAws, ...(clock && { clock }) });
  worker.postMessage = (message: ToShell) => {
    if (!ended && !stops()) setTimeout(() => shell.receive(structuredClone(message)), 0);
  };
  return worker;
}

type Opened = { shell: ShellClient; calls: CallRequest[]; run: (text: string) => Promise<string> };

async function open(
  call: (request: CallRequest) => Promise<CallAnswer> = async () =>
    answered({ Users: [{ UserName: 'lena' }, { UserName: 'leo' }] }),
  { stops = () => false, clock }: { stops?: () => boolean; clock?: () => number } = {},
): Promise<Opened> {
  const calls: CallRequest[] = [];
  let listen: (message: FromShell) => void = () => {};
  const ready = new Promise<void>((resolve) => {
    listen = ({ type }) => type === 'ready' && resolve();
  });
  const shell = openShell({
    newWorker: () => workerOf(stops, clock),
    services: {
      call: async (request) => {
        calls.push(request);
        return await call(request);
      },
      sessions: async () => [],
      home: async ({ do: what }) => (what === 'list' ? [] : null),
      edit: async () => null,
      download: async () => {},
      gatehouse: async (words) => ({ stdout: `2026-01-01T00:00:00Z\t${words.join('-')}\n`, stderr: '', status: 0 }),
    },
    listener: (message) => listen(message),
    environment: { AWS_REGION: 'eu-central-1', AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://localhost/session' },
    prompt: { user: 'ana', account: '111122223333', isRoot: false },
    regions: ['eu-central-1', 'eu-west-1'],
    columns: 80,
  });
  await ready;
  let line = 0;
  const run = (text: string) =>
    new Promise<string>((resolve) => {
      let output = '';
      const id = ++line;
      listen = (message) => {
        if (message.type === 'output') output += message.text;
        if (message.type === 'done' && message.id === id) resolve(output);
      };
      shell.run(id, text);
    });
  return { shell, calls, run };
}

async function choices({ shell }: Opened, text: string, wasAsked = true): Promise<string[]> {
  const found = await shell.complete(text, text.length, { wasAsked });
  return found.choices.map((choice) => text.slice(0, found.from) + choice.text + text.slice(found.to));
}

afterEach(() => {
  vi.useRealTimers();
});

describe('Tab in the shell', () => {
  test('completes commands, services, operations, options, users, Regions and files', async () => {
    const opened = await open();
    expect(await choices(opened, 'base')).toEqual(expect.arrayContaining(['base64', 'basename']));
    expect(await choices(opened, 'aws ia')).toEqual(['aws iam']);
    expect(await choices(opened, 'aws iam get-use')).toEqual(['aws iam get-user', 'aws iam get-user-policy']);
    expect(await choices(opened, 'aws iam get-user --u')).toEqual(['aws iam get-user --user-name']);
    expect(await choices(opened, 'aws iam get-user --user-name len')).toEqual(['aws iam get-user --user-name lena']);
    expect(await choices(opened, 'aws --region eu-w')).toEqual(['aws --region eu-west-1']);
    await opened.run(`mkdir docs; echo '{}' > 'docs/a policy.json'; N=7`);
    expect(await choices(opened, 'aws iam create-policy --policy-document file://do')).toEqual([
      'aws iam create-policy --policy-document file://docs/',
    ]);
    const [line = ''] = await choices(opened, 'cat docs/a');
    expect(await opened.run(line)).toBe('{}\n');
    expect(await choices(opened, 'echo $HOM')).toEqual(['echo $HOME']);
    expect(await choices(opened, 'curl')).toEqual([]);
  });

  test('completes the commands of Gatehouse with actions, users, roles and snapshots', async () => {
    const opened = await open(async ({ operation }) =>
      answered(operation === 'ListUsers' ? { Users: [{ Arn: 'arn:of:user' }] } : { Roles: [{ Arn: 'arn:of:role' }] }),
    );
    expect(await choices(opened, 'gatehouse w')).toEqual(['gatehouse why', 'gatehouse who-can']);
    expect(await choices(opened, 'gatehouse who-can ia')).toEqual(['gatehouse who-can iam:']);
    expect(await choices(opened, 'gatehouse who-can iam:CreateUs')).toEqual(['gatehouse who-can iam:CreateUser']);
    expect(await choices(opened, 'gatehouse who-can s3:ListAllMy')).toEqual(['gatehouse who-can s3:ListAllMyBuckets']);
    expect(await choices(opened, 'gatehouse who-can iam:CreateUser arn')).toEqual([
      'gatehouse who-can iam:CreateUser arn:of:user',
      'gatehouse who-can iam:CreateUser arn:of:role',
    ]);
    expect(await choices(opened, 'gatehouse try iam:CreateUs')).toEqual(['gatehouse try iam:CreateUser']);
    expect(await choices(opened, 'gatehouse snapshot restore s')).toEqual(['gatehouse snapshot restore snapshot-list']);
  });

  test('makes no call while the person types, and one for each list after Tab', async () => {
    const opened = await open();
    expect(await choices(opened, 'aws iam get-user --user-name l', false)).toEqual([]);
    expect(opened.calls).toEqual([]);
    expect(await choices(opened, 'aws iam get-user --user-name l')).toHaveLength(2);
    expect(await choices(opened, 'aws iam get-user --user-name le', false)).toHaveLength(2);
    expect(await choices(opened, 'aws iam get-user --user-name leo')).toHaveLength(1);
    expect(opened.calls).toEqual([
      expect.objectContaining({ operation: 'ListUsers', credentials: 'session', region: 'eu-central-1' }),
    ]);
    // A line may have changed the account.
    await opened.run('true');
    await choices(opened, 'aws iam get-user --user-name l');
    expect(opened.calls).toHaveLength(2);
    expect(await opened.run('cat ~/.bash_history')).not.toContain('list-users');
  });

  test('shows no error for a denied call, and makes it once', async () => {
    const opened = await open(async () => DENIED);
    for (const text of ['aws iam get-user --user-name l', 'aws iam get-user --user-name le'])
      expect(await choices(opened, text)).toEqual([]);
    expect(opened.calls).toHaveLength(1);
    expect(await opened.run('echo fine')).toBe('fine\n');
  });

  test('leaves the calls of commands alone: without one to spare, it makes none', async () => {
    let now = 0;
    const opened = await open(undefined, { clock: () => now });
    await opened.run('for i in {1..52}; do aws iam list-users & done; wait');
    expect(opened.calls).toHaveLength(52);
    expect(await choices(opened, 'aws iam get-user --user-name l')).toEqual([]);
    expect(opened.calls).toHaveLength(52);
    // Two calls were made ahead of their time, and a tenth of a second gives one back.
    now = 200;
    expect(await choices(opened, 'aws iam get-user --user-name le')).toEqual([]);
    now = 400;
    expect(await choices(opened, 'aws iam get-user --user-name len')).toEqual(['aws iam get-user --user-name lena']);
    expect(opened.calls).toHaveLength(53);
  });

  test('is answered at once while a line runs', async () => {
    const opened = await open();
    const ended = opened.run('sleep 0.3');
    expect(await choices(opened, 'aws ia')).toEqual([]);
    await ended;
    expect(await choices(opened, 'aws ia')).toEqual(['aws iam']);
  });

  test('an older question is answered without choices, and the newer one with its own', async () => {
    const opened = await open();
    const older = choices(opened, 'aws iam get-user --user-name l');
    const newer = choices(opened, 'aws iam get-r');
    expect(await newer).toContain('aws iam get-role');
    expect(await older).toEqual([]);
  });

  test('is answered by a shell that hangs, was replaced or is closed', async () => {
    let hangs = false;
    const opened = await open(() => new Promise(() => {}), { stops: () => hangs });
    const waiting = choices(opened, 'aws iam get-user --user-name l');
    expect(await waiting).toEqual([]);
    hangs = true;
    const closing = choices(opened, 'aws ia');
    opened.shell.close();
    expect(await closing).toEqual([]);
    expect(await choices(opened, 'aws ia')).toEqual([]);
  }, 20_000);
});
