import { expect, it } from 'vitest';
import { oneselfLast, oneselfOf } from './oneself';

it.each([
  ['arn:aws:iam::111122223333:user/ana', { kind: 'users', name: 'ana' }],
  ['arn:aws:iam::111122223333:user/eu/team/ana', { kind: 'users', name: 'ana' }],
  ['arn:aws:sts::111122223333:assumed-role/Admin/ana', { kind: 'roles', name: 'Admin' }],
  ['arn:aws:iam::111122223333:root', null],
  ['arn:aws:sts::111122223333:federated-user/ana', null],
  ['', null],
])('reads %s as who is signed in', (arn, oneself) => {
  expect(oneselfOf(arn)).toEqual(oneself);
});

it('puts who is signed in last, since nothing can be done afterwards', () => {
  expect(oneselfLast(['ana', 'ben', 'kim'], 'ana')).toEqual(['ben', 'kim', 'ana']);
  expect(oneselfLast(['ana', 'ben'], null)).toEqual(['ana', 'ben']);
});
