import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { DIALOG, dialogsOf, isNewView, listNewShapes, markShapes, noteCheckedShapes } from './view';

/** The rules about colors, which take most of axe's time. */
const COLOURS = ['color-contrast', 'link-in-text-block'];
/**
 * The rule that a document has a title. Next sets the title some milliseconds after it shows a page, so the rule can fail by chance. `axe`
 * waits for the title instead.
 */
const TITLE = 'document-title';
/** Axe's message if no element is left to check. */
const NOTHING_MARKED = 'No elements found for include';
const THEMES = ['dark', 'light'] as const;
const AXE = readFileSync(createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Expects no axe findings on the current page in either theme. If a dialog is open, only the dialog is checked. A view that was
 * checked in this run (view.ts) is skipped. In a new view, colors are only checked for elements of new shapes, because most
 * pages share their frame.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  if (!(await isNewView(page))) return;
  await expectNothing((await axe(page)).disableRules([...COLOURS, TITLE]));
  const added = await listNewShapes(page);
  let isChecked = true;
  // The dark theme only changes colors.
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme });
    isChecked = (await expectColours(page, added)) && isChecked;
  }
  if (isChecked) noteCheckedShapes(added);
}

/** Expects no axe findings about the colors of elements of some shapes. Returns whether any still existed. */
async function expectColours(page: Page, shapes: readonly string[]): Promise<boolean> {
  const marked = await markShapes(page, shapes);
  if (marked === null) return false;
  try {
    await expectNothing((await axe(page, marked)).withRules(COLOURS));
    return true;
  } catch (error) {
    // React can re-create an element without its mark at any time, for example when a list is read again.
    if (!(error instanceof Error && error.message.includes(NOTHING_MARKED))) throw error;
    return expectColours(page, shapes);
  }
}

/** Expects no axe findings on the current page, except for some rules. */
export async function expectAccessibleBut(page: Page, rules: string[]): Promise<void> {
  await expectNothing((await axe(page)).disableRules([...rules, TITLE]));
}

/**
 * Returns a builder that runs axe in the page itself. The default mode opens another page each time to merge the results of frames.
 * @param what a selector of the checked part; default: the open dialog, or the page
 */
async function axe(page: Page, what?: string): Promise<AxeBuilder> {
  await expect(page, 'the page has its title').toHaveTitle(/./);
  // AxeBuilder would load axe twice for every check.
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

/** Returns true for the policy editor, which scrolls with its caret. Axe does not see that, and it can appear during a check. */
function scrollsWithCaret(rule: string, html: string): boolean {
  return rule === 'scrollable-region-focusable' && html.includes('class="cm-scroller"');
}
