import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerRequest } from '../../aws-api/server/answer-request';
import { createTestApi, type Keys, type TestApi } from '../../aws-api/testing/api';
import { CLI_CHAINS } from '../../aws-api/testing/calls-cli';
import { type Exchange, replay } from '../../aws-api/testing/replayed-calls';
import { type CliOutcome, hasAwsCli, startAwsCli, type WarmAwsCli } from '../../aws-api/testing/warm-aws-cli';
import { lookUp } from '../../core/testing/calls';
import type { Seen } from '../../core/testing/contract';
import { furnishFederation } from '../../sts/test-federation';
import { runAws } from '../command';
import { nodeIo } from '../testing/node-io';
import { DIFFERENCES } from './differences';
import { FILES } from './files';
import { removeYoungerMembers } from './known-members';
import { type GoldenLine, OWN_CHAINS } from './lines';

// The golden lines: Debian's AWS CLI runs a command on a server, and our own command runs it with the recorded answers. Both make the same
// calls, print the same, end with the same status and leave the same files.

const CONSOLE = 'http://localhost:3000';
// Servers answer the same on both databases.
const wanted = process.env.TEST_DATABASE !== 'postgresql' && hasAwsCli;

/** The chains of the tests of clients, whose words have no quotes. One is about services that the shell has no command for. */
const ofClients = Object.entries(CLI_CHAINS)
  .filter(([name]) => name !== 'other services, which are not here')
  .map(([name, commands]): [string, GoldenLine[]] => [
    name,
    commands.map(([line]) => ({ line, words: line.split(' '), env: {}, stdin: '' })),
  ]);

/** Chains of lines. Each has an account, and its lines use what earlier ones made. */
const CHAINS: Readonly<Record<string, readonly GoldenLine[]>> = { ...OWN_CHAINS, ...Object.fromEntries(ofClients) };

/** The effects of a command, with the files that it wrote or removed. */
type Effects = CliOutcome & { files: Readonly<Record<string, string | null>>; callsLeft: readonly string[] };

async function folderWithFiles(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-golden-'));
  await mkdir(join(folder, 'd'));
  for (const [name, content] of Object.entries(FILES)) await writeFile(join(folder, name), content);
  return folder;
}

/** Returns the files of a folder. The AWS CLI has its own names for the files of cached roles. */
async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const relative = paths.map((path) => path.slice(folder.length + 1)).filter((path) => !path.startsWith('.aws/cli/cache/'));
  const files = relative.toSorted().map(async (path) => [path, await readFile(join(folder, path), 'latin1')]);
  return Object.fromEntries(await Promise.all(files)) as Record<string, string>;
}

function changed(before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): Effects['files'] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((path) => before[path] !== after[path]);
  return Object.fromEntries(paths.map((path) => [path, after[path] ?? null]));
}

const environment = (folder: string, keys: Keys): Readonly<Record<string, string>> => ({
  HOME: folder,
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
  AWS_REGION: 'us-east-1',
  AWS_PAGER: '',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_ACCESS_KEY_ID: keys.accessKeyId,
  AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
});

describe.runIf(wanted)('the command aws does what the AWS CLI does', () => {
  let api: TestApi;
  let exchanges: Exchange[] = [];
  let putBack: () => void;
  let folders: { real: string; own: string };
  /** The files after the last command, of the AWS CLI and of ours. */
  let files: readonly [Readonly<Record<string, string>>, Readonly<Record<string, string>>];
  let cli: WarmAwsCli;
  beforeAll(async () => {
    api = await createTestApi({
      answer: async (request, context) => {
        const answer = await answerRequest(request, context);
        exchanges.push({ request, answer });
        return answer;
      },
    });
    putBack = await removeYoungerMembers();
    folders = { real: await folderWithFiles(), own: await folderWithFiles() };
    files = [FILES, FILES];
    const env = { PATH: process.env.PATH, HOME: folders.real, AWS_ENDPOINT_URL: api.url } as unknown as NodeJS.ProcessEnv;
    cli = startAwsCli(env, folders.real);
  });
  afterAll(async () => {
    cli.close();
    putBack();
    for (const folder of Object.values(folders)) await rm(folder, { recursive: true, force: true });
    await api.close();
  });

  /** Runs a command on both sides. */
  async function both({ words, env, stdin }: GoldenLine, keys: Keys): Promise<[Effects, Effects]> {
    const envIn = (folder: string) =>
      Object.fromEntries(
        Object.entries({ ...environment(folder, keys), ...env }).filter(
          (entry): entry is [string, string] => entry[1] !== undefined,
        ),
      );
    exchanges = [];
    const { real, own } = folders;
    const [realBefore, ownBefore] = files;
    const theirs = await cli.run(words, envIn(real), stdin);
    const recorded = replay(exchanges, CONSOLE);
    const { io, written } = nodeIo(own, envIn(own), recorded.call, stdin);
    const status = await runAws(words, io, '2.23');
    files = [await filesIn(real), await filesIn(own)];
    const shown = (text: string, folder: string) => text.replaceAll(folder, 'FOLDER');
    const show = ({ status, stdout, stderr }: CliOutcome, folder: string) => ({
      status,
      stdout: shown(stdout, folder),
      stderr: shown(stderr, folder),
    });
    return [
      { ...show(theirs, real), files: changed(realBefore, files[0]), callsLeft: [] },
      { ...show({ status, ...written }, own), files: changed(ownBefore, files[1]), callsLeft: recorded.left() },
    ];
  }

  it('is held to at least 250 commands', () => {
    expect(new Set(Object.values(CHAINS).flatMap((lines) => lines.map(({ line }) => line))).size).toBeGreaterThanOrEqual(250);
  });

  it.each(Object.entries(CHAINS))('in %s', async (_, lines) => {
    const keys = await api.rootKeys();
    const seen: Seen = { account: keys.actor.accountId, federation: await furnishFederation(keys.actor) };
    const fill = (text: string) => text.replaceAll(/<([\w.-]+)>/g, (_match, path: string) => String(lookUp(seen, path)));
    const differing: (readonly [theirs: object, ours: object])[] = [];
    for (const { line, words, env, stdin } of lines) {
      const filledEnv = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value && fill(value)]));
      const [theirs, ours] = await both({ line, words: words.map(fill), env: filledEnv, stdin: fill(stdin) }, keys);
      const known = DIFFERENCES[line];
      // A difference that is no more has to leave the list.
      if (known !== undefined) expect(ours, `${line}: ${known}`).not.toEqual(theirs);
      else if (JSON.stringify(theirs) !== JSON.stringify(ours))
        differing.push([
          { line, ...theirs },
          { line, ...ours },
        ]);
      if (theirs.status === 0 && theirs.stdout.startsWith('{')) seen[words[1] ?? ''] = JSON.parse(theirs.stdout) as object;
    }
    expect(differing.map(([, ours]) => ours)).toEqual(differing.map(([theirs]) => theirs));
  });
});
