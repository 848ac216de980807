import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Axe finds nothing on the page as it is now; where a dialog lies over it, in the dialog: the page is looked at without it. */
export async function expectAccessible(page: Page): Promise<void> {
  const builder = axe(page);
  const dialogs = await page.getByRole('dialog').or(page.getByRole('alertdialog')).count();
  await expectNothing(dialogs > 0 ? builder.include('[role="dialog"], [role="alertdialog"]') : builder);
}

/** Axe finds nothing on the page in either theme. The dark one has other colours and nothing else, so only they are looked at again. */
export async function expectAccessibleInBothThemes(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNothing(axe(page).withRules('color-contrast'));
}

const axe = (page: Page) => new AxeBuilder({ page }).exclude('[data-base-ui-focus-guard]');

async function expectNothing(builder: AxeBuilder): Promise<void> {
  const { violations } = await builder.analyze();
  const found = violations.flatMap(({ id, nodes }) => {
    const places = nodes.map(({ html }) => html.slice(0, 160)).filter((html) => !scrollsWithCaret(id, html));
    return places.length > 0 ? [`${id}: ${places.join(' | ')}`] : [];
  });
  expect(found).toEqual([]);
}

/** The policy editor scrolls with the caret in it, which axe does not see. It may appear while axe looks. */
function scrollsWithCaret(rule: string, html: string): boolean {
  return rule === 'scrollable-region-focusable' && html.includes('class="cm-scroller"');
}
