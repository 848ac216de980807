import { validatePolicy } from '@gatehouse/policy/validate';
import { describe, expect, it } from 'vitest';
import { delegatesOf } from './delegates';
import { delegationTemplates } from './templates';

const ORGANIZATION = { Arn: 'arn:aws-cn:organizations::111122223333:organization/o-abcdefghij' };

describe('the delegation policy templates', () => {
  it.each(delegationTemplates(ORGANIZATION, '222233334444'))(
    'include %o as a policy without validation errors',
    ({ document }) => {
      const findings = validatePolicy(document, 'resource', { resourceType: 'AWS::Organizations::ResourcePolicy' });
      expect(findings.filter(({ findingType }) => findingType === 'ERROR')).toEqual([]);
      expect(document).toContain('"arn:aws-cn:iam::222233334444:root"');
    },
  );
});

describe('delegatesOf', () => {
  it('lists each principal once with all allowed and denied actions', () => {
    const role = 'arn:aws:iam::222233334444:role/Guardian';
    const content = JSON.stringify({
      Statement: [
        { Effect: 'Allow', Principal: { AWS: [role, '333344445555'] }, Action: 'organizations:ListAccounts' },
        { Effect: 'Deny', Principal: { AWS: role }, Action: ['organizations:DeletePolicy', 'organizations:DeletePolicy'] },
      ],
    });
    expect(delegatesOf(content)).toEqual([
      {
        principal: role,
        accountId: '222233334444',
        allowed: ['organizations:ListAccounts'],
        denied: ['organizations:DeletePolicy'],
      },
      { principal: '333344445555', accountId: '333344445555', allowed: ['organizations:ListAccounts'], denied: [] },
    ]);
  });

  it('returns no delegates for an invalid document', () => {
    expect([delegatesOf('{'), delegatesOf('{}'), delegatesOf('{"Statement":{"Principal":"*"}}')]).toEqual([[], [], []]);
  });
});
