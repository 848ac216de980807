import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { DIALOG, dialogsOf, isNewView } from './view';

/**
 * Axe finds nothing on the page as it is now, in either theme; where a dialog lies over it, in the dialog: the page is looked at without
 * it. A view that was looked at in this run (view.ts) is not looked at again.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  if (!(await isNewView(page))) return;
  await expectNothing(await axe(page));
  // The dark theme has other colours and nothing else, so only what they tell is looked at again.
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNothing((await axe(page)).withRules(['color-contrast', 'link-in-text-block']));
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Axe finds nothing on what is there, loading or not, but for what some rules would find. */
export async function expectAccessibleBut(page: Page, rules: string[]): Promise<void> {
  await expectNothing((await axe(page)).disableRules(rules));
}

/** Axe in the page itself, which has no frames: the way that may look into them opens a page each time to put the parts together. */
async function axe(page: Page): Promise<AxeBuilder> {
  const builder = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  builder.exclude('[data-base-ui-focus-guard]');
  return (await dialogsOf(page).count()) > 0 ? builder.include(DIALOG) : builder;
}

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
