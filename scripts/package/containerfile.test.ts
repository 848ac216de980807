import { execFile, spawn } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isConsoleBuilt } from '../build/build-console.mjs';
import { freePort } from '../process/ports.mjs';

// The test runs the steps of the Containerfile without a container engine. Each stage is a folder that contains the stage's absolute paths.
// The test omits base images, users and volumes, which need an engine. It uses the console that the tests' build stage built.
const ROOT = dirname(dirname(import.meta.dirname));
const run = promisify(execFile);
/** The largest size of /opt: the image's limit of 400 MB minus 240 MB for the base image of the last stage. */
const MOST_BYTES = 160 * 2 ** 20;

type Stage = {
  folder: string;
  workdir: string;
  env: Record<string, string>;
  entrypoint: string[];
  cmd: string[];
  health: string[];
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-container-'));
});
// Node would take fifteen seconds to delete these ten thousand files.
afterAll(() => run('rm', ['-rf', folder]));

function readInstructions(): [name: string, rest: string][] {
  const text = readFileSync(join(ROOT, 'Containerfile'), 'utf8').replace(/\\\n/g, ' ');
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1).trim()]);
}

/** Moves the absolute paths of a command into the folder of its stage. */
const inside = (stage: Stage, text: string) => text.replace(/(^|[\s="])\/(?=(tmp|opt|src|data)\b)/g, `$1${stage.folder}/`);

/** Copies the files in Git as `COPY . .` does, and the results of the build stage, which .dockerignore excludes. */
async function copyContext(target: string) {
  const { stdout } = await run('git', ['ls-files', '-z'], { cwd: ROOT, maxBuffer: 2 ** 26 });
  const files = stdout.split('\0').filter((file) => file !== '' && statSync(join(ROOT, file), { throwIfNoEntry: false }));
  for (const parent of new Set(files.map(dirname))) mkdirSync(join(target, parent), { recursive: true });
  for (const file of files) copyFileSync(join(ROOT, file), join(target, file));
  const next = readdirSync(join(ROOT, '.next')).filter((name) => name !== 'cache' && name !== 'dev');
  const made = [...next.map((name) => `.next/${name}`), 'dist/server', 'lib/db/generated', 'packages/catalog/generated'];
  for (const path of made) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    await run('cp', ['-R', join(ROOT, path), join(target, path)]);
  }
  symlinkSync(join(ROOT, 'node_modules'), join(target, 'node_modules'));
}

async function build(): Promise<Stage> {
  const stages = new Map<string, Stage>();
  let stage: Stage | undefined;
  for (const [name, rest] of readInstructions()) {
    if (name === 'FROM') {
      const called = / AS (\S+)$/.exec(rest)?.[1] ?? 'last';
      stage = { folder: join(folder, called), workdir: '/', env: {}, entrypoint: [], cmd: [], health: [] };
      for (const path of ['tmp', 'opt']) mkdirSync(join(stage.folder, path), { recursive: true });
      stages.set(called, stage);
      continue;
    }
    if (!stage) throw new Error(`${name} before FROM`);
    const place = (path: string) => join(stage?.folder ?? '', path.startsWith('/') ? path : join(stage?.workdir ?? '', path));
    const given = (command: string): string[] => JSON.parse(command);
    if (name === 'WORKDIR') {
      stage.workdir = rest;
      mkdirSync(place('.'), { recursive: true });
    } else if (name === 'COPY' && rest === '. .') {
      await copyContext(place('.'));
    } else if (name === 'COPY') {
      const [, from = '', source = '', target = ''] = /^--from=(\S+) (\S+) (\S+)$/.exec(rest) ?? [];
      // Moving is faster than copying, and nothing needs the earlier stage again.
      renameSync(join(stages.get(from)?.folder ?? '', source), place(target));
    } else if (name === 'RUN') {
      // The base image's user does not exist here.
      const command = inside(stage, rest.replace(/ && chown node:node \S+/, ''));
      // Most packages are in npm's cache, from which the clone was installed.
      const env = { ...process.env, NODE_ENV: 'production' as const, npm_config_prefer_offline: 'true' };
      await run('sh', ['-ec', command], { cwd: place('.'), env, maxBuffer: 2 ** 26 });
    } else if (name === 'ENV') {
      for (const [, key = '', value = ''] of rest.matchAll(/(\w+)=(\S+)/g)) stage.env[key] = inside(stage, value);
    } else if (name === 'HEALTHCHECK') {
      stage.health = given(rest.slice(rest.indexOf('CMD ') + 'CMD '.length));
    } else if (name === 'ENTRYPOINT') {
      stage.entrypoint = given(rest).map((word) => inside(stage as Stage, word));
    } else if (name === 'CMD') {
      stage.cmd = given(rest);
    } else if (!['USER', 'VOLUME', 'EXPOSE'].includes(name)) {
      throw new Error(`The test does not know ${name}.`);
    }
  }
  if (!stage) throw new Error('The Containerfile has no stage.');
  return stage;
}

/**
 * Checks that the next pack restores the clone's package.json after the last pack was interrupted.
 * @param stage the stage in which the package was installed
 */
async function expectCutShortMends(stage: Stage) {
  const clone = join(folder, 'build/src');
  const manifest = readFileSync(join(ROOT, 'package.json'), 'utf8');
  expect(readFileSync(join(clone, 'package.json'), 'utf8')).toBe(manifest);
  renameSync(join(clone, 'package.json'), join(clone, 'dist/package.json.kept'));
  copyFileSync(join(stage.folder, 'opt/gatehouse/lib/node_modules/gatehouse/package.json'), join(clone, 'package.json'));
  await run('npm', ['run', 'postpack'], { cwd: clone });
  expect(readFileSync(join(clone, 'package.json'), 'utf8')).toBe(manifest);
  // postpack does not replace a package.json that a developer restored.
  writeFileSync(join(clone, 'dist/package.json.kept'), '{}');
  await run('npm', ['run', 'postpack'], { cwd: clone });
  expect(readFileSync(join(clone, 'package.json'), 'utf8')).toBe(manifest);
}

function sizeOf(path: string): number {
  const entries = readdirSync(path, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return entries.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

// The test packs and installs everything, which takes a tenth of the time of all other tests. So only full runs include it.
const wanted = process.env.TEST_EVERYTHING;
const isBuilt = isConsoleBuilt(ROOT);
if (wanted && !isBuilt) console.warn('The steps of the Containerfile are skipped: run npm run build first.');

test.runIf(wanted && isBuilt)(
  'the steps of the Containerfile build a healthy server that serves a page and a signed call',
  async () => {
    const stage = await build();
    expect(sizeOf(join(stage.folder, 'opt'))).toBeLessThan(MOST_BYTES);
    await expectCutShortMends(stage);
    const token = 'a-token-for-this-test-alone';
    const [port, apiPort] = [await freePort(), await freePort()];
    const settings = {
      ...stage.env,
      PORT: String(port),
      API_PORT: String(apiPort),
      GATEHOUSE_RESET_TOKEN: token,
      SECRET_KEY: '',
    };
    const env = { NODE_ENV: 'production' as const, PATH: process.env.PATH, HOME: folder, ...settings };
    const [program = '', ...words] = [...stage.entrypoint, ...stage.cmd];
    const server = spawn(program, words, { cwd: join(stage.folder, stage.workdir), env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [server.stdout, server.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
      });
    }
    const ended = new Promise<number | null>((resolve) => server.once('close', resolve));
    try {
      await Promise.race([
        ended.then((code) => Promise.reject(new Error(`It ended with ${code}:\n${output}`))),
        new Promise((resolve) => server.stdout.on('data', () => output.includes('Gatehouse is ready') && resolve(undefined))),
      ]);
      const [check = '', ...args] = stage.health;
      await run(check, args, { env });
      expect((await fetch(`http://127.0.0.1:${port}/sign-in`)).status).toBe(200);
      const api = `http://127.0.0.1:${apiPort}`;
      const made = await fetch(`${api}/_gatehouse/accounts`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
      const { accountId, accessKeyId, secretAccessKey } = (await made.json()) as Record<string, string>;
      const credentials = { accessKeyId: accessKeyId ?? '', secretAccessKey: secretAccessKey ?? '' };
      const sts = new STSClient({ endpoint: api, region: 'us-east-1', credentials });
      expect((await sts.send(new GetCallerIdentityCommand())).Account).toBe(accountId);
      expect(statSync(join(stage.folder, 'data/gatehouse.db')).isFile()).toBe(true);
      server.kill();
      expect(await ended, output).toBe(0);
    } finally {
      server.kill('SIGKILL');
      await ended;
    }
  },
);
