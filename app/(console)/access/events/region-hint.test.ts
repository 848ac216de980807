import { expect, it } from 'vitest';
import { mayHangOnRegion } from './region-hint';

it('relates only an explicit deny to the Region', () => {
  const denied = (why: string) => ({
    code: 'AccessDeniedException',
    message: `User: arn:aws:iam::111122223333:user/ana is not authorized to perform: cloudtrail:LookupEvents ${why}`,
  });
  expect(mayHangOnRegion(denied('with an explicit deny in a service control policy'))).toBe(true);
  expect(mayHangOnRegion(denied('because no identity-based policy allows the cloudtrail:LookupEvents action'))).toBe(false);
  expect(mayHangOnRegion({ code: 'ThrottlingException', message: 'Rate exceeded' })).toBe(false);
});
