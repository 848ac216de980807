import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePort } from './process/ports.mjs';

const TOKEN = 'only-for-this-machine';
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'gatehouse-start-'));
});

afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

/** Runs the program of `npm start` with settings that it must refuse. Returns its exit code and output. */
async function start(settings: Record<string, string>, args = ['start.mjs']) {
  const [program = '', ...words] = args;
  const env = { ...process.env, DATABASE_URL: '', HOST: '', SECRET_KEY: '', NO_COLOR: '1', ...settings };
  const child = spawn(process.execPath, [join(import.meta.dirname, program), ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}

async function settings() {
  return { DATA_DIR: join(dir, 'data'), PORT: String(await freePort()), API_PORT: String(await freePort()) };
}

async function occupy(): Promise<{ server: Server; port: string }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { server, port: String(address.port) };
}

describe('npm start ends with exit code 1 and one sentence', () => {
  test.each(['PORT', 'API_PORT'])('when the port that %s names is busy', async (name) => {
    const { server, port } = await occupy();
    try {
      expect(await start({ ...(await settings()), [name]: port })).toEqual({
        code: 1,
        stdout: '',
        stderr: `Gatehouse cannot start. Port ${port} is in use by another program; stop that one, or choose another port with ${name}=….\n`,
      });
    } finally {
      server.close();
    }
  });

  test('when the data folder cannot be written', async () => {
    writeFileSync(join(dir, 'file'), '');
    const result = await start({ ...(await settings()), DATA_DIR: join(dir, 'file/data') });
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).toMatch(
      /^Gatehouse cannot start\. The data folder \S+\/file\/data cannot be written \(ENOTDIR\); [^\n]*DATA_DIR=…\.\n$/,
    );
  });

  test('when a setting has an invalid value', async () => {
    expect(await start({ ...(await settings()), LOG_LEVEL: 'loud' })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Gatehouse cannot start. LOG_LEVEL is "loud", but must be one of silent, error, warn, info, debug, trace.\n',
    });
  });
});

/** Returns the error message for a call by a user without permissions. */
async function denialAt(endpoint: string): Promise<string> {
  const made = await fetch(`${endpoint}/_gatehouse/accounts`, { method: 'POST', headers: { Authorization: `Bearer ${TOKEN}` } });
  const clientOf = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
    new IAMClient({ endpoint, region: 'us-east-1', credentials });
  const root = clientOf(await made.json());
  await root.send(new CreateUserCommand({ UserName: 'maria' }));
  const { AccessKey } = await root.send(new CreateAccessKeyCommand({ UserName: 'maria' }));
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {};
  const call = clientOf({ accessKeyId, secretAccessKey }).send(new CreateUserCommand({ UserName: 'x' }));
  return call.then(
    () => 'allowed',
    ({ message }: Error) => message,
  );
}

test('a start with --api-only prints its address as JSON and keeps it in a file while it runs', async () => {
  const dataDir = join(dir, 'data');
  const env = {
    ...process.env,
    DATABASE_URL: '',
    HOST: '',
    SECRET_KEY: '',
    PORT: '0',
    API_PORT: '0',
    DEMO: 'false',
    DATA_DIR: dataDir,
    GATEHOUSE_RESET_TOKEN: TOKEN,
    CONSOLE_URL: 'https://console.example.org',
  };
  const child = spawn(process.execPath, [join(import.meta.dirname, 'gatehouse.mjs'), 'start', '--api-only'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const ready = await new Promise<{ api: string; pid: number }>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => line.startsWith('{') && resolve(JSON.parse(line)));
    void ended.then((code) => reject(new Error(`ended with ${code}`)));
  });
  expect(JSON.parse(readFileSync(join(dataDir, 'ready.json'), 'utf8'))).toEqual({ api: ready.api, pid: child.pid });
  expect((await fetch(`${ready.api}/_gatehouse/health`)).status).toBe(200);
  expect(await denialAt(ready.api)).toContain('Go to https://console.example.org/access/troubleshooter?id=');
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(existsSync(join(dataDir, 'ready.json'))).toBe(false);
});

test('a start with --api-only is refused if other machines could use the published key of the demo', async () => {
  const open = { ...(await settings()), HOST: '0.0.0.0', ALLOW_EXPOSED: 'true', DEMO: 'true' };
  const { code, stderr } = await start(open, ['gatehouse.mjs', 'start', '--api-only']);
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining('HOST 0.0.0.0 can be reached from other machines, but this database'),
  ]);
});
