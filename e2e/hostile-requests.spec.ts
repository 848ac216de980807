import { expect, test } from './fixtures';

// Requests that Next answers with 500, and responses that other sites must not get. Unit tests have all cases. This test shows
// that the server checks them.
test('the server refuses malformed requests and requests from other origins or hosts with 4xx errors', async ({
  request,
  apiUrl,
}) => {
  const html = await (await request.get('/sign-in')).text();
  const action = /&quot;id&quot;:&quot;([0-9a-f]+)/.exec(html)?.[1] ?? '';
  expect(action).not.toBe('');
  const status = async (data: string, headers: Record<string, string>) =>
    (await request.post('/sign-in', { data, headers })).status();
  expect(await status('', { origin: 'http://evil.test' })).toBe(403);
  expect(await status('x'.repeat(1088 * 1024 + 1), { 'content-type': 'text/plain' })).toBe(413);
  for (const body of ['', 'x', '1', 'null', '["$1"]', '["$F1"]'])
    expect([body, await status(body, { 'next-action': action, 'content-type': 'text/plain' })]).toEqual([body, 400]);
  for (const type of ['multipart/form-data', 'multipart/form-data; boundary=x']) {
    expect([type, await status('zzz', { 'content-type': type })]).toEqual([type, 400]);
    expect([type, await status('zzz', { 'next-action': action, 'content-type': type })]).toEqual([type, 400]);
  }
  expect((await request.get('/%')).status()).toBe(400);
  for (const url of ['/api/health', `${apiUrl}/_gatehouse/health`])
    expect([url, (await request.get(url, { headers: { host: 'evil.test' } })).status()]).toEqual([url, 421]);
  expect((await request.get('/api/health', { headers: { 'x-forwarded-host': 'evil.test' } })).status()).toBe(200);
});
