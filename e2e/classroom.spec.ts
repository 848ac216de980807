import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { codeOf, stepOf } from '../lib/iam/mfa/totp';
import { startGatehouse, type TestServer } from '../scripts/test/test-server.mjs';
import { expectAccessible } from './accessible';
import { expect, test } from './fixtures';
import { openShell, runLine } from './terminal';

const PASSWORD = 'Teach-the-cloud-1';
/** The scenarios that students solve in the shell, on a telephone. */
const IN_THE_SHELL = ['Groups and job functions', 'An explicit deny always wins', 'Back to an earlier version'] as const;

// The tests share a server, and later ones join the class of the first one.
test.describe.configure({ mode: 'serial' });

// A teacher starts the server like this: with an empty data folder, without the demo organization, and open to the network.
let data: string;
let gatehouse: TestServer;
test.beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'gatehouse-class-'));
  gatehouse = await startGatehouse(join(import.meta.dirname, '..'), data, { CLASSROOM: 'on', HOST: '', SIGN_UP: '' });
});
/** The code of the class whose students use the LAN address. */
let roomCode = '';
/** The code of the class whose students have telephones. */
let shellCode = '';

test.afterAll(async () => {
  await gatehouse.stop();
  await rm(data, { recursive: true, force: true });
});

test('a teacher sets up the server and opens a class, and a student works, hands in and is graded', async ({ page, browser }) => {
  // The first start prints the link that makes the teacher the operator.
  const [, link = ''] = /(\/class\/set-up\?token=\S+)/.exec(gatehouse.greeting) ?? [];
  await page.goto(gatehouse.baseUrl + link);
  await page.getByText('Show secret key').click();
  const seed = await page.locator('code').first().innerText();
  await page.getByLabel('Your name').fill('Tea Cher');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Confirm password').fill(PASSWORD);
  await page.getByRole('textbox', { name: 'Code' }).fill(codeOf(seed, stepOf(new Date())));
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Your password is set')).toBeVisible();
  await page.getByLabel('Name').fill('Tea Cher');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('textbox', { name: 'Code' }).fill(codeOf(seed, stepOf(new Date()) + 1));
  await page.getByRole('button', { name: 'Submit code' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Classes' })).toBeVisible();

  // The teacher creates a class with a scenario.
  await page.getByRole('link', { name: 'Create class' }).first().click();
  await page.getByLabel('Name').fill('Journey of a class');
  await page.getByLabel('List of students').fill('Noor Haddad, A\nFelix Aune');
  await page.getByRole('button', { name: 'Create class' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Journey of a class' })).toBeVisible();
  const matrix = page.url();
  await page.getByRole('link', { name: 'Assignments', exact: true }).first().click();
  await page.getByRole('button', { name: 'Add scenario' }).first().click();
  await page.getByRole('radio', { name: /Groups and job functions/ }).check();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Add scenario' }).click();
  await expect(page.getByRole('heading', { level: 3, name: 'Groups and job functions' })).toBeVisible();
  await page.goto(matrix);
  const code = await shownCode(page);

  // A student joins in another browser.
  const other = await browser.newContext();
  const student = await other.newPage();
  await student.goto(`${gatehouse.baseUrl}/join?code=${code}`);
  await expectAccessible(student);
  await student.getByRole('radio', { name: 'Noor Haddad' }).check();
  await student.getByRole('button', { name: 'Join' }).click();
  await student.getByRole('button', { name: 'Start', exact: true }).click();
  const lab = student.getByRole('complementary', { name: 'Lab' });
  await expect(lab.getByText('nothing else is broken')).toBeVisible();
  await expectAccessible(student);
  await lab.getByLabel('Your question for your instructor').fill('Which group is it?');
  await lab.getByRole('button', { name: 'Ask for help' }).click();
  await expect(lab.getByText('Which group is it?').first()).toBeVisible();

  // The teacher sees the request for help without a reload, and answers.
  const row = page.getByRole('row', { name: /Noor Haddad/ });
  await expect(row.getByText('help')).toBeVisible();
  await row.getByRole('button', { name: 'Noor Haddad' }).click();
  await page.getByLabel('Your answer').fill('Read what each allows.');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send answer' }).click();
  await expect(lab.getByText(/Read what each allows\./)).toBeVisible();

  // The student works: checks pass automatically, on both screens.
  const pages = new URL(student.url());
  const open = (path: string) => student.goto(new URL(pages.pathname.replace('/home', path), pages).href);
  for (const [user, group] of [
    ['user-1', 'S3-Support'],
    ['user-2', 'EC2-Support'],
    ['user-3', 'EC2-Admin'],
  ] as const) {
    await open(`/iam/groups/${group}/add-users`);
    await student.getByRole('checkbox', { name: `Select ${user}` }).check();
    await student.getByRole('button', { name: /^Add/ }).last().click();
    await expect(student.getByRole('heading', { level: 1, name: group })).toBeVisible();
  }
  await expect(lab.getByRole('status')).toHaveText('4 of 7 checks, 8 of 11 points');
  await expect(row.getByText('passed')).toHaveCount(4);
  for (const user of ['user-1', 'user-2', 'user-3']) {
    await lab.getByRole('button', { name: `Act as ${user}` }).click();
    await expect(student.getByRole('heading', { level: 1, name: user })).toBeVisible();
    await lab.getByRole('link', { name: user === 'user-1' ? 'List instances: lab-host' : 'Stop: lab-host' }).click();
    await student.getByRole('button', { name: /^Call (DescribeInstances|StopInstances)$/ }).click();
    await expect(student.getByText(user === 'user-3' ? 'The call succeeded' : 'Access denied').first()).toBeVisible();
  }
  await expect(lab.getByRole('status')).toHaveText('7 of 7 checks, 11 of 11 points');

  // The student hands in. The teacher verifies the code and exports all results.
  await lab.getByRole('button', { name: 'Hand in' }).click();
  await student.getByRole('dialog').getByRole('button', { name: 'Hand in' }).click();
  const completion = await lab.getByText(/^GH1-/).first().innerText();
  await expectAccessible(student);
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export results' }).click();
  const results = await readFile(await (await downloading).path(), 'utf8');
  expect(results).toMatch(/Noor Haddad,.*,handed in,.*,11,11,100,/);
  expect(results).toContain(completion);
  await page.getByRole('link', { name: 'Verify codes' }).click();
  await page.getByLabel('Text with completion codes').fill(completion);
  await page.getByRole('button', { name: 'Verify codes' }).click();
  await expect(page.getByRole('row', { name: /Noor Haddad/ })).toContainText('100');
  await other.close();

  // The teacher creates another class for the next test.
  await page.goto(`${gatehouse.baseUrl}/class/create`);
  await page.getByLabel('Name').fill('Room without telephones');
  await page.getByLabel('List of students').fill('id,name\n1,Ana\n1,Ana\n3,');
  await page.getByRole('button', { name: 'Create class' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Line 3: The id 1 is already in line 2.' })).toContainText('Line 4');
  await expectAccessible(page);
  await page.getByLabel('List of students').fill('');
  await page.getByRole('button', { name: 'Create class' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Room without telephones' })).toBeVisible();
  roomCode = await shownCode(page);
  await page.getByRole('link', { name: 'Assignments', exact: true }).first().click();
  await page.getByRole('button', { name: 'Add scenario' }).first().click();
  await page.getByRole('radio', { name: /^MFA for everyone/ }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Add scenario' }).click();
  await expect(page.getByRole('heading', { level: 3 }).first()).toBeVisible();
  await page.getByRole('link', { name: 'All assignments' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'All assignments' })).toBeVisible();
  await expectAccessible(page);

  // A third class has scenarios that its students solve in the shell.
  await page.goto(`${gatehouse.baseUrl}/class/create`);
  await page.getByLabel('Name').fill('Telephones only');
  await page.getByRole('button', { name: 'Create class' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Telephones only' })).toBeVisible();
  shellCode = await shownCode(page);
  await page.getByRole('link', { name: 'Assignments', exact: true }).first().click();
  for (const title of IN_THE_SHELL) {
    await page.getByRole('button', { name: 'Add scenario' }).first().click();
    await page.getByRole('radio', { name: new RegExp(`^${title}`) }).check();
    await page.getByRole('dialog').getByRole('button', { name: 'Add scenario' }).click();
    await expect(page.getByRole('heading', { level: 3, name: title })).toBeVisible();
  }
});

/** Returns the join code that a class's page shows. */
async function shownCode(page: Page): Promise<string> {
  const code = page.getByText(/^[2-9A-Z]{3} [2-9A-Z]{3}$/).first();
  return (await code.innerText()).replace(' ', '');
}

/** Returns the IPv4 address of this machine in the local network. */
function lanAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}

/** Returns whether the center of an element is visible and not covered. */
function isOnTop(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });
}

for (const width of [1440, 390])
  test(`a student at a LAN address, ${width} wide, sets up MFA with the authenticator of the lab`, async ({ browser }) => {
    const address = lanAddress();
    test.skip(address === undefined, 'this machine has no address but loopback');
    const context = await browser.newContext({ viewport: { width, height: 844 } });
    const student = await context.newPage();
    const { port } = new URL(gatehouse.baseUrl);
    await student.goto(`http://${address}:${port}/join?code=${roomCode}`);
    await student.getByLabel('Your name').fill(`Student ${width}`);
    await student.getByRole('button', { name: 'Join' }).click();
    await student.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(student.getByText(/of \d+ checks/).first()).toBeVisible();
    const pages = new URL(student.url());
    await student.goto(new URL(pages.pathname.replace('/home', '/iam/security-credentials'), pages).href);
    await student.getByRole('button', { name: 'Assign MFA device' }).click();
    const dialog = student.getByRole('dialog');
    // Methods that work come first. The others say why they do not.
    await expect(dialog.getByRole('radio').first()).toBeChecked();
    await expect(dialog.getByText('Passkeys don’t work at this address')).toBeVisible();
    await expect(dialog.getByRole('radio', { name: /Passkey/ })).toBeDisabled();
    await expectAccessible(student);
    await dialog.getByRole('button', { name: 'Next' }).click();
    await dialog.getByRole('button', { name: 'Scan with the lab’s authenticator' }).click();
    await expect(dialog.getByLabel('MFA code 1')).toHaveValue(/^\d{6}$/);
    await expectAccessible(student);
    await dialog.getByRole('button', { name: 'Assign MFA', exact: true }).click();
    await expect(student.getByText(/is assigned/).first()).toBeVisible();
    if (width < 1280) {
      // On a phone, the lab is a bar with the current step.
      const bar = student.getByRole('button', { name: /Step 1: .* checks/ });
      await expect(bar).toBeVisible();
      await expectAccessible(student);
      // The buttons of a long form stay visible above the bar.
      await student.goto(new URL(pages.pathname.replace('/home', '/iam/roles/create'), pages).href);
      await expect(bar).toBeVisible();
      await expect.poll(() => isOnTop(student.getByRole('button', { name: 'Next' }))).toBe(true);
      await bar.click();
    }
    const lab = student.getByRole('complementary', { name: 'Lab' });
    await expect(lab.getByText(/^\d{6}$/).first()).toBeVisible();
    if (width < 1280) {
      await lab
        .getByRole('link', { name: /^Go to / })
        .first()
        .click();
      await expect(student.getByRole('button', { name: /Step 1: .* checks/ })).toBeVisible();
      await expect(lab).toBeHidden();
    }
    await context.close();
  });

/** The lines that solve each scenario, and the last words of the lab's status then. Answers to questions are given in the lab. */
const SOLUTIONS: Readonly<Record<(typeof IN_THE_SHELL)[number], { lines: readonly string[]; points: RegExp }>> = {
  'Groups and job functions': {
    lines: [
      'add() { aws iam add-user-to-group --user-name $1 --group-name $2; }',
      'add user-1 S3-Support; add user-2 EC2-Support; add user-3 EC2-Admin',
      "HOST=$(aws ec2 describe-instances --query 'Reservations[0].Instances[0].InstanceId' --output text)",
      'aws ec2 describe-instances --profile user-1',
      'for user in user-2 user-3; do aws ec2 stop-instances --instance-ids $HOST --profile $user; done',
    ],
    points: /11 of 11 points/,
  },
  'An explicit deny always wins': {
    lines: [
      "ARN=$(aws iam list-policies --scope Local --query 'Policies[?PolicyName==`NoTampering`].Arn' --output text)",
      'aws iam get-policy-version --policy-arn $ARN --version-id v1 --query PolicyVersion.Document > old.json',
      `jq '.Statement[0] as $old
  | ($old.Resource | if type == "array" then .[0] else . end) as $bucket
  | .Statement = [
      $old + {Action: ["s3:DeleteObject", "s3:PutBucketPolicy"]},
      {Sid: "OnlyTheInbox", Effect: "Deny", Action: "s3:PutObject", NotResource: ($bucket + "/inbox/*")}
    ]' old.json > new.json`,
      'aws iam create-policy-version --policy-arn $ARN --policy-document file://new.json --set-as-default',
    ],
    points: /4 of 6 points/,
  },
  'Back to an earlier version': {
    lines: [
      'export AWS_PROFILE=petra',
      "ARN=$(aws iam list-policies --scope Local --query 'Policies[0].Arn' --output text)",
      `for v in v1 v2 v3 v4 v5; do
  aws iam get-policy-version --policy-arn $ARN --version-id $v --query PolicyVersion.Document |
    jq -e '.Statement[0] | .Effect == "Allow" and .Action == "*"' > /dev/null && WIDE=$v
done`,
      'aws iam set-default-policy-version --policy-arn $ARN --version-id $WIDE && aws iam create-user --user-name proof-1',
      'unset AWS_PROFILE',
      'aws iam set-default-policy-version --policy-arn $ARN --version-id v1',
      'aws iam delete-policy-version --policy-arn $ARN --version-id $WIDE',
    ],
    points: /10 of 10 points/,
  },
};

for (const title of IN_THE_SHELL)
  test(`a student solves “${title}” in the shell alone, on a telephone`, async ({ browser }) => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const student = await context.newPage();
    await student.goto(`${gatehouse.baseUrl}/join?code=${shellCode}`);
    await student.getByLabel('Your name').fill(`Student of ${title}`);
    await student.getByRole('button', { name: 'Join' }).click();
    await student
      .getByRole('listitem')
      .filter({ hasText: title })
      .getByRole('button', { name: /^Start/ })
      .click();
    const bar = student.getByRole('button', { name: /Step 1: .* checks/ });
    await expect(bar).toBeVisible();
    await openShell(student);
    const { lines, points } = SOLUTIONS[title];
    for (const line of lines) await runLine(student, line);
    await expectAccessible(student);
    await student.getByRole('region', { name: 'Shell', exact: true }).getByRole('button', { name: 'Close shell' }).click();
    await student.getByRole('button', { name: /checks/ }).click();
    await expect(student.getByRole('complementary', { name: 'Lab' }).getByRole('status')).toHaveText(points);
    await context.close();
  });
