import { ownerOf } from '../../lib/responsibility/model/controls';
import { questionsOf } from '../../lib/responsibility/model/exercise';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { expectFitsPhone } from '../good-page';
import { openAccount } from '../session';

test('the responsibility exercise works by keyboard, and its result remains after a reload', async ({ page }) => {
  await openAccount(page);
  await page.goto('/learn/responsibility/exercise?seed=CLASS7');
  const answers = questionsOf(1, 'CLASS7').map(({ number, kind }) => ownerOf(number, kind).answer);
  const [first = 'P', ...rest] = answers;
  const next = page.getByRole('button', { name: 'Next control' });
  await expect(page.getByRole('group', { name: /Whose job is it with EC2/ })).toBeVisible();

  await page.keyboard.press(first === 'N' ? 'P' : 'N');
  await expect(next).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'Not quite: it is' })).toHaveCount(1);
  await expectAccessible(page);
  await expectFitsPhone(page);

  // The first one comes back after three others.
  const given = [...rest.slice(0, 3), first, ...rest.slice(3)];
  for (const [index, answer] of given.entries()) {
    await page.keyboard.press('Enter');
    await expect(page.getByRole('radio', { name: /^Provider/ })).toBeFocused();
    if (index === 0) {
      for (let step = 0; step < 'PCSN'.indexOf(answer); step += 1) await page.keyboard.press('ArrowDown');
      if (answer === 'P') await page.keyboard.press('Space');
      await page.keyboard.press('Enter');
    } else {
      await page.keyboard.press(answer.toLowerCase());
    }
    await expect(page.getByRole('status').filter({ hasText: 'Right: it is' })).toHaveCount(1);
    await expect(page.getByRole('button', { name: /Next control|View results/ })).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '9 of 10 correct at the first answer' })).toBeFocused();
  await expectAccessible(page);

  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  await expect(page.getByText('9 of 30')).toBeVisible();
  await expect(page.getByRole('group', { name: /Whose job is it with EC2/ })).toBeVisible();
});

test('another service type changes the shared responsibilities and lists the differences', async ({ page }) => {
  await openAccount(page);
  await page.goto('/learn/responsibility');
  await page.getByRole('radio', { name: /Virtual machine/ }).focus();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/\?kind=lambda$/);
  const said = page.getByRole('status').filter({ hasText: 'Lambda, compared with RDS.' });
  await expect(said).toContainText('Now shared: Encryption at rest, keys; Network rules. Moved to you: Backups and restore.');
  await expect(page.getByRole('listitem').filter({ hasText: 'There is a system, but you have no login to it' })).toContainText(
    'Provider',
  );

  await page.goto('/learn/responsibility/worksheet?show=solution');
  await expectAccessible(page);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Solution: who does what' })).toBeVisible();
});
