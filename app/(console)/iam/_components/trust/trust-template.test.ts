import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { trustStatements } from '@gatehouse/policy/analyze';
import { validatePolicy } from '@gatehouse/policy/validate';
import { describe, expect, it } from 'vitest';
import { accountTrust, federatedTrust, githubSubject, serviceTrust } from './trust-template';

const OIDC = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const SAML = 'arn:aws:iam::111122223333:saml-provider/Corp';
const statementOf = (document: string) => JSON.parse(document).Statement[0];

describe('federatedTrust', () => {
  it('adds conditions on the audience and on several values of a claim', () => {
    const document = federatedTrust({
      providerArn: OIDC,
      tagSession: false,
      conditions: [
        { operator: 'StringEquals', key: 'token.actions.githubusercontent.com:aud', value: 'sts.amazonaws.com' },
        { operator: 'StringLike', key: 'token.actions.githubusercontent.com:sub', value: 'repo:acme/a:*' },
        { operator: 'StringLike', key: 'token.actions.githubusercontent.com:sub', value: 'repo:acme/b:*' },
        { operator: 'StringLike', key: 'token.actions.githubusercontent.com:sub', value: 'repo:acme/c:*' },
      ],
    });
    expect(statementOf(document)).toEqual({
      Effect: 'Allow',
      Principal: { Federated: OIDC },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
        StringLike: { 'token.actions.githubusercontent.com:sub': ['repo:acme/a:*', 'repo:acme/b:*', 'repo:acme/c:*'] },
      },
    });
  });

  it('uses the operation for the type of the provider and adds sts:TagSession if session tags are allowed', () => {
    const conditions = [{ operator: 'StringEquals', key: 'SAML:aud', value: 'https://signin.aws.amazon.com/saml' }] as const;
    const document = federatedTrust({ providerArn: SAML, tagSession: true, conditions });
    expect(statementOf(document)).toMatchObject({
      Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
      Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
    });
    expect(statementOf(federatedTrust({ providerArn: SAML, tagSession: false, conditions: [] }))).not.toHaveProperty('Condition');
    expect(validatePolicy(document, 'trust', { catalog: loadCatalog() })).toEqual([]);
  });

  it('uses a wildcard for an omitted GitHub repository or branch', () => {
    expect(githubSubject({ organization: 'acme', repository: '', branch: '' })).toBe('repo:acme/*');
    expect(githubSubject({ organization: 'acme', repository: 'app', branch: '' })).toBe('repo:acme/app:*');
    expect(githubSubject({ organization: 'acme', repository: '', branch: 'main' })).toBe('repo:acme/*:ref:refs/heads/main');
    expect(githubSubject({ organization: 'acme', repository: 'app', branch: 'main' })).toBe('repo:acme/app:ref:refs/heads/main');
  });
});

describe('the templates for services and accounts', () => {
  it('trust one service with sts:AssumeRole', () => {
    expect(JSON.parse(serviceTrust('ec2.amazonaws.com'))).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
  });

  it('add conditions on the external ID and MFA only if they are chosen', () => {
    const conditions = (document: string) => trustStatements(document).map((statement) => statement.conditions);
    expect(conditions(accountTrust({ accountId: '444455556666', externalId: 'case-7', requireMfa: true }))).toEqual([
      [
        { operator: 'StringEquals', key: 'sts:ExternalId', values: ['case-7'] },
        { operator: 'Bool', key: 'aws:MultiFactorAuthPresent', values: ['true'] },
      ],
    ]);
    expect(conditions(accountTrust({ accountId: '444455556666', externalId: null, requireMfa: false }))).toEqual([[]]);
  });
});
