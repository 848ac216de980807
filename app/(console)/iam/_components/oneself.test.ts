import { expect, it } from 'vitest';
import { oneselfLast, oneselfOf } from './oneself';

it.each([
  ['arn:aws:iam::111122223333:user/ana', { kind: 'users', name: 'ana' }],
  ['arn:aws:iam::111122223333:user/eu/team/ana', { kind: 'users', name: 'ana' }],
  ['arn:aws:sts::111122223333:assumed-role/Admin/ana', { kind: 'roles', name: 'Admin' }],
  ['arn:aws:iam::111122223333:root', null],
  ['arn:aws:sts::111122223333:federated-user/ana', null],
  ['', null],
])('reads %s as the signed-in identity', (arn, oneself) => {
  expect(oneselfOf(arn)).toEqual(oneself);
});

it('moves the signed-in identity to the end of the list', () => {
  expect(oneselfLast(['ana', 'ben', 'kim'], 'ana')).toEqual(['ben', 'kim', 'ana']);
  expect(oneselfLast(['ana', 'ben'], null)).toEqual(['ana', 'ben']);
});
