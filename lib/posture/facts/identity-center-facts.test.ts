import { listManagedPolicies, managedPolicyDocument } from '@gatehouse/catalog/managed-policies';
import { expect, it } from 'vitest';
import { allowsAll, isAdministratorPolicy } from './identity-center-facts';

it('every policy of AWS is an administrator exactly if the engine says so', () => {
  const administrators: string[] = [];
  for (const { arn } of listManagedPolicies()) {
    const byEngine = allowsAll(managedPolicyDocument(arn) ?? '');
    expect([arn, isAdministratorPolicy(arn)]).toEqual([arn, byEngine]);
    if (byEngine) administrators.push(arn);
  }
  expect(administrators).toContain('arn:aws:iam::aws:policy/AdministratorAccess');
});

it.each([
  [
    'a letter as an escape',
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","\\u0041ction":"\\u002a","Resource":"*"}]}',
    true,
  ],
  [
    'a list with another action first',
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:[x]","*"],"Resource":["*"]}}',
    true,
  ],
  [
    'every action of one service',
    '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*"}}',
    false,
  ],
  ['a deny', '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}', false],
  ['no JSON', '{"Action":"*"', false],
])('an inline policy is judged by its meaning: %s', (_, text, expected) => {
  expect(allowsAll(text)).toBe(expected);
});
