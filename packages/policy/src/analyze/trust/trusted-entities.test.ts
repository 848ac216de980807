import { describe, expect, it } from 'vitest';
import { deletedEntityLines, isSwitchable, trustedEntities, trustedEntityText } from './trusted-entities';

const ACCOUNT = '111122223333';
const OTHER = '444455556666';

function trust(...statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

function allow(principal: unknown, more: object = {}): object {
  return { Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...more };
}

function withCondition(operator: string, key: string, value: string): object {
  return { Condition: { [operator]: { [key]: value } } };
}

function texts(document: string): string[] {
  return trustedEntities(document).map((entity) => trustedEntityText(entity, ACCOUNT));
}

describe('trusted entities', () => {
  it('have a readable text for every form of principal', () => {
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

  it('show everyone as Everyone in both notations', () => {
    expect(texts(trust(allow('*')))).toEqual(['Everyone']);
    expect(texts(trust(allow({ AWS: '*' })))).toEqual(['Everyone']);
  });

  it('include only allowed entities, each once', () => {
    const deny = { Effect: 'Deny', Principal: { AWS: OTHER }, Action: 'sts:AssumeRole' };
    expect(texts(trust(allow({ AWS: ACCOUNT }), allow({ AWS: ACCOUNT }), deny))).toEqual([`Account: ${ACCOUNT} (this account)`]);
  });

  it('are empty for a text that is not a policy', () => {
    expect(trustedEntities('not JSON')).toEqual([]);
  });

  it('include deleted users and the lines that name them', () => {
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

describe('isSwitchable', () => {
  it('accepts trusted accounts, and refuses services and required external IDs', () => {
    expect(isSwitchable(trust(allow({ AWS: OTHER }, withCondition('Bool', 'aws:MultiFactorAuthPresent', 'true'))))).toBe(true);
    expect(isSwitchable(trust(allow({ AWS: OTHER }, withCondition('StringEquals', 'sts:ExternalId', 'case-7'))))).toBe(false);
    expect(isSwitchable(trust(allow({ Service: 'lambda.amazonaws.com' })))).toBe(false);
  });
});
