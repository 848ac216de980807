import type { PolicyRef } from '@gatehouse/policy/evaluate';
import { expect, it } from 'vitest';
import { policyEditHref } from '@/app/(console)/_client/policies/policy-href';
import { hrefOfAnswer } from './answer-href';

const HERE = '111122223333';
const ANA = `arn:aws:iam::${HERE}:user/ana`;
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

it('links to customer managed and inline policies only if the answer comes from the same account', () => {
  const [own, elsewhere] = [hrefOfAnswer(ANA, { Known: 'own' }, HERE), hrefOfAnswer(ANA, { Known: 'organization' }, HERE)];
  expect(policies.filter((policy) => own(policy) === undefined)).toEqual([]);
  expect(policies.filter((policy) => elsewhere(policy) !== undefined)).toEqual([]);
  expect(elsewhere(byAws)).toBe(own(byAws));
});

it('links to the trust policy of a role only if the role is in the account of the reader', () => {
  const trustOf = (account: string): PolicyRef => ({
    id: '5',
    name: 'Trust policy',
    type: 'trust',
    origin: { kind: 'resource', resourceArn: `arn:aws:iam::${account}:role/Audit` },
  });
  const href = hrefOfAnswer(ANA, { Known: 'own' }, HERE);
  expect([href(trustOf(HERE)), href(trustOf('444455556666'))]).toEqual(['/iam/roles/Audit?tab=trust', undefined]);
  // A principal of another account gets the same link, but only when the reader's account is known.
  expect(hrefOfAnswer(ANA, { Known: 'organization' }, '444455556666')(trustOf(HERE))).toBeUndefined();
  expect(hrefOfAnswer(ANA, { Known: 'own' }, undefined)(trustOf(HERE))).toBeUndefined();
  expect([policyEditHref(trustOf(HERE), ANA), policyEditHref(trustOf('444455556666'), ANA)]).toEqual([
    '/iam/roles/Audit/trust',
    undefined,
  ]);
});
