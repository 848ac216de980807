import { expect, test } from './fixtures';

test('one start serves the console and the wire API, and both say that they are healthy', async ({ request, apiUrl }) => {
  for (const url of ['/api/health', `${apiUrl}/_gatehouse/health`]) {
    const answer = await request.get(url);
    expect(answer.status()).toBe(200);
    expect(await answer.json()).toEqual({
      status: 'ok',
      eventLoopDelay: { p99Ms: expect.any(Number), maxMs: expect.any(Number) },
    });
  }
});

test('what reloads code in development is not there', async ({ request }) => {
  expect((await request.get('/api/development/wire-api')).status()).toBe(404);
});
