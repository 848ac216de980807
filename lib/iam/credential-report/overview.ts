import { defineOperation } from '../../core/operation';
import { type ReportedUser, readReport } from './findings';
import { expiryOf, findReport, type ReportState, stateOf } from './rows';
import { GetCredentialReportFindingsInput } from './schema';

export type CredentialReportFindings = {
  State: ReportState;
  /** When the last report was generated, even if it has expired. */
  GeneratedTime?: Date;
  /** When a new report can be generated. */
  ExpiryTime?: Date;
  /** The rows of GetCredentialReport; null if it would refuse. */
  Users: ReportedUser[] | null;
};

/** Returns the parsed report with its problems, under the permission of the report itself. */
export const GetCredentialReportFindings = defineOperation({
  service: 'iam',
  name: 'GetCredentialReportFindings',
  access: 'Read',
  input: GetCredentialReportFindingsInput,
  checks: () => [{ action: 'iam:GetCredentialReport', resource: '*' }],
  run: async (_input, scope): Promise<CredentialReportFindings> => {
    const report = await findReport(scope);
    const State = stateOf(report, scope.now);
    if (!report) return { State, Users: null };
    return {
      State,
      GeneratedTime: report.generatedAt,
      ExpiryTime: expiryOf(report),
      Users: State === 'COMPLETE' ? readReport(report.content, report.generatedAt) : null,
    };
  },
});
