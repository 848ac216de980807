import { paths } from '../../lib/console/paths';
import { newCertificate, newIdentity, privateKeyPem } from '../../lib/core/testing/certificates';
import { expectAccessible } from '../accessible';
import { expect, test } from '../fixtures';
import { furnishConsoleUser } from '../furnish';
import { actAsUser, openAccount } from '../session';

/** The longest certificate name. */
const LONG = 'shop.example.com-'.repeat(8).slice(0, 128);

test('a server certificate is uploaded, renamed, tagged and deleted, and errors appear at their fields', async ({ page }) => {
  const [authority, site, other] = [newIdentity('authority'), newIdentity('site'), newIdentity('other')];
  await openAccount(page);
  await page.goto(paths.serverCertificates);
  await expect(page.getByText('No server certificates')).toBeVisible();
  await page.getByRole('link', { name: 'Upload certificate' }).first().click();
  const submit = page.getByRole('button', { name: 'Upload certificate' });
  await submit.click();
  await expect(page.getByText('Required.')).toHaveCount(3);
  await expectAccessible(page);

  await page.getByLabel('Certificate name').fill(LONG);
  await page.getByLabel('Path').fill('/cloudfront/');
  await page.getByLabel('Certificate body', { exact: true }).fill(newCertificate(site, authority));
  const key = page.getByLabel('Private key', { exact: true });
  await key.fill(privateKeyPem(other));
  await submit.click();
  await expect(page.getByText('The certificate body does not match the private key.')).toBeVisible();
  await expect(key).toHaveAttribute('aria-invalid', 'true');
  await expect(key).toBeFocused();
  await key.fill(privateKeyPem(site));
  const chain = page.getByRole('textbox', { name: /^Certificate chain/ });
  await chain.fill(newCertificate(other));
  await submit.click();
  await expect(page.getByText(/^Unable to validate certificate chain/)).toBeVisible();
  await expect(chain).toHaveAttribute('aria-invalid', 'true');
  await chain.fill(newCertificate(authority));
  await page.getByRole('button', { name: 'Add new tag' }).click();
  await page.getByLabel('Key of tag 1').fill('team');
  await page.getByLabel('Value of tag 1').fill('web');
  await submit.click();

  await expect(page.getByRole('heading', { level: 1, name: LONG })).toBeVisible();
  await expect(page.getByRole('figure', { name: 'Certificate chain' })).toBeVisible();
  await expect(page.getByText(`server-certificate/cloudfront/${LONG}`)).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.goto(paths.serverCertificates);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(page.getByRole('row', { name: new RegExp(LONG.slice(0, 40)) })).toContainText('Valid');
  await expectAccessible(page);

  await page.goto(paths.uploadServerCertificate);
  await page.getByLabel('Certificate name').fill(LONG.toUpperCase());
  await page.getByLabel('Certificate body', { exact: true }).fill(newCertificate(site));
  await key.fill(privateKeyPem(site));
  await submit.click();
  await expect(page.getByText(/^The Server Certificate with name .* already exists\.$/)).toBeVisible();
  await page.getByLabel('Certificate name').fill('shop');
  await submit.click();
  await expect(page.getByRole('heading', { level: 1, name: 'shop' })).toBeVisible();

  await page.getByRole('button', { name: 'Edit' }).click();
  const edit = page.getByRole('dialog', { name: 'Edit server certificate shop' });
  await edit.getByLabel('Certificate name').fill(LONG);
  await edit.getByRole('button', { name: 'Save changes' }).click();
  await expect(edit.getByText(/already exists\.$/)).toBeVisible();
  await expectAccessible(page);
  await edit.getByLabel('Certificate name').fill('store');
  await edit.getByLabel('Path').fill('/web/');
  await edit.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'store' })).toBeVisible();
  await expect(page.getByText('server-certificate/web/store')).toBeVisible();

  await page.goto(paths.serverCertificate(LONG, 'tags'));
  await expect(page.getByRole('table', { name: 'Tags' })).toContainText('team');
  await page.getByRole('button', { name: 'Manage tags' }).click();
  await page.getByLabel('Value of tag 1').fill('shop');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('table', { name: 'Tags' })).toContainText('shop');

  await page.goto(paths.serverCertificate('store'));
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const question = page.getByRole('dialog', { name: 'Delete server certificate store?' });
  await question.getByRole('textbox').fill('store');
  await expectAccessible(page);
  await question.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Server certificate store was deleted.')).toBeVisible();
  await page.goto(paths.serverCertificate('store'));
  await expect(page.getByText('The Server Certificate with name store cannot be found.')).toBeVisible();
});

test('a user without permission to list server certificates sees which permission is missing', async ({ page }) => {
  const account = await openAccount(page);
  await furnishConsoleUser(page, 'guest', 'Journey-guest-1');
  await actAsUser(page, account.id, 'guest', 'Journey-guest-1');
  await page.goto(paths.serverCertificates);
  await expect(page.getByText('iam:ListServerCertificates').first()).toBeVisible();
  await expectAccessible(page);
});
