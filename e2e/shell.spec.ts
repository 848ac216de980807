import { paths } from '../lib/console/paths';
import { expectAccessible } from './accessible';
import { expect, test } from './fixtures';
import { documentOf, furnishConsoleUser, furnishInlinePolicy } from './furnish';
import { expectFitsPhone } from './good-page';
import { actAsUser, openAccount } from './session';
import { openShell, runLine as run } from './terminal';

const PASSWORD = 'Journey-shell-1';

test('a command in the shell changes the account, and the page shows it', async ({ page }) => {
  const account = await openAccount(page);
  await page.goto(paths.users);
  await openShell(page);
  await expect(await run(page, 'aws sts get-caller-identity')).toContainText(`"Arn": "arn:aws:iam::${account.id}:root"`);
  await expect(await run(page, 'aws iam create-user --user-name lena --query User.Arn --output text')).toContainText(
    `arn:aws:iam::${account.id}:user/lena`,
  );
  await expect(page.getByRole('link', { name: 'lena', exact: true })).toBeVisible();
  await expectAccessible(page);

  // Variables, pipes and loops.
  await expect(
    await run(page, 'for n in ana ben; do aws iam create-user --user-name $n; done | jq -r .User.UserName'),
  ).toContainText('ana\nben');
  await run(page, 'N=$(aws iam list-users --query "length(Users)")');
  await expect(await run(page, 'echo "there are $N"')).toContainText('there are 3');

  // The shell stays open on the next page, and after a reload it is open again.
  await page.getByRole('navigation').getByRole('link', { name: 'Roles' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: /^Roles/ })).toBeVisible();
  await expect(await run(page, 'echo still $N')).toContainText('still 3');
  await page.reload();
  await expect(page.getByRole('textbox', { name: /^Command of/ })).toBeVisible();
});

test('a denied command links to its decision, and Ctrl+C ends an endless loop', async ({ page }) => {
  const account = await openAccount(page);
  await furnishConsoleUser(page, 'maria', PASSWORD);
  const statement = { Effect: 'Allow', Action: ['cloudshell:*', 'iam:GetUser'], Resource: '*' };
  await furnishInlinePolicy(page, 'maria', 'shell', documentOf(statement));
  await actAsUser(page, account.id, 'maria', PASSWORD);
  await page.goto(paths.home);
  const prompt = await openShell(page);
  const denied = await run(page, 'aws iam list-users');
  await expect(denied).toContainText('not authorized to perform: iam:ListUsers');
  await expect(await run(page, 'gatehouse why')).toContainText('iam:ListUsers');

  await prompt.fill('while true; do :; done');
  await prompt.press('Enter');
  await expect(prompt).not.toBeEditable();
  await prompt.press('Control+c');
  await expect(prompt).toBeEditable({ timeout: 5_000 });
  await expect(await run(page, 'echo alive')).toContainText('alive');

  await page.getByRole('link', { name: 'Why? Open the decision' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('troubleshoot', { ignoreCase: true });
});

test('Tab completes a service, an operation, an option and a user who exists', async ({ page }) => {
  await openAccount(page);
  await page.goto(paths.users);
  const prompt = await openShell(page);
  await run(page, 'for n in lena leo; do aws iam create-user --user-name $n --query User.UserName; done');
  const answers = page.getByRole('region', { name: /^Commands and answers/ }).getByRole('listitem');
  const status = page.getByRole('status').filter({ hasText: /completion/i });

  // The keyboard alone writes the command.
  await prompt.focus();
  await page.keyboard.type('aws ia');
  await page.keyboard.press('Tab');
  await expect(prompt).toHaveValue('aws iam ');
  await page.keyboard.type('get-us');
  await page.keyboard.press('Tab');
  await expect(prompt).toHaveValue('aws iam get-user');
  await expect(status).toHaveText('2 completions');
  const list = page.getByRole('listbox', { name: 'Completions' });
  const first = list.getByRole('option', { name: 'get-user', exact: true });
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await expect(first).toBeInViewport({ ratio: 1 });
  await expectAccessible(page);
  await page.keyboard.press('Tab');
  await expect(prompt).toHaveValue('aws iam get-user ');
  await page.keyboard.type('--us');
  await page.keyboard.press('Tab');
  await expect(prompt).toHaveValue('aws iam get-user --user-name ');
  await page.keyboard.type('l');
  await page.keyboard.press('Tab');
  await expect(prompt).toHaveValue('aws iam get-user --user-name le');
  await page.keyboard.press('ArrowDown');
  await expect(prompt).toHaveAttribute('aria-activedescendant', /./);
  await expect(list.getByRole('option', { name: 'leo' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(prompt).toHaveValue('aws iam get-user --user-name leo ');
  await page.keyboard.press('Enter');
  await expect(answers.last()).toContainText('"UserName": "leo"');

  // A file whose name has a blank is one word.
  await run(page, "echo hello > 'my notes.txt'");
  await page.keyboard.type('cat my');
  await page.keyboard.press('Tab');
  await expect(prompt).toHaveValue('cat my\\ notes.txt ');
  await page.keyboard.press('Enter');
  await expect(answers.last().getByRole('heading')).toContainText('cat my');
  await expect(answers.last()).toContainText('hello');
  await expect(prompt).toBeEditable();

  // Without a match, a screen reader hears so, and the word stays.
  await page.keyboard.type('aws nothing-like-this');
  await page.keyboard.press('Tab');
  await expect(status).toHaveText('No completions');
  await expect(prompt).toHaveValue('aws nothing-like-this');
});

test('a user without permission for CloudShell gets no shell, with the reason', async ({ page }) => {
  const account = await openAccount(page);
  await furnishConsoleUser(page, 'finn', PASSWORD);
  await actAsUser(page, account.id, 'finn', PASSWORD);
  await page.goto(paths.home);
  await page.getByRole('button', { name: 'Open shell' }).click();
  const shell = page.getByRole('region', { name: 'Shell' });
  await expect(shell.getByText('The shell could not be opened')).toBeVisible();
  await expect(shell).toContainText('cloudshell:');
  await expectAccessible(page);
});

test('files stay in the home folder, and the shell fits a phone', async ({ page }) => {
  await openAccount(page);
  await page.goto(paths.shell);
  await expect(page.getByRole('textbox', { name: /^Command of/ })).toBeVisible();
  await run(page, `echo '{"a": [1, 2]}' > numbers.json`);
  await page.reload();
  await expect(await run(page, 'jq -c .a numbers.json')).toContainText('[1,2]');
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(paths.home);
  await page.getByRole('button', { name: 'Open shell' }).click();
  await expect(await run(page, 'cat numbers.json')).toContainText('"a"');
  await expectFitsPhone(page);
});
