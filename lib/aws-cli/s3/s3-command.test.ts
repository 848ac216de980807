import { execFile } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { answerShellCall } from '../../aws-api/shell/answer-shell-call';
import { createTestApi, type Keys, type TestApi } from '../../aws-api/testing/api';
import { type AwsInShells, serveAwsToShells } from '../../aws-api/testing/aws-in-shells';
import { CommandError } from '../errors/command-error';
import type { CommandIo } from '../io';
import { nodeFiles } from '../testing/node-files';
import { hasPythonCli, type PythonCli, startPythonCli } from '../testing/python-cli';
import { matches } from './filters';
import { absolutePath, relativePath } from './paths';
import { presignedUrl } from './presign';
import { runS3 } from './s3-command';
import { hex, hmacSha256, sha256 } from './sha256';

/** The commands, in their order. Later commands use what earlier ones made. */
const COMMANDS = [
  'mb s3://books-1',
  'mb s3://books-1',
  'mb books-1',
  'cp a.txt s3://books-1/ --no-progress',
  'cp d s3://books-1/d --recursive --only-show-errors',
  'ls',
  'ls s3://books-1',
  'ls books-1/d/',
  'ls s3://books-1/none',
  'ls s3://books-1 --recursive --human-readable --summarize',
  'ls s3://nope-bucket',
  'cp s3://books-1/a.txt -',
  'cp s3://books-1/none.txt -',
  'cp - s3://books-1/p.txt',
  'cp - s3://books-1/in/',
  'mv s3://books-1/p.txt s3://books-1/q.txt --no-progress',
  'mv s3://books-1/q.txt s3://books-1/q.txt',
  'rm s3://books-1/q.txt',
  'cp s3://books-1/none.txt .',
  'cp none.txt s3://books-1/',
  'cp a.txt b.txt',
  'cp d s3://books-1/folder --no-progress',
  'cp s3://books-1/d copied --recursive --no-progress',
  'cp s3://books-1/a.txt new/deep/name.txt --no-progress',
  'cp s3://books-1/a.txt new/ --no-progress',
  'cp s3://books-1/a.txt s3://books-1/copy/ --no-progress --content-type text/css --metadata-directive REPLACE --metadata a=1,b=2',
  'cp a.txt s3://books-1/typed --no-progress --content-type text/html --cache-control no-store --metadata {"x":"y"}',
  'cp d s3://books-1/some --recursive --no-progress --exclude * --include *.txt --exclude e/*',
  'cp d s3://books-1/dry --recursive --dryrun',
  'rm s3://books-1/d --recursive --dryrun',
  'rm s3://books-1/d --recursive --exclude *.md',
  'sync d s3://books-1/d --no-progress',
  'sync d s3://books-1/d --no-progress',
  'sync s3://books-1/d synced --no-progress',
  'sync s3://books-1/d synced --no-progress',
  'sync s3://books-1/d s3://books-1/again --no-progress --exclude x.txt',
  'sync nowhere s3://books-1/d',
  'sync new s3://books-1/d --delete --no-progress',
  'sync s3://books-1/d synced --delete --size-only --no-progress',
  'mv a.txt s3://books-1/moved.txt --no-progress',
  'mv s3://books-1/moved.txt back.txt --no-progress',
  'mv s3://books-1/some somewhere --recursive --no-progress',
  'cp back.txt s3://books-1/x --acl nobody',
  'cp back.txt s3://nope-bucket/x --no-progress',
  'cp back.txt s3://books-1/x --quiet',
  'cp back.txt s3://books-1/x --page-size many',
  'cp back.txt',
  'cp back.txt s3://books-1/x --grants read',
  'rm s3://books-1',
  'rm back.txt',
  'rm s3://books-1/absent',
  'presign s3://books-1/x --expires-in soon',
  'ls --nothing --and x y',
  '--nothing ls',
  '--nothing',
  'foo bar',
  'lss',
  'rb s3://books-1/key',
  'rb s3://books-1',
  'rb s3://books-1 --force',
  'rb s3://books-1 --force',
] as const;

const FILES: Readonly<Record<string, string>> = {
  'a.txt': 'hello\n',
  'd/x.txt': 'x',
  'd/e/y.txt': 'yy',
  'd/e.md': '# e',
  'd/e-mpty': '',
};

type Outcome = { status: number; stdout: string; stderr: string };

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-s3-'));
  for (const [path, content] of Object.entries(FILES)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), content);
    // Older than all objects.
    await utimes(join(folder, path), 1_000_000_000, 1_000_000_000);
  }
  return folder;
}

/** Returns all files of a folder with their contents. */
async function contentsOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const paths = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = paths.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.sort().map(async (path) => [path.slice(folder.length), await readFile(path, 'utf8')])),
  );
}

const words = (command: string): string[] => command.split(' ');

describe.runIf(hasPythonCli && process.env.TEST_DATABASE !== 'postgresql')('aws s3', () => {
  let [theirs, ours]: TestApi[] = [];
  let shells: AwsInShells;
  const folders: string[] = [];
  beforeAll(async () => {
    theirs = await createTestApi();
    ours = await createTestApi();
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-aws-'));
    folders.push(folder);
    shells = await serveAwsToShells(folder);
  });
  afterAll(async () => {
    shells.close();
    await theirs?.close();
    await ours?.close();
    for (const folder of folders) await rm(folder, { recursive: true });
  });

  function runTheirs(command: string, api: TestApi, keys: Keys, cwd: string): Promise<Outcome> {
    const env = {
      PATH: `${shells.folder}:${process.env.PATH}`,
      HOME: shells.folder,
      LC_ALL: 'C.UTF-8',
      TZ: 'UTC',
      AWS_ENDPOINT_URL: api.url,
      AWS_REGION: 'us-east-1',
      AWS_PAGER: '',
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    } as unknown as NodeJS.ProcessEnv;
    return new Promise((resolve) => {
      const child = execFile('aws', ['s3', ...words(command)], { env, cwd }, (error, stdout, stderr) =>
        resolve({ status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
      );
      child.stdin?.end('piped');
    });
  }

  let calls = 0;
  async function runOurs(command: string, api: TestApi, credentials: Keys, cwd: string): Promise<Outcome> {
    const [stdout, stderr]: [string[], string[]] = [[], []];
    const io = {
      files: nodeFiles(cwd),
      stdin: async () => new TextEncoder().encode('piped'),
      stdout: (data: string | Uint8Array) => void stdout.push(typeof data === 'string' ? data : new TextDecoder().decode(data)),
      stderr: (text: string) => void stderr.push(text),
      now: () => new Date(),
    } as Partial<CommandIo> as CommandIo;
    const context = { database: api.database, consoleUrl: 'http://localhost:3000', clock: () => new Date() };
    const call = async (operation: string, input: Readonly<Record<string, unknown>>) => {
      const request = { service: 's3', operation, input, region: 'us-east-1', credentials, userAgent: 'test' } as const;
      const caller = { accountId: '', credential: 'unsigned', principal: { type: 'Anonymous' } } as const;
      // A session of its own for each call, so that none is throttled.
      const session = { id: `s3 ${calls++}`, caller, aheadMs: 0, readOnlyReason: null, sourceIp: '127.0.0.1', encrypted: false };
      const { answer } = await answerShellCall(request, session, context);
      if (answer.ok === 'unreachable') throw new Error('S3 is in all Regions.');
      return answer;
    };
    const status = await runS3(words(command), {
      io,
      generation: '2.23',
      region: 'us-east-1',
      credentials,
      aliases: new Map(),
      endpointUrl: api.url,
      call,
    }).catch((error: unknown) => {
      if (!(error instanceof CommandError)) throw error;
      stderr.push(`\n${error.message}\n`);
      return error.status;
    });
    return { status, stdout: stdout.join(''), stderr: stderr.join('') };
  }

  /** Leaves out what differs between two servers and machines. */
  const normal = ({ status, stdout, stderr }: Outcome, cwd: string) => ({
    status,
    stdout: stdout
      .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'TIME')
      .split('\n')
      .sort()
      .join('\n'),
    stderr: stderr.replaceAll(cwd, 'CWD').trimEnd(),
  });

  it('prints, answers and leaves behind what the AWS CLI does', async () => {
    if (!theirs || !ours) throw new Error('The servers have started.');
    const [theirKeys, ourKeys] = [await theirs.rootKeys(), await ours.rootKeys()];
    const [theirFolder, ourFolder] = [await newFolder(), await newFolder()];
    folders.push(theirFolder, ourFolder);
    for (const command of COMMANDS) {
      const expected = normal(await runTheirs(command, theirs, theirKeys, theirFolder), theirFolder);
      const got = normal(await runOurs(command, ours, ourKeys, ourFolder), ourFolder);
      expect({ command, ...got }).toEqual({ command, ...expected });
      expect({ command, files: await contentsOf(ourFolder) }).toEqual({ command, files: await contentsOf(theirFolder) });
    }
  });

  it('stores what the AWS CLI stores', async () => {
    if (!theirs || !ours) throw new Error('The servers have started.');
    const [theirKeys, ourKeys] = [await theirs.rootKeys(), await ours.rootKeys()];
    const folder = await newFolder();
    folders.push(folder);
    const options = '--content-type text/html --cache-control no-store --metadata a=1,b=2 --no-progress';
    for (const command of [
      'mb s3://stored',
      'cp a.txt s3://stored/a.txt',
      `cp a.txt s3://stored/b ${options}`,
      'cp s3://stored/b s3://stored/c',
    ]) {
      await runTheirs(command, theirs, theirKeys, folder);
      await runOurs(command, ours, ourKeys, folder);
    }
    const { HeadObjectCommand } = await import('@aws-sdk/client-s3');
    for (const Key of ['a.txt', 'b', 'c']) {
      const facts = async (api: TestApi, keys: Keys) => {
        const head = await api.clients(keys).s3.send(new HeadObjectCommand({ Bucket: 'stored', Key }));
        return { type: head.ContentType, cache: head.CacheControl, metadata: head.Metadata, size: head.ContentLength };
      };
      expect(await facts(ours, ourKeys)).toEqual(await facts(theirs, theirKeys));
    }
  });

  it('signs URLs that the server accepts, with the host and path of the AWS CLI', async () => {
    if (!theirs || !ours) throw new Error('The servers have started.');
    const keys = await ours.rootKeys();
    const folder = await newFolder();
    folders.push(folder);
    for (const command of [
      'mb s3://signed',
      'cp a.txt s3://signed/a_b/c.txt --quiet',
      `cp a.txt s3://signed/o'(1).txt --quiet`,
    ]) {
      expect(await runOurs(command, ours, keys, folder)).toMatchObject({ status: 0, stderr: '' });
    }
    for (const key of ['a_b/c.txt', `o'(1).txt`]) {
      const { stdout } = await runOurs(`presign s3://signed/${key} --expires-in 60`, ours, keys, folder);
      const { stdout: real } = await runTheirs(`presign s3://signed/${key} --expires-in 60`, ours, keys, folder);
      const shape = (url: string) => url.replace(/(X-Amz-(?:Date|Signature)=)[^&\n]*/g, '$1');
      expect(shape(stdout)).toBe(shape(real));
      const answer = await fetch(stdout.trim());
      expect({ status: answer.status, body: await answer.text() }).toEqual({ status: 200, body: 'hello\n' });
      expect((await fetch(stdout.trim().replace('Expires=60', 'Expires=61'))).status).toBe(403);
    }
  });

  it.each([
    ['session', '"aws sts get-session-token"'],
    [{ profile: 'maria' }, '"aws sts get-session-token --profile maria"'],
  ] as const)('signs no URL without keys, and says how to get some: %j', async (credentials, way) => {
    const context = { generation: '2.36', region: 'us-east-1', credentials } as unknown as Parameters<typeof runS3>[1];
    const refusal = { status: 253, message: expect.stringContaining(way) };
    await expect(runS3(['presign', 's3://b/k'], context)).rejects.toMatchObject(refusal);
  });

  it('prints the plain URL of a request without a signature', async () => {
    const stdout = vi.fn();
    const endpointUrl = 'http://127.0.0.1:4566';
    const context = { io: { stdout }, credentials: 'none', endpointUrl } as unknown as Parameters<typeof runS3>[1];
    expect(await runS3(['presign', 's3://b/a b'], { ...context, aliases: new Map() })).toBe(0);
    expect(stdout.mock.calls).toEqual([['http://127.0.0.1:4566/b/a%20b\n']]);
  });
});

describe('signatures', () => {
  it('have the digests of node:crypto', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 200 }), (key, bytes) => {
        expect(hex(sha256(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'));
        expect(hex(hmacSha256(key, bytes))).toBe(createHmac('sha256', key).update(bytes).digest('hex'));
      }),
    );
  });

  it('put a bucket into the host unless that is an IP address', () => {
    const request = {
      region: 'us-east-1',
      key: 'a b',
      keys: { accessKeyId: 'A', secretAccessKey: 'S', sessionToken: 'T/' },
      expiresIn: 5n,
      now: new Date(0),
    };
    expect(presignedUrl({ ...request, endpoint: 'https://s3.us-east-1.amazonaws.com', bucket: 'books' })).toMatch(
      /^https:\/\/books\.s3\.us-east-1\.amazonaws\.com\/a%20b\?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=A%2F19700101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=19700101T000000Z&X-Amz-Expires=5&X-Amz-SignedHeaders=host&X-Amz-Security-Token=T%2F&X-Amz-Signature=[0-9a-f]{64}$/,
    );
    expect(presignedUrl({ ...request, endpoint: 'http://127.0.0.1:4566', bucket: 'books' })).toContain(
      'http://127.0.0.1:4566/books/a%20b?',
    );
    expect(presignedUrl({ ...request, endpoint: 'http://localhost:4566', bucket: 'With_Capitals' })).toContain(
      'localhost:4566/With_Capitals/',
    );
  });
});

describe.runIf(hasPythonCli)('paths and patterns', () => {
  let python: PythonCli;
  beforeAll(() => {
    python = startPythonCli();
  });
  afterAll(() => python.close());

  it('match as Python’s fnmatch does', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?', '[', ']', '!', '-', '.', '\n'), maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(text, text, async (path, pattern) => {
        expect(await python.ask('fnmatch', [path, pattern])).toEqual({ ok: matches(path, pattern) });
      }),
      { numRuns: 3_000 },
    );
  });

  it('are relative and absolute as in Python', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '..', '/'), minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(text, text, async (path, folder) => {
        const cwd = absolutePath(folder, '/');
        const absolute = absolutePath(path, cwd);
        expect(await python.ask('paths', [path, cwd])).toEqual({ ok: [absolute, relativePath(absolute, cwd)] });
      }),
      { numRuns: 1_000 },
    );
  });

  it('match patterns of many stars in bounded time', () => {
    expect(matches('a'.repeat(5_000), `${'*a'.repeat(500)}*b`)).toBe(false);
  });
});
