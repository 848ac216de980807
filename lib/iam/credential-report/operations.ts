import { AwsError } from '../../core/errors';
import { defineOperation } from '../../core/operation';
import { writeReport } from './report';
import { findReport, stateOf } from './rows';
import { GenerateCredentialReportInput, GetCredentialReportInput } from './schema';

/** Requests a report. As in AWS, there is one report at a time and one in four hours; the answer says how far it is. */
export const GenerateCredentialReport = defineOperation({
  service: 'iam',
  name: 'GenerateCredentialReport',
  access: 'Read',
  writes: true,
  input: GenerateCredentialReportInput,
  checks: () => [{ action: 'iam:GenerateCredentialReport', resource: '*' }],
  run: async (_input, scope) => {
    const { db, accountId, now } = scope;
    const state = stateOf(await findReport(scope), now);
    if (state === 'INPROGRESS' || state === 'COMPLETE') return { State: state };
    const report = { content: await writeReport(scope), generatedAt: now };
    await db.credentialReport.upsert({ where: { accountId }, create: { accountId, ...report }, update: report });
    const why = state === 'NONE' ? 'No report exists.' : 'The most recent report has expired.';
    return { State: 'STARTED' as const, Description: `${why} Starting a new report generation task` };
  },
  // A report changes no permission.
  touches: () => ({}),
});

const WHY_NOT = {
  NONE: ['CredentialReportNotPresentException', 'the credential report does not exist. To generate a credential report,'],
  INPROGRESS: ['CredentialReportNotReadyException', 'the credential report is still being generated.'],
  EXPIRED: [
    'CredentialReportExpiredException',
    'the most recent credential report has expired. To generate a new credential report,',
  ],
} as const;

/** Returns the report as it was generated. */
export const GetCredentialReport = defineOperation({
  service: 'iam',
  name: 'GetCredentialReport',
  access: 'Read',
  input: GetCredentialReportInput,
  checks: () => [{ action: 'iam:GetCredentialReport', resource: '*' }],
  run: async (_input, scope) => {
    const report = await findReport(scope);
    const state = stateOf(report, scope.now);
    if (!report || state !== 'COMPLETE') throw unavailable(state === 'COMPLETE' ? 'NONE' : state);
    return {
      Content: new TextEncoder().encode(report.content),
      ReportFormat: 'text/csv' as const,
      GeneratedTime: report.generatedAt,
    };
  },
});

function unavailable(state: keyof typeof WHY_NOT): AwsError {
  const [shape, why] = WHY_NOT[state];
  return new AwsError(
    shape,
    `The request was rejected because ${why}${state === 'INPROGRESS' ? '' : ' use GenerateCredentialReport.'}`,
  );
}
