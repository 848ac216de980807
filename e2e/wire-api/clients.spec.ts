import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LeaveOrganizationCommand, ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { type AwsInShells, serveAwsToShells } from '../../lib/aws-api/testing/aws-in-shells';
import { boto3Material } from '../../lib/aws-api/testing/boto3-material';
import { paths } from '../../lib/console/paths';
import { startGatehouse, type TestServer } from '../../scripts/test/test-server.mjs';
import { expectShown, SHOWN, switchInto } from '../demo-organization';
import { expect, test } from '../fixtures';
import { actAsUser } from '../session';
import { enterAccount, readOrganization } from './organization-state';

const ROOT = join(import.meta.dirname, '../..');
const BOTO3 = '/usr/lib/python3/dist-packages/boto3';
// The token in the head of docs/demo-organization.sh.
const TOKEN = 'only-for-this-machine';
const KEYS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };

// Unit tests make the same calls with the same clients. Here, a script of 300 commands makes them to the build.
test.skip(!process.env.TEST_EVERYTHING, 'in a full run, or by name');
test.skip(!existsSync('/usr/bin/aws') || !existsSync(BOTO3), 'needs the packages awscli and python3-boto3');

// A separate Gatehouse, started as users start it, because the resets below empty it.
test.describe.configure({ mode: 'serial' });
let data: string;
let gatehouse: TestServer;
let aws: AwsInShells;
test.beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'gatehouse-clients-'));
  aws = await serveAwsToShells(await mkdtemp(join(data, 'aws-')));
  gatehouse = await startGatehouse(ROOT, data, { GATEHOUSE_RESET_TOKEN: TOKEN });
});
test.afterAll(async () => {
  aws.close();
  await gatehouse.stop();
  await rm(data, { recursive: true, force: true });
});

function environment({ accessKeyId, secretAccessKey } = KEYS): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: `/usr/bin:${process.env.PATH}`,
    HOME: data,
    AWS_ENDPOINT_URL: gatehouse.apiUrl,
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
}

async function reset(): Promise<void> {
  const answer = await fetch(`${gatehouse.apiUrl}/_gatehouse/reset`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify(KEYS),
  });
  expect(answer.status).toBe(200);
}

/** Returns the example commands in a script's head, for this server. The first one there starts it. */
async function commandsInHead(script: string): Promise<string[]> {
  const head = (await readFile(join(ROOT, script), 'utf8')).split('set -e')[0] ?? '';
  const [start = '', ...commands] = [...head.matchAll(/^# {3}(.*)$/gm)].map(([, line = '']) => line);
  expect(start).toContain(`GATEHOUSE_RESET_TOKEN=${TOKEN}`);
  return commands.map((command) => command.replaceAll('http://localhost:4566', gatehouse.apiUrl));
}

function inShell(command: string, path = aws.folder) {
  const env = { ...process.env, HOME: data, PATH: `${path}:/usr/bin:${process.env.PATH}` };
  return promisify(execFile)('bash', ['-c', command], { env, cwd: ROOT });
}

/** Returns a folder for the search path with an AWS CLI that fails at the nth call. */
async function awsThatFailsAt(nth: number): Promise<string> {
  const folder = join(data, 'failing');
  await mkdir(folder);
  const count = `echo >>${folder}/calls; [ $(wc -l <${folder}/calls) -ne ${nth} ] || exit 255`;
  await writeFile(join(folder, 'aws'), `#!/bin/sh\n${count}\nexec ${aws.folder}/aws "$@"\n`, { mode: 0o755 });
  return folder;
}

/** Returns the keys that a text says to export. */
function exportedKeys(text: string): typeof KEYS {
  const setting = (name: string) => new RegExp(`export ${name}=(\\S+)`).exec(text)?.[1] ?? '';
  return { accessKeyId: setting('AWS_ACCESS_KEY_ID'), secretAccessKey: setting('AWS_SECRET_ACCESS_KEY') };
}

/** The account "development" of the previous test's organization, which the administrator continues in. */
let development: string;

test('the AWS CLI creates the demo organization, even after an interruption', async () => {
  const demo = await readOrganization(gatehouse.apiUrl, exportedKeys(gatehouse.greeting));
  const [resetCommand = '', scriptCommand = ''] = await commandsInHead('docs/demo-organization.sh');
  await inShell(resetCommand);
  const interrupted = await inShell(scriptCommand, await awsThatFailsAt(30)).catch((error: { stderr: string }) => error.stderr);
  const goOn = /^Stopped before the end\. To go on: (.*)$/m.exec(String(interrupted))?.[1] ?? '';
  const { stdout } = await inShell(goOn);
  expect(await readOrganization(gatehouse.apiUrl, exportedKeys(stdout))).toEqual(demo);

  // A guardrail at work, for the pages that show denials.
  const config = { endpoint: gatehouse.apiUrl, region: 'us-east-1', credentials: exportedKeys(stdout) };
  const { Accounts } = await new OrganizationsClient(config).send(new ListAccountsCommand({}));
  development = Accounts?.find(({ Name }) => Name === 'development')?.Id ?? '';
  const inside = new OrganizationsClient(await enterAccount(config, development));
  await expect(inside.send(new LeaveOrganizationCommand({}))).rejects.toThrow('explicit deny in a service control policy');
});

test('the administrator from the script signs in, switches into an account and finds a denied call', async ({ browser }) => {
  const page = await (await browser.newContext({ baseURL: gatehouse.baseUrl })).newPage();
  await actAsUser(page, 'acme', 'admin', 'Gatehouse-demo-1');
  await expectShown(page, paths.accounts, SHOWN[paths.accounts]);
  await expectShown(page, paths.rootAccess, ['Enabled', 'Not present', 'Recovery allowed']);
  await switchInto(page, development);
  await expectShown(page, paths.events(), ['CreateLoginProfile', 'LeaveOrganization']);
  await expectShown(page, paths.troubleshooter(), ['LeaveOrganization']);
});

test('boto3 makes its calls successfully', async () => {
  await reset();
  const { stdout } = await promisify(execFile)('/usr/bin/python3', [join(ROOT, 'lib/aws-api/testing/run-boto3.py')], {
    env: { ...environment(), ...boto3Material() },
  });
  expect(stdout.trim().split('\n').length).toBeGreaterThanOrEqual(20);
});
