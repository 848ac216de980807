import { createHash } from 'node:crypto';
import { toCsv } from '../../core/text/csv';
import { harmlessCell } from '../../core/text/harmless-cell';
import { CATALOGUE_VERSION, findCheck } from '../catalogue';
import type { Evidence, Severity } from '../check';
import type { Finding } from '../findings';
import type { SubjectType } from '../subject';
import type { Reach } from '../view';
import { creatorOf, type Excepted, type ExceptionRow } from './exceptions';

/** The number of findings that one call of BatchImportFindings accepts. */
export const FINDINGS_PER_PART = 100;
const REGION = 'us-east-1';

/** The input of an export. */
export type Exported = {
  /** The account that receives the export. */
  readerId: string;
  findings: readonly Finding[];
  /** Links lead to the page of the account or of the organization. */
  reach: Reach;
  /** The console's address: scheme, host and port. */
  consoleUrl: string;
  /** Returns the name of an account. */
  nameOf: (accountId: string) => string;
  exceptionOf: (finding: Excepted) => ExceptionRow | null;
};

const COLUMNS = [
  'check',
  'title',
  'severity',
  'status',
  'account',
  'subject',
  'first seen',
  'last seen',
  'evidence',
  'controls',
  'exception reason',
  'expiry',
];

/** Returns findings as CSV. Cells that a spreadsheet would read as formulas begin with an apostrophe. */
export function findingsCsv({ findings, exceptionOf }: Exported): string {
  const rows = findings.map((finding) => {
    const exception = finding.status === 'SUPPRESSED' ? exceptionOf(finding) : null;
    return [
      finding.checkId,
      finding.title,
      finding.severity,
      finding.status,
      finding.accountId,
      finding.subject.arn,
      finding.firstSeen.toISOString(),
      finding.lastSeen.toISOString(),
      evidenceText(finding.evidence),
      (findCheck(finding.checkId)?.controls ?? []).join('; '),
      exception?.reason,
      exception?.expiresAt.toISOString(),
    ].map(harmlessCell);
  });
  return toCsv([COLUMNS, ...rows]);
}

function evidenceText(evidence: readonly Evidence[]): string {
  return evidence.map(({ label, text, time }) => `${label}: ${[text, time?.toISOString()].filter(Boolean).join(' ')}`).join('; ');
}

const RESOURCE_TYPES: Readonly<Partial<Record<SubjectType, string>>> = {
  User: 'AwsIamUser',
  Role: 'AwsIamRole',
  Group: 'AwsIamGroup',
  Policy: 'AwsIamPolicy',
  AccessKey: 'AwsIamAccessKey',
  Account: 'AwsAccount',
  Root: 'AwsAccount',
};
const PRACTICES = 'Software and Configuration Checks/AWS Security Best Practices';
const CIS = 'Software and Configuration Checks/Industry and Regulatory Standards/CIS AWS Foundations Benchmark';

/**
 * Returns findings in the AWS Security Finding Format. Source: Security Hub User Guide, "Required top-level ASFF attributes".
 * @param part the part to return, from 1; each holds at most a hundred findings
 */
export function findingsAsff(exported: Exported, part: number): { Findings: object[] } {
  const from = (part - 1) * FINDINGS_PER_PART;
  return { Findings: exported.findings.slice(from, from + FINDINGS_PER_PART).map((finding) => toAsff(finding, exported)) };
}

const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

function toAsff(finding: Finding, exported: Exported): object {
  const { nameOf, exceptionOf, readerId } = exported;
  const { id, checkId, accountId, severity, status, title, subject, evidence, fix } = finding;
  const check = findCheck(checkId);
  const exception = status === 'SUPPRESSED' ? exceptionOf(finding) : null;
  const types = typesOf(checkId);
  const label = severity.toUpperCase() as Uppercase<Severity>;
  return {
    SchemaVersion: '2018-10-08',
    Id: `gatehouse/${checkId}/${accountId}/${createHash('sha256').update(id).digest('hex').slice(0, 32)}`,
    ProductArn: `arn:aws:securityhub:${REGION}:${accountId}:product/${accountId}/default`,
    GeneratorId: `gatehouse/${checkId}`,
    AwsAccountId: accountId,
    AwsAccountName: cut(nameOf(accountId), 50),
    Types: types,
    CreatedAt: finding.firstSeen.toISOString(),
    UpdatedAt: finding.changedAt.toISOString(),
    FirstObservedAt: finding.firstSeen.toISOString(),
    LastObservedAt: finding.lastSeen.toISOString(),
    Severity: { Label: label, Original: severity },
    Title: cut(title, 256),
    Description: cut(`${check?.why ?? title} ${evidenceText(evidence)}`, 1024),
    Remediation: { Recommendation: { Text: cut(`${fix.text}. Requires ${fix.needs}.`, 512), Url: pageOf(checkId, exported) } },
    Resources: [{ Type: RESOURCE_TYPES[subject.type] ?? 'Other', Id: resourceId(finding), Partition: 'aws', Region: REGION }],
    Compliance: {
      Status:
        status === 'RESOLVED' && finding.resolution === 'fixed' ? 'PASSED' : status === 'RESOLVED' ? 'NOT_AVAILABLE' : 'FAILED',
      SecurityControlId: checkId,
      RelatedRequirements: (check?.controls ?? []).map(requirement).slice(0, 32),
    },
    Workflow: { Status: status === 'ACTIVE' ? 'NEW' : status },
    RecordState: finding.resolution === 'deleted' ? 'ARCHIVED' : 'ACTIVE',
    ...(exception && {
      Note: {
        Text: cut(`${exception.reason} Until ${exception.expiresAt.toISOString()}.`, 512),
        UpdatedBy: creatorOf(exception, readerId),
        UpdatedAt: exception.createdAt.toISOString(),
      },
    }),
    FindingProviderFields: { Types: types, Severity: { Label: label, Original: severity } },
    ProductFields: {
      ...(evidence.length > 0 && { 'gatehouse/evidence': cut(evidenceText(evidence), 2000) }),
      'gatehouse/reopened': String(finding.reopened),
      ...(exception && { 'gatehouse/exceptionExpires': exception.expiresAt.toISOString() }),
      'gatehouse/catalogue': String(CATALOGUE_VERSION),
    },
  };
}

/** Returns the address of the page that shows a check's findings, evidence and fixes. */
function pageOf(checkId: string, { reach, consoleUrl }: Pick<Exported, 'reach' | 'consoleUrl'>): string {
  const scope = reach === 'organization' ? 'scope=organization&' : '';
  return `${consoleUrl}/security?${scope}filter=${encodeURIComponent(checkId)}`;
}

function typesOf(checkId: string): string[] {
  if (checkId === 'escalation-path') return ['TTPs/Privilege Escalation'];
  const check = findCheck(checkId);
  if (check?.event) return ['Unusual Behaviors/User'];
  return check?.controls.some((control) => control.startsWith('CIS')) ? [PRACTICES, CIS] : [PRACTICES];
}

function resourceId({ subject, accountId }: Finding): string {
  return subject.type === 'Account' || subject.type === 'Root' ? `AWS::::Account:${accountId}` : subject.arn || subject.id;
}

/** Writes `CIS 5 1.4` as Security Hub writes requirements. */
function requirement(control: string): string {
  const [exact = ''] = control.split(' ~');
  return exact
    .replace(/^CIS (\d) (.+)$/, 'CIS AWS Foundations Benchmark v$1.0.0/$2')
    .replace(/^PCI (.+)$/, 'PCI DSS v4.0.1/$1')
    .replace(/^AA (.+)$/, 'IAM Access Analyzer/$1');
}
