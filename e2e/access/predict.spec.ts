import { paths } from '../../lib/console/paths';
import { expect, test } from '../fixtures';
import { expectFitsPhone, expectGoodPage } from '../good-page';
import { openAccount } from '../session';

test('Predict reveals the decision after a prediction, goes to the next question and starts again', async ({ page }) => {
  await openAccount(page);
  await expectGoodPage(page, paths.predict());
  await expectFitsPhone(page);
  await page.getByRole('radio', { name: 'Allowed' }).check();
  await page.getByRole('button', { name: 'Submit prediction' }).click();
  await expect(page.getByRole('heading', { name: 'Result of each level' })).toBeVisible();
  await expect(page.getByText('Your predictions')).toBeVisible();
  await page.getByRole('button', { name: 'Next question' }).click();
  await expect(page.getByRole('heading', { name: 'Question 2 of 30' })).toBeVisible();
  await page.getByRole('button', { name: 'Start again' }).click();
  await expect(page.getByRole('heading', { name: 'Question 1 of 30' })).toBeVisible();
});
