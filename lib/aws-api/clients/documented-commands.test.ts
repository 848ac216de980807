import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { freePort } from '../../../scripts/process/ports.mjs';
import { rootCaller } from '../../core/test-world';
import { CreateAccessKey } from '../../iam/access-key/operations';
import { AttachUserPolicy } from '../../iam/attachment/operations';
import { CreateRole } from '../../iam/role/operations';
import { CreateUser } from '../../iam/user/operations';
import { resetInstallation } from '../../installation/reset-installation';
import { CreateOrganization } from '../../organizations/organization/operations';
import { trust } from '../../sts/test-actors';
import { createTestApi, type TestApi } from '../testing/api';
import { type AwsInShells, serveAwsToShells } from '../testing/aws-in-shells';

const ROOT = join(import.meta.dirname, '../../..');
const ACCOUNT = '111122223333';
// The token and keys that the documents use.
const TOKEN = 'only-for-this-machine';
const KEYS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
// Clients behave the same on both databases, so one run is enough.
const wanted = process.env.TEST_DATABASE !== 'postgresql' && existsSync('/usr/bin/aws');

/** Matches a block of a document with an AWS CLI command. */
const HAS_AWS = /^(?:.*[\s$(])?aws [a-z]/m;
/** The pages whose AWS CLI commands are run by the tests below. */
const RUN = ['README.md', 'docs/api.md', 'docs/export-and-import.md', 'docs/recipes/collectors.md', 'docs/teaching.md'];
/** The pages whose AWS CLI commands cannot run here, with the reason. */
const NOT_RUN: Readonly<Record<string, string>> = {
  'docs/shell.md': 'the lines are for the shell of a page; e2e/shell.spec.ts runs such lines there',
  'docs/organization-policies.md': 'its ids are placeholders; lib/organizations/tag-policy holds what the commands show',
  'docs/authorization-api.md':
    'it asks another emulator of DynamoDB, which npm would fetch; authorization-proxy.test.ts holds the proxy',
};

it('every docs page with AWS CLI commands is tested or explicitly excluded', async () => {
  const pages = (await readdir(join(ROOT, 'docs'), { recursive: true }))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`);
  const found: string[] = [];
  for (const page of ['README.md', ...pages]) {
    const text = await readFile(join(ROOT, page), 'utf8');
    const blocks = [...text.matchAll(/^```(?:sh|bash|console)?\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
    if (blocks.some((block) => HAS_AWS.test(block))) found.push(page);
  }
  expect(found.sort()).toEqual([...RUN, ...Object.keys(NOT_RUN)].sort());
});

/** Matches a block of a document with a curl, npm, npx or Node.js command. */
const HAS_OTHER = /^(?:\w+=\S+ )*(?:curl|npm|npx|node) /m;
/** The pages whose curl commands are run by the tests below. */
const CURLED = ['CONTRIBUTING.md', 'docs/access-tests.md', 'docs/api.md', 'docs/authorization-api.md', 'docs/posture.md'];
const STARTS = 'it starts or installs Gatehouse, which the journeys and the steps of the Containerfile do';
/** The other pages, with the reason why their commands do not run here. */
const NOT_CURLED: Readonly<Record<string, string>> = {
  'README.md': STARTS,
  'docs/operating.md': STARTS,
  'docs/recipes/org-formation.md': 'its test below runs what it does not install',
  'docs/root-user.md': 'reset-root has tests of its own in lib/installation',
  'docs/test-suites/README.md': 'npm test -- full runs the suites',
};

it('every docs page with curl, npm or Node.js commands is tested or explicitly excluded', async () => {
  const pages = (await readdir(join(ROOT, 'docs'), { recursive: true }))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`);
  const found: string[] = [];
  for (const page of ['README.md', 'CONTRIBUTING.md', ...pages]) {
    const text = await readFile(join(ROOT, page), 'utf8');
    const blocks = [...text.matchAll(/^```(?:sh|bash|console)?\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
    if (blocks.some((block) => HAS_OTHER.test(block))) found.push(page);
  }
  expect(found.sort()).toEqual([...CURLED, ...Object.keys(NOT_CURLED)].sort());
});

let api: TestApi;
let home: string;
let aws: AwsInShells;
beforeAll(async () => {
  api = await createTestApi({ resetToken: TOKEN, authorizeToken: TOKEN });
});
afterAll(() => api.close());

type Outcome = { status: number; stdout: string; stderr: string };

/** Runs a text as if a user pasted it into a shell. */
function run(text: string, settings: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const env = {
    PATH: `${aws.folder}:/usr/bin:${process.env.PATH}`,
    HOME: home,
    AWS_PAGER: '',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...settings,
  };
  return new Promise((resolve) => {
    execFile('bash', ['-e', '-c', text], { env: env as unknown as NodeJS.ProcessEnv, cwd: home }, (error, stdout, stderr) =>
      resolve({ status: error ? Number(error.code ?? 1) : 0, stdout, stderr }),
    );
  });
}

/** Returns a document's code blocks in one language, with this test's address and keys. */
async function blocksOf(file: string, language: string): Promise<string[]> {
  const text = await readFile(join(ROOT, file), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, block = '']) =>
    block
      .replaceAll('http://localhost:4566', api.url)
      .replaceAll(/((?:AWS_ACCESS_KEY_ID|aws_access_key_id) ?= ?)(?:AKIA)?…/g, `$1${KEYS.accessKeyId}`)
      .replaceAll(/((?:AWS_SECRET_ACCESS_KEY|aws_secret_access_key) ?= ?)…/g, `$1${KEYS.secretAccessKey}`)
      .replaceAll('/tmp/token', join(home, 'token')),
  );
}

/** Returns whether a block is a command for a running server. */
const isCommand = (block: string) => !/npm start|git clone|npm install/.test(block);

function isInstalled(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn(`Commands are skipped: ${program} is not installed.`);
    return false;
  }
}

function reset() {
  return resetInstallation(api.database, { accountId: ACCOUNT, ...KEYS }, new Date());
}

describe.runIf(wanted)('the documented commands', () => {
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'gatehouse-documents-'));
    aws = await serveAwsToShells(await mkdtemp(join(home, 'aws-')));
  });
  afterAll(async () => {
    aws.close();
    await rm(home, { recursive: true, force: true });
  });

  it('in README.md run without errors', async () => {
    await reset();
    const blocks = (await blocksOf('README.md', 'sh')).filter(isCommand);
    expect(blocks).toHaveLength(1);
    const { status, stdout, stderr } = await run(blocks.join('\n'));
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`arn:aws:iam::${ACCOUNT}:user/maria`);
  });

  it('in docs/api.md run one after another in one shell', async () => {
    await reset();
    await furnish();
    const blocks = (await blocksOf('docs/api.md', 'sh')).filter(isCommand);
    expect(blocks.length).toBeGreaterThanOrEqual(6);
    // The first block sets variables before its first command. All blocks use them.
    const [exported = ''] = (blocks[0] ?? '').split(/^aws /m);
    // The token comes from a call that the document shows further down.
    const fetched = `curl -sS -X POST ${api.url}/_gatehouse/oidc/${ACCOUNT}/tokens -H 'Authorization: Bearer ${TOKEN}' -d '{"subject":"build-7","audience":"sts.amazonaws.com"}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/' > token\n`;
    const outcomes: Outcome[] = [];
    for (const block of blocks) {
      const web = block.includes('AWS_WEB_IDENTITY_TOKEN_FILE') ? fetched : '';
      outcomes.push(await run(`${exported}\n${web}${block}`));
      // A reset deletes the provider, but a later block uploads its keys.
      if (block.includes('/_gatehouse/reset')) await reset().then(provideGithub);
    }
    expect(outcomes.map(({ status, stderr }) => (status === 0 ? 'ran' : stderr))).toEqual(blocks.map(() => 'ran'));
    const said = outcomes.map(({ stdout }) => stdout).join('\n');
    for (const text of [
      `user/maria`,
      `assumed-role/Audit/`,
      `assumed-role/deploy/`,
      'AKIAGATEHOUSETESTKEY',
      '"token":"eyJ',
      '"issuer"',
    ])
      expect(said).toContain(text);
    expect(said).not.toMatch(/"message"/);
  });

  it.each([
    ['CONTRIBUTING.md', '"status":'],
    ['docs/access-tests.md', '"name":"nobody","assertion":"no-escalation"'],
    ['docs/authorization-api.md', '"decision":"ImplicitDeny"'],
    ...(wanted && isInstalled('jq') ? [['docs/posture.md', ',']] : []),
  ])('of curl run without errors: %s', async (file = '', said = '') => {
    await reset();
    await api.as(rootCaller(ACCOUNT)).run(CreateUser, { UserName: 'ana' });
    const blocks = (await blocksOf(file, 'sh')).filter((block) => /^curl /m.test(block));
    expect(blocks).not.toEqual([]);
    for (const block of blocks) {
      const { status, stdout, stderr } = await run(
        `curl() { command curl -sS --fail-with-body "$@"; }\nset -o pipefail\n${block}`,
      );
      expect({ block, status, stderr, stdout }).toEqual({ block, status: 0, stderr: '', stdout: expect.stringContaining(said) });
    }
  });

  it.each([
    ['docs/teaching.md', 'lab-bucket-1'],
    ['docs/export-and-import.md', ''],
  ])('of the AWS CLI run without errors: %s', async (file, said) => {
    await reset();
    await writeFile(join(home, 'README.md'), 'Read me.');
    const blocks = (await blocksOf(file, 'sh')).filter((block) => HAS_AWS.test(block));
    expect(blocks).not.toEqual([]);
    const settings = { AWS_ENDPOINT_URL: api.url, AWS_DEFAULT_REGION: 'us-east-1' };
    const keys = { AWS_ACCESS_KEY_ID: KEYS.accessKeyId, AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey };
    for (const block of blocks) {
      const { status, stdout, stderr } = await run(block, { ...settings, ...keys });
      expect({ block, status, stderr }).toEqual({ block, status: 0, stderr: '' });
      expect(stdout).toContain(said);
    }
  });

  describe('in docs/recipes', () => {
    /** Prepares what a page assumes: a folder with its files, and an environment with the key of a user who has one AWS managed policy. */
    async function prepare(policy: string, folder?: string): Promise<Record<string, string>> {
      await reset();
      const root = api.as(rootCaller(ACCOUNT));
      await root.run(CreateOrganization, {});
      await root.run(CreateUser, { UserName: 'admin' });
      await root.run(AttachUserPolicy, { UserName: 'admin', PolicyArn: `arn:aws:iam::aws:policy/${policy}` });
      const { AccessKey } = await root.run(CreateAccessKey, { UserName: 'admin' });
      if (folder) await cp(join(ROOT, 'docs/recipes', folder), home, { recursive: true });
      const [exported = ''] = await blocksOf('docs/recipes/README.md', 'sh');
      const settings = Object.fromEntries(
        [...exported.matchAll(/^export (\w+)=(\S+)$/gm)].map(([, name, value]) => [name, value]),
      );
      expect(Object.keys(settings)).toHaveLength(6);
      return { ...settings, AWS_ACCESS_KEY_ID: AccessKey.AccessKeyId, AWS_SECRET_ACCESS_KEY: AccessKey.SecretAccessKey };
    }

    const ran = { status: 0, stderr: '' };

    it('let a SecurityAudit user collect the reports (collectors.md)', async () => {
      const settings = await prepare('SecurityAudit');
      const [commands = ''] = await blocksOf('docs/recipes/collectors.md', 'sh');
      expect(await run(commands, settings)).toMatchObject(ran);
      expect(await readFile(join(home, 'credentials.csv'), 'utf8')).toContain(`\nadmin,arn:aws:iam::${ACCOUNT}:user/admin,`);
      expect(await readFile(join(home, 'details.json'), 'utf8')).toContain('"UserName": "admin"');
      const [program = ''] = await blocksOf('docs/recipes/collectors.md', 'python');
      await writeFile(join(home, 'collect.py'), program);
      const collected = await run('/usr/bin/python3 collect.py', settings);
      expect(collected).toMatchObject(ran);
      expect(collected.stdout).toContain(`arn:aws:iam::${ACCOUNT}:user/admin ['`);
    });

    // A playbook takes as long as all other tests here together, so only a full run has it.
    it.runIf(wanted && process.env.TEST_EVERYTHING && isInstalled('ansible-playbook'))(
      'create missing resources only once (ansible.md)',

      async () => {
        const settings = await prepare('AdministratorAccess', 'ansible');
        const blocks = await blocksOf('docs/recipes/ansible.md', 'sh');
        const said: string[] = [];
        for (const block of blocks) {
          const { status, stdout } = await run(block, {
            ...settings,
            ANSIBLE_PIPELINING: 'true',
            ANSIBLE_DEPRECATION_WARNINGS: 'false',
          });
          said.push(/^localhost .*$/m.exec(stdout)?.[0].replaceAll(/ +/g, ' ') ?? stdout);
          expect([said, status]).toEqual([said, 0]);
        }
        expect(said).toEqual([
          expect.stringMatching(/ok=8 changed=5 .*failed=0/),
          expect.stringMatching(/ok=8 changed=0 .*failed=0/),
        ]);
      },
    );

    it.runIf(wanted && isInstalled('org-formation'))(
      'create missing resources only once (org-formation.md)',

      async () => {
        const settings = await prepare('AdministratorAccess', 'org-formation');
        const port = await freePort();
        const beside = spawn(process.execPath, ['beside.mjs', String(port)], { cwd: home });
        onTestFinished(() => void beside.kill());
        const blocks = (await blocksOf('docs/recipes/org-formation.md', 'sh')).filter(isCommand);
        const outcomes: Outcome[] = [];
        for (const block of blocks) outcomes.push(await run(block.replaceAll(':4567', `:${port}`), settings));
        expect(outcomes.map(({ status, stderr }) => (status === 0 ? 'ran' : stderr))).toEqual(['ran', 'ran']);
        const [first = '', again] = outcomes.map(({ stdout }) => stdout);
        for (const text of ['Create (', 'Attach Policy (StayInRegion)', 'Attach Account (WebStore)', 'done'])
          expect(first).toContain(text);
        expect(again).toContain('organization up to date, no work to be done');
      },
    );
  });

  it('of docs/demo-organization.sh stop before any change if a precondition fails', async () => {
    await reset();
    const script = join(ROOT, 'docs/demo-organization.sh');
    const keys = { AWS_ACCESS_KEY_ID: KEYS.accessKeyId, AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey, AWS_ENDPOINT_URL: api.url };
    const cases: readonly (readonly [Record<string, string>, string])[] = [
      [{ ...keys, AWS_ACCESS_KEY_ID: 'test' }, 'AWS_ACCESS_KEY_ID has 4 characters, but must have at least 16.'],
      [{ ...keys, AWS_ENDPOINT_URL: 'http://localhost:1' }, 'nothing answers at http://localhost:1.'],
      [{ ...keys, AWS_ACCESS_KEY_ID: 'AKIAAAAAAAAAAAAAAAAA' }, 'there is no key AKIAAAAAAAAAAAAAAAAA.'],
      [{ ...keys, AWS_SECRET_ACCESS_KEY: 'wrong' }, '(SignatureDoesNotMatch)'],
    ];
    const revision = () => api.database.reader.account.findUniqueOrThrow({ where: { id: ACCOUNT }, select: { revision: true } });
    const before = await revision();
    for (const [settings, says] of cases) {
      const { status, stderr } = await run(script, settings);
      expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('Nothing was changed: ') });
      expect(stderr).toContain(says);
    }
    expect(await revision()).toEqual(before);
    await run('aws organizations create-organization --region us-east-1', keys);
    expect((await run(script, keys)).stderr).toContain(`account ${ACCOUNT} is in an organization that is not the demo's.`);
  });
});

/** Prepares what the document assumes: the role, the profiles of the configuration and the keys of the GitHub provider. */
async function furnish(): Promise<void> {
  await mkdir(join(home, '.aws'), { recursive: true });
  const [profiles = ''] = await blocksOf('docs/api.md', 'ini');
  const root = api.as(rootCaller(ACCOUNT));
  // AWS: the root user cannot assume roles.
  await root.run(CreateUser, { UserName: 'admin' });
  await root.run(AttachUserPolicy, { UserName: 'admin', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
  const { AccessKey } = await root.run(CreateAccessKey, { UserName: 'admin' });
  const config = profiles
    .replace(KEYS.accessKeyId, AccessKey.AccessKeyId)
    .replace(KEYS.secretAccessKey, () => AccessKey.SecretAccessKey);
  await writeFile(join(home, '.aws/config'), config);
  await root.run(CreateRole, { RoleName: 'Audit', AssumeRolePolicyDocument: trust(ACCOUNT) });
  const github = (await blocksOf('docs/api.md', 'js')).find((block) => block.startsWith('// github.mjs')) ?? '';
  await writeFile(join(home, 'github.mjs'), github);
  expect((await run(`${process.execPath} github.mjs`)).stderr).toBe('');
}

async function provideGithub(): Promise<void> {
  const keys = { AWS_ACCESS_KEY_ID: KEYS.accessKeyId, AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey, AWS_ENDPOINT_URL: api.url };
  const url = 'https://token.actions.githubusercontent.com';
  const create = `aws iam create-open-id-connect-provider --url ${url} --client-id-list sts.amazonaws.com --region us-east-1`;
  expect((await run(create, keys)).stderr).toBe('');
}
