import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { paths } from '../../console/paths';
import { TEST_NOW } from '../../core/test-world';
import { parseCsv } from '../../core/text/csv';
import type { Finding } from '../findings';
import { AsffFile } from '../testing/test-asff';
import { FINDINGS_PER_PART, findingsAsff, findingsCsv } from './export';

const finding = (over: Partial<Finding> = {}): Finding => ({
  id: 'a'.repeat(32),
  checkId: 'user-mfa-missing',
  accountId: '111122223333',
  organizationId: null,
  subject: { type: 'User', id: 'AIDA1', name: 'ana', arn: 'arn:aws:iam::111122223333:user/ana' },
  severity: 'high',
  title: 'ana has no MFA',
  evidence: [{ label: 'Last sign-in', time: TEST_NOW }],
  fix: { text: 'Assign MFA', place: ['user', 'ana', 'security-credentials'], needs: 'iam:EnableMFADevice' },
  status: 'ACTIVE',
  firstSeen: TEST_NOW,
  lastSeen: TEST_NOW,
  changedAt: TEST_NOW,
  resolvedAt: null,
  resolution: null,
  reopened: 0,
  ...over,
});
const exported = (...findings: Finding[]) => ({
  findings,
  readerId: '111122223333',
  reach: 'account' as const,
  consoleUrl: 'https://console.example.org',
  nameOf: () => 'production',
  exceptionOf: () => ({
    id: 'exception-1',
    accountId: '111122223333',
    findingId: null,
    checkId: 'user-mfa-missing',
    targetId: '111122223333',
    reason: 'The device is on its way.',
    createdAt: TEST_NOW,
    createdBy: 'arn:aws:iam::111122223333:user/ben',
    expiresAt: TEST_NOW,
    withdrawnAt: null,
  }),
});

describe('an export of findings', () => {
  it('matches the ASFF schema of Security Hub for every kind of finding', () => {
    const long = 'x'.repeat(3000);
    const file = findingsAsff(
      exported(
        finding(),
        finding({ title: long, evidence: [{ label: 'Long', text: long }], status: 'SUPPRESSED' }),
        finding({ evidence: [], status: 'RESOLVED', resolution: 'deleted', checkId: 'no-longer-a-check' }),
        finding({ subject: { type: 'Service', id: 'sso.amazonaws.com', name: 'sso.amazonaws.com', arn: '' } }),
      ),
      1,
    );
    expect(AsffFile.parse(JSON.parse(JSON.stringify(file))).Findings).toHaveLength(4);
  });

  it('links each finding to the posture page of the account or of the organization', () => {
    const given = exported(finding());
    const linkOf = (reach: 'account' | 'organization') =>
      findingsAsff({ ...given, reach }, 1).Findings.map(
        (one) => (one as z.infer<typeof AsffFile>['Findings'][number]).Remediation?.Recommendation.Url,
      );
    const filter = 'user-mfa-missing';
    expect(linkOf('account')).toEqual([given.consoleUrl + paths.posture({ filter })]);
    expect(linkOf('organization')).toEqual([given.consoleUrl + paths.posture({ scope: 'organization', filter })]);
  });

  it('has only a severity label, and names controls in the format of Security Hub', () => {
    const [one] = findingsAsff(exported(finding()), 1).Findings;
    expect(one).toMatchObject({
      Severity: { Label: 'HIGH', Original: 'high' },
      Resources: [{ Type: 'AwsIamUser', Id: 'arn:aws:iam::111122223333:user/ana' }],
      Compliance: {
        Status: 'FAILED',
        RelatedRequirements: expect.arrayContaining(['CIS AWS Foundations Benchmark v5.0.0/1.9', 'IAM.5']),
      },
      Workflow: { Status: 'NEW' },
      RecordState: 'ACTIVE',
    });
    expect(JSON.stringify(one)).not.toContain('Normalized');
  });

  it('includes the reason of an exception and the state of resolved findings', () => {
    const [excepted, fixed, gone] = findingsAsff(
      exported(
        finding({ status: 'SUPPRESSED' }),
        finding({ status: 'RESOLVED', resolution: 'fixed' }),
        finding({ status: 'RESOLVED', resolution: 'deleted' }),
      ),
      1,
    ).Findings;
    expect(excepted).toMatchObject({ Workflow: { Status: 'SUPPRESSED' }, Note: { Text: expect.stringContaining('on its way') } });
    expect(fixed).toMatchObject({ Compliance: { Status: 'PASSED' }, Workflow: { Status: 'RESOLVED' }, RecordState: 'ACTIVE' });
    expect(gone).toMatchObject({ RecordState: 'ARCHIVED' });
  });

  it('is split into parts of 100 findings', () => {
    const many = Array.from({ length: FINDINGS_PER_PART + 1 }, () => finding());
    expect([1, 2, 3].map((part) => findingsAsff(exported(...many), part).Findings.length)).toEqual([100, 1, 0]);
  });

  it('escapes formulas in CSV so that spreadsheets do not evaluate them', () => {
    const csv = findingsCsv(exported(finding({ title: '=HYPERLINK("x")', status: 'SUPPRESSED' })));
    expect(parseCsv(csv)).toMatchObject([
      { check: 'user-mfa-missing', title: `'=HYPERLINK("x")`, 'exception reason': 'The device is on its way.' },
    ]);
  });
});
