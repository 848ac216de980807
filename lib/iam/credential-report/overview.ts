import { defineOperation } from '../../core/operation';
import { type ReportedUser, readReport } from './findings';
import { expiryOf, findReport, type ReportState, stateOf } from './rows';
import { GetCredentialReportFindingsInput } from './schema';

export type CredentialReportFindings = {
  State: ReportState;
  /** Of the last report, also when it has expired. */
  GeneratedTime?: Date;
  /** From when on a new one can be made. */
  ExpiryTime?: Date;
  /** As GetCredentialReport would give them; null where it would refuse. */
  Users: ReportedUser[] | null;
};

/** The report, read, with what should be put right: what AWS leaves to whoever opens the file. The permission is that of the file. */
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
