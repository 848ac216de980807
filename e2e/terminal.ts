import { expect, type Locator, type Page } from '@playwright/test';

/** Opens the shell of the page and returns its prompt. */
export async function openShell(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Open shell' }).click();
  const prompt = page.getByRole('textbox', { name: /^Command of/ });
  await expect(prompt).toBeFocused();
  return prompt;
}

/** Runs a line and returns its answer, once it has ended. */
export async function runLine(page: Page, line: string): Promise<Locator> {
  const prompt = page.getByRole('textbox', { name: /^Command of/ });
  await expect(prompt).toBeEditable();
  await prompt.fill(line);
  await prompt.press('Escape');
  await prompt.press('Enter');
  const block = page
    .getByRole('region', { name: /^Commands and answers/ })
    .getByRole('listitem')
    .last();
  await expect(block.getByRole('heading')).toContainText(line.split('\n')[0] ?? '');
  await expect(prompt).toBeEditable();
  return block;
}
