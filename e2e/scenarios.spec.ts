import { readFile } from 'node:fs/promises';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { expectAccessible } from './accessible';
import { expect, test } from './fixtures';

test('a teacher copies a scenario, replaces it with a zip, publishes it and assigns it to a class', async ({ page }) => {
  await page.goto('/class/sign-in');
  await page.getByLabel('Name').fill('Karin Vold');
  await page.getByLabel('Password').fill('Gatehouse-demo-1');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Classes' })).toBeVisible();
  await page.getByRole('link', { name: 'Scenarios' }).first().click();
  await page.getByLabel('Find').fill('default');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'The default is no' }).click();
  await expect(page.getByText('Comes with Gatehouse')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Copy to draft' }).click();
  await expect(page.getByText('Can be published')).toBeVisible();
  await expectAccessible(page);

  // The author downloads a ZIP file and uploads it again, first with an error and then without.
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  const files = unzipSync(await readFile(await (await coming).path()));
  const name = 'default-is-no-copy/scenario.yaml';
  const text = new TextDecoder().decode(files[name]).replace(/^title:.*$/m, 'title: A scenario of my own');
  const zipOf = (scenario: string) => ({
    name: 'pack.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from(zipSync({ ...files, [name]: strToU8(scenario) })),
  });
  const replaceBy = async (scenario: string) => {
    await page.getByRole('button', { name: 'Replace files' }).click();
    await page.locator('input[type=file]').setInputFiles(zipOf(scenario));
    await page.getByRole('button', { name: 'Replace', exact: true }).click();
  };
  await replaceBy(text.replace(/^level:.*$/m, 'level: 9'));
  await expect(page.getByText('Write 5 or less.')).toBeVisible();
  await expectAccessible(page);
  await replaceBy(text);
  await expect(page.getByRole('heading', { level: 1, name: 'A scenario of my own' })).toBeVisible();
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByText('Published here')).toBeVisible();
  await expectAccessible(page);

  // A class can only use the scenario for practice, because its tests have not run.
  await page.goto('/class/create');
  await page.getByLabel('Name').fill('Class with a scenario of its own');
  await page.getByRole('button', { name: 'Create class' }).click();
  await page.getByRole('link', { name: 'Assignments', exact: true }).first().click();
  await page.getByRole('button', { name: 'Add scenario' }).first().click();
  await page.getByRole('radio', { name: /A scenario of my own/ }).check();
  await expect(page.getByRole('radio', { name: 'Graded' })).toBeDisabled();
  await page.getByRole('dialog').getByRole('button', { name: 'Add scenario' }).click();
  await expect(page.getByRole('heading', { level: 3, name: 'A scenario of my own' })).toBeVisible();
});
