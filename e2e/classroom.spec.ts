import { expectAccessible } from './accessible';
import { expect, test } from './fixtures';

const PASSWORD = 'Gatehouse-demo-1';

test('a class comes in by a code, works in accounts of its own, and its teacher sees how far each is', async ({
  page,
  browser,
}) => {
  // The teacher: a class, and a scenario for it.
  await page.goto('/class/sign-in');
  await page.getByLabel('Name').fill('Karin Vold');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Classes' })).toBeVisible();
  await page.getByRole('link', { name: 'Create class' }).first().click();
  await page.getByLabel('Name').fill('Journey of a class');
  await page.getByLabel('List of students').fill('Noor Haddad, A\nFelix Aune');
  await page.getByRole('button', { name: 'Create class' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Journey of a class' })).toBeVisible();
  const matrix = page.url();
  await page.getByRole('link', { name: 'Assignments' }).first().click();
  await page.getByRole('button', { name: 'Add a scenario' }).first().click();
  await page.getByRole('radio', { name: /Groups and job functions/ }).check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('heading', { level: 3, name: 'Groups and job functions' })).toBeVisible();
  await page.goto(matrix);
  const code = (
    await page
      .getByText(/^[2-9A-Z]{3} [2-9A-Z]{3}$/)
      .first()
      .innerText()
  ).replace(' ', '');

  // A student, in a browser of its own.
  const other = await browser.newContext();
  const student = await other.newPage();
  await student.goto(`/join?code=${code}`);
  await expectAccessible(student);
  await student.getByRole('radio', { name: 'Noor Haddad' }).check();
  await student.getByRole('button', { name: 'Join' }).click();
  await student.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(student.getByText('holds').first()).toBeVisible();
  await expectAccessible(student);
  await student.getByLabel('Ask your instructor').fill('Which group is it?');
  await student.getByRole('button', { name: 'Ask for help' }).click();
  await expect(student.getByText('Which group is it?').first()).toBeVisible();

  // The teacher sees it without loading the page again, and answers.
  const row = page.getByRole('row', { name: /Noor Haddad/ });
  await expect(row.getByText('help')).toBeVisible();
  await expect(row.getByText('holds').first()).toBeVisible();
  await row.getByRole('button', { name: 'Noor Haddad' }).click();
  await page.getByLabel('Your answer').fill('Read what each allows.');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(student.getByText(/Read what each allows\./)).toBeVisible();
  await other.close();
});
