import { expect, type Page } from '@playwright/test';
import { expectWholePage } from './good-page';

/** The viewport for printing: the width of A4 in CSS pixels, without margins of 14 mm. */
const PAPER = { width: 688, height: 1000 };

type Sheet = { headings: string[]; rows: number; flaws: string[] };

/**
 * Expects that a printed page has all headings and table rows of the screen in dark text, in both themes. Buttons, navigation and scroll
 * areas must not be printed.
 */
export async function expectGoodPaper(page: Page, path: string): Promise<void> {
  await expectWholePage(page, path);
  await page.waitForLoadState('networkidle');
  const shown = await page.evaluate(examine);
  const size = page.viewportSize();
  await page.setViewportSize(PAPER);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ media: 'print', colorScheme });
    const { headings, rows, flaws } = await page.evaluate(examine);
    expect.soft(flaws, `${path} on paper, ${colorScheme}`).toEqual([]);
    expect.soft(headings, `${path} keeps its headings`).toEqual(expect.arrayContaining(shown.headings));
    expect.soft(rows, `${path} keeps its rows`).toBeGreaterThanOrEqual(shown.rows);
  }
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  if (size) await page.setViewportSize(size);
}

/** Runs in the page: returns the content of `main`, and the flaws that it would have on paper. */
function examine(): Sheet {
  const isSeen = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.closest('.sr-only') === null;
  const inWords = (element: Element) =>
    `${element.tagName.toLowerCase()} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}" ${element.getAttribute('class')?.slice(0, 60) ?? ''}`;
  const main = document.querySelector('main') ?? document.body;
  const headings = [...main.querySelectorAll('h1, h2, h3')].filter(isSeen).map((heading) => (heading.textContent ?? '').trim());
  const rows = [...main.querySelectorAll('tr:not([aria-hidden])')].filter(isSeen).length;
  const flaws: string[] = [];
  const frame =
    'nav, [role="banner"], body > header, footer[data-shell-chrome], [role="status"][data-flash], [aria-label="Notifications"]';
  for (const element of document.querySelectorAll(frame)) {
    if (isSeen(element)) flaws.push(`frame: ${inWords(element)}`);
  }
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (color: string): number[] => {
    if (!canvas) return [0, 0, 0, 0];
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const channel = (value: number) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const isPaper = (element: Element | null): boolean => {
    if (element === null) return true;
    const style = getComputedStyle(element);
    const isExact = style.getPropertyValue('print-color-adjust') === 'exact';
    return (isExact && (rgba(style.backgroundColor)[3] ?? 0) > 0) || element instanceof SVGElement
      ? false
      : isPaper(element.parentElement);
  };
  for (const element of main.querySelectorAll('*')) {
    if (!isSeen(element) || element.closest('[data-moving-picture], svg') !== null) continue;
    const style = getComputedStyle(element);
    // A combobox is printed, because it shows its value.
    if (element.matches('button:not([role="combobox"]), [role="button"], a')) {
      const isBoxed = style.borderTopWidth !== '0px' && (rgba(style.borderTopColor)[3] ?? 0) > 0;
      const isIcon = (element.textContent ?? '').trim() === '' && element.querySelector('svg') !== null;
      if (isBoxed || isIcon) flaws.push(`button: ${inWords(element)}`);
    }
    const cutAcross = style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
    const cutDown = style.overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1;
    if ((cutAcross || cutDown) && !element.matches('input, textarea, select')) flaws.push(`cut: ${inWords(element)}`);
    const hasText = [...element.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() !== '',
    );
    if (!hasText || !isPaper(element)) continue;
    const [red = 0, green = 0, blue = 0] = rgba(style.color);
    const contrast = 1.05 / (0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue) + 0.05);
    if (contrast < 4.5) flaws.push(`pale (${style.color}): ${inWords(element)}`);
    const { right } = element.getBoundingClientRect();
    if (right > window.innerWidth + 1)
      flaws.push(`beyond the paper by ${Math.round(right - window.innerWidth)}: ${inWords(element)}`);
  }
  return { headings, rows, flaws: flaws.slice(0, 12) };
}
