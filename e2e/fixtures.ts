import { test as base, expect, type Page } from '@playwright/test';

type Fixtures = {
  /** The address of the wire API, for a journey's AWS SDK clients. */
  apiUrl: string;
  /** Errors that a test provokes. All others fail it. Set with `test.use`. */
  expectedErrors: RegExp | null;
  watchErrors: undefined;
};

/**
 * Playwright's test. It fails if a page reports an error: an uncaught exception, a console error or a response of 500 or more.
 * React reports a hydration mismatch as a console error.
 */
export const test = base.extend<Fixtures>({
  browser: [
    async ({ browser }, use) => {
      const newContext = browser.newContext.bind(browser);
      browser.newContext = async (options) => {
        const context = await newContext(options);
        // session.ts submits the sign-in form without the page, so the console would ask whether the user signed in.
        await context.addInitScript(noteSignIn);
        const newPage = context.newPage.bind(context);
        context.newPage = async () => waiting(await newPage());
        return context;
      };
      await use(browser);
    },
    { scope: 'worker' },
  ],
  apiUrl: async ({ baseURL: _ }, use) => use(process.env.API_URL ?? 'http://localhost:4566'),
  expectedErrors: [null, { option: true }],
  watchErrors: [
    async ({ context, expectedErrors }, use) => {
      const errors: string[] = [];
      const report = (error: string) => {
        if (!expectedErrors?.test(error)) errors.push(error);
      };
      context.on('weberror', (error) => report(`uncaught: ${error.error().stack ?? error.error().message}`));
      context.on('console', (message) => {
        if (message.type() === 'error') report(`console: ${message.text()} (${message.location().url})`);
      });
      context.on('response', (response) => {
        if (response.status() >= 500) report(`answer: ${response.status()} ${response.request().method()} ${response.url()}`);
      });
      await use(undefined);
      expect(errors, 'errors reported by the pages of this test').toEqual([]);
    },
    { auto: true },
  ],
});

/** Records in each document that this browser submitted a sign-in form (lib/console/session/begun-here.ts). */
function noteSignIn(): void {
  try {
    localStorage.setItem('gatehouse-signing-in', String(Date.now()));
  } catch {
    // Sandboxed documents have no `localStorage`.
  }
}

/**
 * Returns whether React has hydrated the document and its data is loaded. Before that, clicks have no effect, and buttons can
 * move.
 */
function isAlive(): boolean {
  const main = document.querySelector('main');
  // Some pages are plain HTML, such as the one about too many cookies.
  const isReact = document.querySelector('script[src*="/_next/"]') !== null;
  if (main === null || !isReact) return true;
  // The page of components has examples that load forever.
  const isLoading = [...main.querySelectorAll('[aria-busy="true"]')].some((busy) => busy.closest('[data-file]') === null);
  return Object.keys(main).some((key) => key.startsWith('__react')) && !isLoading;
}

/** Makes `goto` and `reload` wait until React has hydrated the page and its data is loaded. */
function waiting(page: Page): Page {
  const goto = page.goto.bind(page);
  const reload = page.reload.bind(page);
  page.goto = async (...how) => {
    const response = await goto(...how);
    await waitUntilAlive(page);
    return response;
  };
  page.reload = async (...how) => {
    const response = await reload(...how);
    await waitUntilAlive(page);
    return response;
  };
  return page;
}

/** Waits until a page that a link opened is hydrated and loaded. `goto` and `reload` already wait. */
export async function waitUntilAlive(page: Page): Promise<void> {
  await page.waitForFunction(isAlive);
}

export { expect };
