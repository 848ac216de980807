import { type Finding, validatePolicy } from '@gatehouse/policy/validate';
import { describe, expect, it } from 'vitest';
import { findingPlace, findingTitle, groupFindings } from './finding-groups';

const finding = (issueCode: string): Finding => ({
  findingType: 'ERROR',
  issueCode,
  findingDetails: '',
  locations: [],
  learnMoreLink: '',
});

describe('findingTitle', () => {
  it.each([
    ['JSON_SYNTAX_ERROR', 'JSON syntax error'],
    ['INVALID_ARN_PREFIX', 'Invalid ARN prefix'],
    ['GATEHOUSE_ACTION_NOT_FOUND', 'Action not found'],
    ['UNIQUE_SIDS_REQUIRED', 'Unique SIDs required'],
    ['MISSING_AWS_ACCOUNT_ID', 'Missing AWS account id'],
    ['INVALID_STS_ACTION', 'Invalid STS action'],
  ])('formats %s as %s', (code, title) => {
    expect(findingTitle(finding(code))).toBe(title);
  });
});

describe('groupFindings', () => {
  it('puts every finding into the group of its type and returns its line and column', () => {
    const text = '{\n  "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Alow", "Action": "s3:*", "Resource": "*" }]\n}';
    const findings = validatePolicy(text, 'identity');
    const groups = groupFindings(findings);
    expect(groups.map(({ label }) => label)).toEqual(['Security', 'Errors', 'Warnings', 'Suggestions']);
    expect(groups.flatMap((group) => group.findings)).toHaveLength(findings.length);
    const [error] = groups[1]?.findings ?? [];
    expect(error && findingPlace(error)).toMatch(/^Ln 3, Col \d+$/);
  });
});
