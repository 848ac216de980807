import { expect, it } from 'vitest';
import { signInMailHref } from './sign-in-mail';

it('encodes the sign-in URL and the user name in a mailto link, including special characters', () => {
  const href = signInMailHref({ name: 'a+b=c&body=x', account: 'acme', url: 'https://iam.example.com/sign-in?account=acme&x=1' });
  const url = new URL(href);
  expect(url.protocol).toBe('mailto:');
  expect([...url.searchParams.keys()]).toEqual(['subject', 'body']);
  expect(decodeURIComponent(href)).toContain('User name: a+b=c&body=x\r\n');
  expect(decodeURIComponent(href)).toContain('Sign-in URL: https://iam.example.com/sign-in?account=acme&x=1\r\n');
  // RFC 6068: a mail client does not decode plus signs, so spaces must be encoded as %20.
  expect(href.slice(href.indexOf('?'))).not.toMatch(/[ +]/);
});
