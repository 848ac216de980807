import { describe, expect, it } from 'vitest';
import { accountTrust, serviceTrust } from './trust-template';
import { deletedEntityLines, isSwitchable, trustedEntities, trustedEntityText, trustStatements } from './trusted-entities';

const ACCOUNT = '111122223333';
const OTHER = '444455556666';

function trust(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

function allow(principal: unknown, more: object = {}): object {
  return { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...more };
}

function texts(document: string): string[] {
  return trustedEntities(document).map((entity) => trustedEntityText(entity, ACCOUNT));
}

describe('trusted entities', () => {
  it('are told in words, whatever way the policy names them', () => {
    const AWS = [
      `arn:aws:iam::${ACCOUNT}:root`,
      OTHER,
      `arn:aws:iam::${ACCOUNT}:user/team/maria`,
      `arn:aws:iam::${OTHER}:role/deploy`,
      `arn:aws:sts::${OTHER}:assumed-role/deploy/build-7`,
    ];
    const provider = `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`;
    const web = { Effect: 'Allow', Principal: { Federated: provider }, Action: 'sts:AssumeRoleWithWebIdentity' };
    expect(texts(trust(allow({ AWS, Service: ['ec2.amazonaws.com'] }), web))).toEqual([
      `Account: ${ACCOUNT} (this account)`,
      `Account: ${OTHER}`,
      'User: maria',
      `Role: deploy in ${OTHER}`,
      `Session: deploy/build-7 in ${OTHER}`,
      'AWS service: ec2',
      'Identity provider: token.actions.githubusercontent.com',
    ]);
  });

  it('name everyone as everyone, in both notations', () => {
    expect(texts(trust(allow('*')))).toEqual(['Everyone']);
    expect(texts(trust(allow({ AWS: '*' })))).toEqual(['Everyone']);
  });

  it('are those that are allowed, each once', () => {
    const deny = { Effect: 'Deny', Principal: { AWS: OTHER }, Action: 'sts:AssumeRole' };
    expect(texts(trust(allow({ AWS: ACCOUNT }), allow({ AWS: ACCOUNT }), deny))).toEqual([`Account: ${ACCOUNT} (this account)`]);
  });

  it('are none where the text is no trust policy', () => {
    expect(trustedEntities('not JSON')).toEqual([]);
  });

  it('that were deleted are found with their lines', () => {
    const document = `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": { "AWS": [
      "AIDAQWERTYUIOPASDFGHJ",
      "${OTHER}"
    ] },
    "Action": "sts:AssumeRole"
  }]
}`;
    expect(texts(document)).toEqual(['Deleted user: AIDAQWERTYUIOPASDFGHJ', `Account: ${OTHER}`]);
    expect(deletedEntityLines(document)).toEqual([{ from: 6, to: 6, id: 'AIDAQWERTYUIOPASDFGHJ' }]);
  });
});

describe('switching in the console', () => {
  it('is possible where a person is trusted, and not where a service is or an external ID is asked for', () => {
    expect(isSwitchable(accountTrust({ accountId: OTHER, externalId: null, requireMfa: true }))).toBe(true);
    expect(isSwitchable(accountTrust({ accountId: OTHER, externalId: 'case-7', requireMfa: false }))).toBe(false);
    expect(isSwitchable(serviceTrust('lambda.amazonaws.com'))).toBe(false);
  });
});

describe('trust templates', () => {
  it('trust one service with sts:AssumeRole', () => {
    expect(JSON.parse(serviceTrust('ec2.amazonaws.com'))).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
  });

  it('ask an account for both its external ID and MFA, and for nothing when nothing is chosen', () => {
    const conditions = (document: string) => trustStatements(document).map((statement) => statement.conditions);
    expect(conditions(accountTrust({ accountId: OTHER, externalId: 'case-7', requireMfa: true }))).toEqual([
      [
        { operator: 'StringEquals', key: 'sts:ExternalId', values: ['case-7'] },
        { operator: 'Bool', key: 'aws:MultiFactorAuthPresent', values: ['true'] },
      ],
    ]);
    expect(conditions(accountTrust({ accountId: OTHER, externalId: null, requireMfa: false }))).toEqual([[]]);
  });
});
