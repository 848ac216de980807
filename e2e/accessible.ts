import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Axe finds nothing on the page as it is now; where a dialog lies over it, in the dialog: the page is looked at without it. */
export async function expectAccessible(page: Page): Promise<void> {
  // The policy editor scrolls with the caret in it, which axe does not see.
  const editing = (await page.locator('.cm-scroller').count()) > 0;
  const builder = axe(page).options({ rules: { 'scrollable-region-focusable': { enabled: !editing } } });
  const dialogs = await page.getByRole('dialog').or(page.getByRole('alertdialog')).count();
  await expectNothing(dialogs > 0 ? builder.include('[role="dialog"], [role="alertdialog"]') : builder);
}

/** Axe finds nothing on the page in either theme. The dark one has other colours and nothing else, so only they are looked at again. */
export async function expectAccessibleInBothThemes(page: Page): Promise<void> {
  // Without motion: colours that are still on their way to the other theme have any contrast.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await expectNothing(axe(page).withRules('color-contrast'));
}

const axe = (page: Page) => new AxeBuilder({ page }).exclude('[data-base-ui-focus-guard]');

async function expectNothing(builder: AxeBuilder): Promise<void> {
  const { violations } = await builder.analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)).toEqual([]);
}
