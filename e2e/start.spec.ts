import { expect, test } from './fixtures';

test('one start serves the console and the wire API, and both report that they are healthy', async ({ request, apiUrl }) => {
  for (const url of ['/api/health', `${apiUrl}/_gatehouse/health`]) {
    const answer = await request.get(url);
    expect(answer.status()).toBe(200);
    expect(await answer.json()).toEqual({
      status: 'ok',
      eventLoopDelay: { p99Ms: expect.any(Number), maxMs: expect.any(Number) },
    });
  }
});

test('the development endpoint for reloading code does not exist in the build', async ({ request }) => {
  expect((await request.get('/api/development/wire-api')).status()).toBe(404);
});

test('every icon and manifest of a page exists', async ({ page, request }) => {
  await page.goto('/sign-in');
  const links = page.locator('link[rel="manifest"], link[rel="icon"], link[rel="apple-touch-icon"]');
  const hrefs = await links.evaluateAll((all) => all.map((link) => (link as HTMLLinkElement).href));
  expect(hrefs).toHaveLength(4);
  const manifest = await (await request.get('/manifest.webmanifest')).json();
  for (const href of [...hrefs, ...manifest.icons.map(({ src }: { src: string }) => src)]) {
    const answer = await request.get(href);
    expect([href, answer.status(), answer.headers()['content-type']]).toEqual([
      href,
      200,
      expect.stringMatching(/^(image|application)\//),
    ]);
  }
});
