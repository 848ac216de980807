import { describe, expect, it } from 'vitest';
import { assumeCommand, claimsInOrder, decodeToken } from './token-claims';

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a web identity token', () => {
  it('is decoded without checking its signature, with any characters in its claims', () => {
    const claims = { sub: 'maría ✓ ~~~???', 'https://aws.amazon.com/tags': { principal_tags: { team: ['blue'] } } };
    const token = `${part({ alg: 'ES256' })}.${part(claims)}.c2lnbmF0dXJl`;
    expect(decodeToken(token)).toEqual({ header: { alg: 'ES256' }, claims });
  });

  it('lists its issuer, subject and audience before the other claims', () => {
    const claims = { repository: 'acme/app', 'https://aws.amazon.com/tags': {}, aud: 'b', sub: 'a', iss: 'c' };
    const names = claimsInOrder({ header: {}, claims }).map(([name]) => name);
    expect(names).toEqual(['iss', 'sub', 'aud', 'https://aws.amazon.com/tags', 'repository']);
  });
});

describe('assumeCommand', () => {
  it('quotes its arguments for a shell', () => {
    const command = assumeCommand({
      roleArn: "arn:aws:iam::111122223333:role/a+b=c,d.e@f-g_h/it's",
      token: 'eyJ.e30.x-_',
      endpoint: 'http://localhost:4566',
    });
    expect(command.split(' \\\n  ')).toEqual([
      'aws sts assume-role-with-web-identity',
      "--role-arn 'arn:aws:iam::111122223333:role/a+b=c,d.e@f-g_h/it'\\''s'",
      '--role-session-name practice',
      '--web-identity-token eyJ.e30.x-_',
      '--region us-east-1',
      '--endpoint-url http://localhost:4566',
    ]);
  });
});
