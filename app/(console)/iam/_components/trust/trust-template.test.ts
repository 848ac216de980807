import { describe, expect, it } from 'vitest';
import { loadCatalog } from '@/lib/catalog/load-catalog';
import { validatePolicy } from '@/lib/engine';
import { federatedTrust, githubSubject } from './trust-template';

const OIDC = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const SAML = 'arn:aws:iam::111122223333:saml-provider/Corp';
const statementOf = (document: string) => JSON.parse(document).Statement[0];

describe('trust in an identity provider', () => {
  it('asks for the audience, and for one of several values of a claim', () => {
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

  it('is by the operation of the provider’s type, and with session tags where they are let in', () => {
    const conditions = [{ operator: 'StringEquals', key: 'SAML:aud', value: 'https://signin.aws.amazon.com/saml' }] as const;
    const document = federatedTrust({ providerArn: SAML, tagSession: true, conditions });
    expect(statementOf(document)).toMatchObject({
      Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession'],
      Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
    });
    expect(statementOf(federatedTrust({ providerArn: SAML, tagSession: false, conditions: [] }))).not.toHaveProperty('Condition');
    expect(validatePolicy(document, 'trust', { catalog: loadCatalog() })).toEqual([]);
  });

  it('takes any repository and branch of an organization of GitHub that is not said', () => {
    expect(githubSubject({ organization: 'acme', repository: '', branch: '' })).toBe('repo:acme/*');
    expect(githubSubject({ organization: 'acme', repository: 'app', branch: '' })).toBe('repo:acme/app:*');
    expect(githubSubject({ organization: 'acme', repository: '', branch: 'main' })).toBe('repo:acme/*:ref:refs/heads/main');
    expect(githubSubject({ organization: 'acme', repository: 'app', branch: 'main' })).toBe('repo:acme/app:ref:refs/heads/main');
  });
});
