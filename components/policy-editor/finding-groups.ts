import type { Finding, FindingType } from '@gatehouse/policy/validate';

export type FindingGroup = { type: FindingType; label: string; findings: readonly Finding[] };

const LABELS: readonly { type: FindingType; label: string }[] = [
  { type: 'SECURITY_WARNING', label: 'Security' },
  { type: 'ERROR', label: 'Errors' },
  { type: 'WARNING', label: 'Warnings' },
  { type: 'SUGGESTION', label: 'Suggestions' },
];

/** Groups findings by type, in the order of AWS's tabs, each in document order. */
export function groupFindings(findings: readonly Finding[]): FindingGroup[] {
  return LABELS.map(({ type, label }) => ({ type, label, findings: findings.filter(({ findingType }) => findingType === type) }));
}

/** Returns `PASS_ROLE_WITH_STAR_IN_RESOURCE` as "Pass role with star in resource". */
export function findingTitle({ issueCode }: Finding): string {
  const words = issueCode
    .replace(/^GATEHOUSE_/, '')
    .toLowerCase()
    .replaceAll('_', ' ');
  const capital = words.charAt(0).toUpperCase() + words.slice(1);
  return capital.replace(/\b(arn|json|mfa|scp|rcp|iam|sid|aws|ip|oidc|saml|sts|rfc)s?\b/gi, (word) =>
    word
      .toUpperCase()
      .replace(/S$/, 's')
      .replace(/^(ST|AW)s$/, '$1S'),
  );
}

/** Returns the position of a finding, such as "Ln 4, Col 7". Empty if it is about the whole document. */
export function findingPlace({ locations: [place] }: Finding): string {
  return place ? `Ln ${place.span.start.line}, Col ${place.span.start.column}` : '';
}
