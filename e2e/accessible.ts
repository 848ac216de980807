import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { claimNewShapes, DIALOG, dialogsOf, isNewView, markShapes } from './view';

/** The rules about colours, which take most of axe's time. */
const COLOURS = ['color-contrast', 'link-in-text-block'];
/** What axe says where nothing is left of what it was to look at. */
const NOTHING_MARKED = 'No elements found for include';
const THEMES = ['dark', 'light'] as const;
const AXE = readFileSync(createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Axe finds nothing on the page as it is now, in either theme; where a dialog lies over it, in the dialog: the page is looked at without
 * it. A view that was looked at in this run (view.ts) is not looked at again, and of a new one only the colours of elements that no view
 * before had: what surrounds most pages is the same.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  if (!(await isNewView(page))) return;
  await expectNothing((await axe(page)).disableRules(COLOURS));
  const added = await claimNewShapes(page);
  // The dark theme has other colours and nothing else.
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    await expectColours(page, added);
  }
}

/** Axe finds nothing in the colours of elements of some shapes, where there still are any. */
async function expectColours(page: Page, shapes: readonly string[]): Promise<void> {
  const marked = await markShapes(page, shapes);
  if (marked === null) return;
  try {
    await expectNothing((await axe(page, marked)).withRules(COLOURS));
  } catch (error) {
    // React may draw an element anew, without its mark, at any moment: a list was asked for again, the theme drew a chart.
    if (!(error instanceof Error && error.message.includes(NOTHING_MARKED))) throw error;
    await expectColours(page, shapes);
  }
}

/** Axe finds nothing on what is there, loading or not, but for what some rules would find. */
export async function expectAccessibleBut(page: Page, rules: string[]): Promise<void> {
  await expectNothing((await axe(page)).disableRules(rules));
}

/**
 * Axe in the page itself, which has no frames: the way that may look into them opens a page each time to put the parts together.
 * @param what a selector of what it looks at; else all of the dialog that is open, or of the page
 */
async function axe(page: Page, what?: string): Promise<AxeBuilder> {
  // Next sends a page's title after what the page shows.
  await expect(page, 'the page has its title').toHaveTitle(/./);
  // The builder would load it twice whenever it is asked.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const builder = new AxeBuilder({ page, axeSource: 'null' }).options({ resultTypes: ['violations'], preload: false });
  builder.setLegacyMode().exclude('[data-base-ui-focus-guard]');
  if (what) return builder.include(what);
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
