import { expect, it } from 'vitest';
import type { PolicyRef } from '@/lib/engine';
import { hrefOfAnswer } from './answer-href';

const ANA = 'arn:aws:iam::111122223333:user/ana';
const policies: PolicyRef[] = [
  { id: '1', name: 'Notes', type: 'identity', origin: { kind: 'inline' } },
  { id: '2', name: 'Readers', type: 'identity', origin: { kind: 'group', groupName: 'readers', inline: false } },
  { id: '3', name: 'Own', type: 'identity', arn: 'arn:aws:iam::111122223333:policy/Own', origin: { kind: 'direct' } },
];
const byAws: PolicyRef = {
  id: '4',
  name: 'ReadOnlyAccess',
  type: 'identity',
  arn: 'arn:aws:iam::aws:policy/ReadOnlyAccess',
  origin: { kind: 'direct' },
};

it('leads to no policy of its own account where another account keeps what the answer names', () => {
  const [own, elsewhere] = [hrefOfAnswer(ANA, { Known: 'own' }), hrefOfAnswer(ANA, { Known: 'organization' })];
  expect(policies.filter((policy) => own(policy) === undefined)).toEqual([]);
  expect(policies.filter((policy) => elsewhere(policy) !== undefined)).toEqual([]);
  expect(elsewhere(byAws)).toBe(own(byAws));
});
