import type { Page } from '@playwright/test';
import { paths } from '../../lib/console/paths';
import { writeInto } from '../editor';
import { expect, test } from '../fixtures';
import { documentOf, furnishCall, furnishPolicy, furnishUserWith } from '../furnish';
import { openAccount } from '../session';

/** Expects that the verdict of the last question has the focus, and that all of it is visible below the top bar. */
async function expectVerdictInSight(page: Page, text: RegExp): Promise<void> {
  const verdict = page.locator('[data-verdict]:focus');
  await expect(verdict).toContainText(text);
  // The verdict gets the focus before the page has finished scrolling.
  await expect(async () => {
    const { top, bottom, bar } = await verdict.evaluate((element) => {
      const box = element.getBoundingClientRect();
      return { top: box.top, bottom: box.bottom, bar: document.querySelector('header')?.getBoundingClientRect().bottom ?? 0 };
    });
    expect(top, 'under the top bar').toBeGreaterThanOrEqual(bar);
    expect(bottom, 'above the end of the window').toBeLessThanOrEqual(page.viewportSize()?.height ?? 0);
  }).toPass({ timeout: 10_000 });
}

const READ = documentOf({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
const WIDER = documentOf({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
const TESTS = `version: 1
tests:
  - name: Ana reads reports
    allow: { principal: user/ana, action: s3:GetObject, resource: "*" }
`;

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test.describe(`the console in a window ${viewport.width} pixels wide`, () => {
    test.use({ viewport });

    test('focuses the answer and scrolls it into view on every page that answers', async ({ page }) => {
      const { id } = await openAccount(page);
      await furnishUserWith(page, 'ana', 'Reports', READ);
      await furnishUserWith(page, 'ben', 'Storage', WIDER);
      const ana = `arn:aws:iam::${id}:user/ana`;

      await page.goto(paths.access({ principal: ana, ask: 'true' }));
      await page.getByLabel('Action', { exact: true }).fill('s3:PutObject');
      await page.getByLabel('Resource', { exact: true }).fill('arn:aws:s3:::reports/a');
      await page.getByRole('button', { name: 'Ask', exact: true }).click();
      await expectVerdictInSight(page, /denied|not allowed/i);
      // The same question moves the focus again, although the verdict doesn't change.
      await page.getByRole('button', { name: 'Ask', exact: true }).click();
      await expectVerdictInSight(page, /denied|not allowed/i);
      await page.getByLabel('Action', { exact: true }).fill('s3:GetObject');
      await page.getByRole('button', { name: 'Ask', exact: true }).press('Enter');
      await expectVerdictInSight(page, /Allowed/);

      await page.goto(paths.whoCan());
      await page.getByLabel('Action', { exact: true }).fill('s3:GetObject');
      await page.getByRole('button', { name: 'Find principals' }).click();
      await expectVerdictInSight(page, /of \d+ principals/);
      await page.getByRole('tab', { name: 'Access of a principal' }).click();
      await page.getByRole('combobox', { name: 'Principal' }).fill('ben');
      await page.getByRole('option', { name: /^ben/ }).click();
      await page.getByLabel('Resource', { exact: true }).fill('arn:aws:s3:::reports');
      await page.getByRole('button', { name: 'Find permissions' }).click();
      await expectVerdictInSight(page, /actions on the resource/);

      await page.goto(paths.simulator({ principal: ana }));
      await page.getByRole('combobox', { name: 'Service' }).fill('s3');
      await page
        .getByRole('option', { name: /S3\s*s3$/ })
        .first()
        .click();
      await page.getByRole('combobox', { name: 'Actions' }).fill('s3:GetObject');
      await page.getByRole('option', { name: /^s3:GetObject\s*(Read|Write)/ }).click();
      await page.getByRole('button', { name: 'Run simulation' }).click();
      await expectVerdictInSight(page, /1 of 1 allowed/);

      await page.goto(paths.compare({ left: ana }));
      await page.getByRole('combobox', { name: 'Right' }).fill('ben');
      await page.getByRole('option', { name: /^ben/ }).click();
      await expectVerdictInSight(page, /only ana can do/);

      await page.goto(paths.fromActivity());
      await page.getByRole('combobox', { name: 'Principal' }).fill('ana');
      await page.getByRole('option', { name: /^ana/ }).click();
      await expectVerdictInSight(page, /Answer/);

      await page.goto('/security/policy-checks');
      await page.getByLabel('Existing policy', { exact: true }).fill(READ);
      await page.getByLabel('New policy').fill(WIDER);
      await page.getByRole('button', { name: 'Check', exact: true }).click();
      await expectVerdictInSight(page, /Failed/);
      await page.getByLabel('New policy').fill(READ);
      await page.getByRole('button', { name: 'Check', exact: true }).click();
      await expectVerdictInSight(page, /Passed/);

      await page.goto(paths.tryIt({ action: 'sqs:ListQueueTags', resource: `arn:aws:sqs:us-east-1:${id}:jobs` }));
      await page.getByRole('button', { name: 'Check only' }).click();
      await expectVerdictInSight(page, /Allowed/);

      await page.goto(paths.createAccessTests);
      await page.getByLabel('Tests', { exact: true }).fill(TESTS);
      await page.getByLabel('Name', { exact: true }).fill('a.access.yaml');
      await page.getByRole('button', { name: 'Create test file' }).click();
      await page.getByRole('button', { name: 'Run again' }).click();
      await expectVerdictInSight(page, /1 passed/);

      await page.goto(paths.troubleshooter());
      await page.getByLabel('Authorization ID').fill('00000000-0000-0000-0000-000000000000');
      await page.getByRole('button', { name: 'Open', exact: true }).click();
      await expectVerdictInSight(page, /./);
    });

    test('prints a decision without navigation and buttons, and returns focus after editing tags', async ({ page }) => {
      const { id } = await openAccount(page);
      await furnishUserWith(page, 'ana', 'Reports', READ);
      await page.goto(paths.decision({ principal: `arn:aws:iam::${id}:user/ana`, action: 's3:GetObject', resource: '*' }));
      await expect(page.getByRole('button', { name: 'Go step by step' })).toBeVisible();
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await expect(page.getByText('Result of each level')).toBeVisible();
      for (const name of ['Breadcrumbs', 'Access'])
        await expect(page.getByRole('navigation', { name, exact: true })).toBeHidden();
      for (const name of ['Go step by step', 'Presentation', 'Ask before each step', 'Open navigation'])
        await expect(page.getByRole('button', { name })).toBeHidden();
      const ink = await page.locator('h1').evaluate((element) => getComputedStyle(element).color);
      expect(Math.max(...(ink.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number)), 'dark on white').toBeLessThan(60);
      await page.emulateMedia({ media: 'screen', colorScheme: 'light' });

      await page.goto(`${paths.user('ana')}?tab=tags`);
      await page.getByRole('tab', { name: /^Tags/ }).click();
      await page.getByRole('button', { name: 'Manage tags' }).click();
      await expect(page.getByRole('button', { name: 'Add new tag' })).toBeFocused();
      await page.keyboard.press('Enter');
      await page.getByLabel('Key of tag 1').fill('team');
      await page.getByRole('button', { name: 'Save changes' }).click();
      await expect(page.getByRole('button', { name: 'Manage tags' })).toBeFocused();
    });

    test('shows no errors for an empty policy and does not calculate the impact of an invalid policy', async ({ page }) => {
      const { id } = await openAccount(page);
      const bucket = `reports-${id}`;
      await furnishCall(page, 's3', 'CreateBucket', { Bucket: bucket });
      await page.goto(`/resources/buckets/policy?arn=${encodeURIComponent(`arn:aws:s3:::${bucket}`)}`);
      await expect(page.getByText('Findings appear here.')).toBeVisible();
      await expect(page.getByRole('tab', { name: /^Errors/ })).toHaveCount(0);
      if (viewport.width < 500) await page.getByText('JSON', { exact: true }).click();
      const refused = { Effect: 'Allow', Principal: '*', Action: 's3:FooBar', Resource: `arn:aws:s3:::${bucket}/*` };
      await writeInto(page.getByRole('textbox', { name: /^Policy/ }), documentOf(refused));
      await expect(page.getByText('This is not saved: "Policy has invalid action".').last()).toBeVisible();
      await expect(
        page.getByText('The impact is not calculated because the policy cannot be saved. Policy has invalid action.'),
      ).toBeVisible();
      await expect(page.getByRole('button', { name: 'Retry' })).toHaveCount(0);
    });

    test('restores a policy version and shows Undo in view', async ({ page }) => {
      const { id } = await openAccount(page);
      await furnishUserWith(page, 'ana', 'Reports', READ);
      await furnishPolicy(page, id, 'Grows', [READ, WIDER]);
      await furnishCall(page, 'iam', 'AttachUserPolicy', { UserName: 'ana', PolicyArn: `arn:aws:iam::${id}:policy/Grows` });
      await page.goto(paths.policy(`arn:aws:iam::${id}:policy/Grows`));
      await page.getByRole('tab', { name: 'Policy versions' }).click();
      await page.getByRole('button', { name: 'Actions of version 1' }).click();
      await page.getByRole('menuitem', { name: 'Restore version 1' }).click();
      await expectVerdictInSight(page, /Restore version 1/);
      const restore = page.getByRole('button', { name: 'Restore version 1', exact: true });
      await expect(restore).toBeInViewport({ ratio: 1 });
      await expect(page.getByRole('heading', { name: 'Impact', exact: true })).toBeVisible();
      // The notification comes into view even if the reader has scrolled to the end of the page.
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
      await restore.click();
      await expect(page.getByRole('button', { name: 'Undo' })).toBeInViewport({ ratio: 1 });
      await expect(page.getByRole('region', { name: 'Notifications' }).locator(':focus')).toContainText('Version 1 is now');
      await page.keyboard.press('Tab');
      await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(page.getByText('Version 2 is the default again.')).toBeInViewport();
      await expect(page.getByRole('row', { name: /Version 2/ })).toContainText('Default');
    });
  });
}
