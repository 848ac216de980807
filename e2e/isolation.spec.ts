import { expect, test } from './fixtures';
import { openAccount } from './session';

test('a session cannot read data of another account by its addresses', async ({ browser, baseURL }) => {
  const one = await (await browser.newContext({ baseURL })).newPage();
  const two = await (await browser.newContext({ baseURL })).newPage();
  const owner = await openAccount(one);
  await openAccount(two);
  for (const page of [one, two]) await page.goto('/home');

  const read = (page: typeof one, service: string, operation: string, input: object) =>
    page.evaluate(
      async ([url]) => {
        // Reads of the console send the page's identity in this header.
        const shown = document.querySelector<HTMLMetaElement>('meta[name="gatehouse-identity"]')?.content ?? '';
        return (await fetch(url ?? '', { headers: { 'x-gatehouse-identity': shown } })).json();
      },
      [`/api/console/${service}/${operation}?input=${encodeURIComponent(JSON.stringify(input))}`],
    );
  const events = await read(one, 'console', 'SearchEvents', {});
  expect(events.ok).toBe(true);
  const eventId: string = events.data.Events[0].eventID;

  const attempts: [string, string, object, string][] = [
    ['console', 'GetEvent', { EventId: eventId }, 'ResourceNotFound'],
    ['iam', 'GetPolicy', { PolicyArn: `arn:aws:iam::${owner.id}:policy/x-y` }, 'AccessDenied'],
    ['organizations', 'DescribeAccount', { AccountId: owner.id }, 'AWSOrganizationsNotInUseException'],
  ];
  for (const [service, operation, input, code] of attempts) {
    const answer = await read(two, service, operation, input);
    expect(answer, `${operation} of another account`).toMatchObject({ ok: false, error: { code } });
    expect(JSON.stringify(answer)).not.toContain(owner.email);
  }
  // A user can ask about principals of any account. The answer must not reveal whether an account exists.
  const nowhere = '999999999999';
  const permissionsOf = async (account: string) =>
    read(two, 'console', 'GetEffectivePermissions', { PrincipalArn: `arn:aws:iam::${account}:root` });
  const [here, elsewhere] = [JSON.stringify(await permissionsOf(owner.id)), JSON.stringify(await permissionsOf(nowhere))];
  expect(here).toContain('"ok":true');
  expect(here.replaceAll(owner.id, nowhere)).toBe(elsewhere);
  await two.goto(`/access?principal=${encodeURIComponent(`arn:aws:iam::${owner.id}:root`)}`);
  await expect(two.locator('main')).toContainText('are only visible there');
  await expect(two.locator('main')).not.toContainText(owner.email);
  await two.goto(`/access/events/${eventId}`);
  await expect(two.locator('main')).toContainText('does not exist in this account');
  await expect(two.locator('main')).not.toContainText(owner.email);
});

test('the console requires a session and accepts no write with GET', async ({ request }) => {
  const anonymous = await request.get('/api/console/iam/ListUsers');
  expect(anonymous.status()).toBe(401);
  const write = await request.get(`/api/console/iam/CreateUser?input=${encodeURIComponent('{"UserName":"x"}')}`);
  expect(write.status()).toBe(404);
  const page = await request.get('/iam/users', { maxRedirects: 0 });
  expect(page.status()).toBe(307);
  expect(page.headers().location).toContain('/sign-in?next=%2Fiam%2Fusers');
});

test('pages have a strict content security policy with a new nonce per response', async ({ request }) => {
  const nonceOf = async () => {
    const { 'content-security-policy': policy = '', ...headers } = (await request.get('/sign-in')).headers();
    expect(policy).not.toContain("script-src 'self' 'unsafe-inline'");
    expect(policy).toContain("object-src 'none'");
    expect(headers['x-frame-options']).toBe('SAMEORIGIN');
    expect(headers['x-content-type-options']).toBe('nosniff');
    return /'nonce-([^']+)'/.exec(policy)?.[1];
  };
  const [one, two] = [await nonceOf(), await nonceOf()];
  expect(one).toBeTruthy();
  expect(one).not.toBe(two);
});
