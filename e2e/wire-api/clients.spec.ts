import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LeaveOrganizationCommand, ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import type { Page } from '@playwright/test';
import { everyArea } from '../../app/(console)/nav';
import { navigationPages } from '../../components/console/shell/navigation';
import { type AwsInShells, serveAwsToShells } from '../../lib/aws-api/testing/aws-in-shells';
import { boto3Material } from '../../lib/aws-api/testing/boto3-material';
import { paths } from '../../lib/console/paths';
import { startGatehouse, type TestServer } from '../../scripts/test-server.mjs';
import { expect, test } from '../fixtures';
import { expectWholePage } from '../good-page';
import { actAsUser } from '../session';
import { enterAccount, readOrganization } from './organization-state';

const ROOT = join(import.meta.dirname, '../..');
const BOTO3 = '/usr/lib/python3/dist-packages/boto3';
// The token in the head of docs/demo-organization.sh.
const TOKEN = 'only-for-this-machine';
const KEYS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };

test.skip(!existsSync('/usr/bin/aws') || !existsSync(BOTO3), 'needs the packages awscli and python3-boto3');

// A Gatehouse of its own, started as people start it: the resets below empty it.
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

/** The commands that a script's head gives as its example, for this server; the first one there starts it. */
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

/** A folder for the search path with an AWS CLI that ends with an error the nth time it is called. */
async function awsThatFailsAt(nth: number): Promise<string> {
  const folder = join(data, 'failing');
  await mkdir(folder);
  const count = `echo >>${folder}/calls; [ $(wc -l <${folder}/calls) -ne ${nth} ] || exit 255`;
  await writeFile(join(folder, 'aws'), `#!/bin/sh\n${count}\nexec ${aws.folder}/aws "$@"\n`, { mode: 0o755 });
  return folder;
}

/** Keys that a text tells to export. */
function exportedKeys(text: string): typeof KEYS {
  const setting = (name: string) => new RegExp(`export ${name}=(\\S+)`).exec(text)?.[1] ?? '';
  return { accessKeyId: setting('AWS_ACCESS_KEY_ID'), secretAccessKey: setting('AWS_SECRET_ACCESS_KEY') };
}

/** What the administrator's pages show of the organization that the script built; null where a page shows nothing until it is asked. */
const SHOWN: Readonly<Record<string, readonly string[] | null>> = {
  [paths.home]: ['admin @ acme', 'AdministratorAccess', 'The root user has no second factor'],
  [paths.iamDashboard]: ['acme', 'of 5,000'],
  [paths.groups]: ['Administrators', 'Billing', 'Helpdesk'],
  [paths.users]: ['admin', 'finn', 'kim'],
  [paths.roles]: ['AWSServiceRoleForOrganizations'],
  [paths.policies]: ['AWS managed'],
  [paths.identityProviders]: ['No identity providers'],
  [paths.serverCertificates]: ['No server certificates'],
  [paths.securityCredentials]: ['Access keys (1)'],
  [paths.accountSettings]: ['acme', 'This account'],
  [paths.snapshots]: null,
  [paths.rootAccess]: ['Enabled', 'Not present', 'Recovery allowed'],
  [paths.credentialReport]: ['No report yet'],
  [paths.access()]: null,
  [paths.whoCan()]: null,
  [paths.escalation]: ['Change the console password of admin'],
  [paths.simulator()]: null,
  [paths.events()]: ['CreateUser', 'AssumeRole'],
  [paths.troubleshooter()]: null,
  [paths.apiCoverage]: null,
  [paths.accounts]: ['Security', 'Workloads', 'Sandbox', 'audit', 'production', 'payments', 'development', 'RegionLimit'],
  [paths.organizationPolicies]: ['Service control policies'],
  [paths.invitations]: null,
  [paths.organizationSettings]: ['All features'],
};

/** Pages that are reached by naming something. */
const DETAILS: Readonly<Record<string, readonly string[]>> = {
  [paths.user('kim')]: ['ResetPasswords'],
  [paths.group('Billing')]: ['finn'],
  [paths.organizationPolicyType('SERVICE_CONTROL_POLICY')]: ['DenyLeavingOrganization', 'ProtectAuditRole', 'SandboxLimit'],
  [paths.whoCan({ action: 'iam:UpdateLoginProfile', resource: '*' })]: ['kim', 'admin'],
};

/** What the development account's pages show to the administrator who switched into it. */
const IN_DEVELOPMENT: Readonly<Record<string, readonly string[]>> = {
  [paths.iamDashboard]: ['acme-dev'],
  [paths.users]: ['user-1', 'user-2', 'user-3', 'dana', 'newcomer'],
  [paths.user('dana')]: ['PowerUserAccess', 'OwnBucket', 'DeveloperBoundary'],
  [paths.groups]: ['S3-Support', 'EC2-Support', 'EC2-Admin'],
  [paths.roles]: ['OrganizationAccountAccessRole', 'OrganizationAuditRole', 'PreviewPipeline'],
  [paths.identityProviders]: ['oidc.gatehouse.internal', 'Ready'],
  [paths.tokenIssuer()]: ['This account trusts it'],
  [paths.role('OrganizationAuditRole')]: ['SecurityAudit'],
  [paths.events()]: ['CreateLoginProfile', 'LeaveOrganization'],
  [paths.troubleshooter()]: ['LeaveOrganization'],
};

async function expectShown(page: Page, href: string, texts: readonly string[] | null | undefined): Promise<void> {
  await expectWholePage(page, href);
  expect(texts, `what ${href} shows is known`).toBeDefined();
  for (const text of texts ?? []) await expect(page.getByRole('main').getByText(text).first(), `${href}: ${text}`).toBeVisible();
}

async function switchInto(page: Page, account: string): Promise<void> {
  await page.goto(paths.switchRole({ account, roleName: 'OrganizationAccountAccessRole', displayName: 'development' }));
  await page.getByRole('button', { name: 'Switch role' }).click();
  await page.waitForURL('**/home');
}

test('the AWS CLI builds the demo organization, and every page of the console shows it', async ({ browser }) => {
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
  const development = Accounts?.find(({ Name }) => Name === 'development')?.Id ?? '';
  const inside = new OrganizationsClient(await enterAccount(config, development));
  await expect(inside.send(new LeaveOrganizationCommand({}))).rejects.toThrow('explicit deny in a service control policy');

  const page = await (await browser.newContext({ baseURL: gatehouse.baseUrl })).newPage();
  await actAsUser(page, 'acme', 'admin', 'Gatehouse-demo-1');
  for (const { href } of navigationPages(everyArea)) await expectShown(page, href, SHOWN[href]);
  for (const [href, texts] of Object.entries(DETAILS)) await expectShown(page, href, texts);
  for (const { Id = '', Name = '' } of Accounts ?? []) await expectShown(page, paths.account(Id), [Name, 'FullAWSAccess']);
  await switchInto(page, development);
  for (const [href, texts] of Object.entries(IN_DEVELOPMENT)) await expectShown(page, href, texts);
});

test('boto3 works with it', async () => {
  await reset();
  const { stdout } = await promisify(execFile)('/usr/bin/python3', [join(ROOT, 'lib/aws-api/testing/run-boto3.py')], {
    env: { ...environment(), ...boto3Material() },
  });
  expect(stdout.trim().split('\n').length).toBeGreaterThanOrEqual(20);
});
