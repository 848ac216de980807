import { GenerateCredentialReport, GetCredentialReport } from '../../iam/credential-report/operations';
import type { Recipe } from './recipe';

const TRIES = 10;

/** Asks for a report until it is complete, as scripts do. @param wait lets some time pass between two times */
export function generateCredentialReport(wait: () => Promise<void>): Recipe<void, unknown> {
  return async (run) => {
    for (let tries = 1; ; tries++) {
      const result = await run(GenerateCredentialReport, {});
      if (!result.ok || result.data.State === 'COMPLETE' || tries === TRIES) return result;
      await wait();
    }
  };
}

/** The file that AWS gives, byte for byte. */
export const getCredentialReport: Recipe<void, { fileName: string; text: string }> = async (run) => {
  const result = await run(GetCredentialReport, {});
  if (!result.ok) return result;
  const { Content, GeneratedTime } = result.data;
  const text = Buffer.from(Content, 'base64').toString('utf8');
  return { ok: true, data: { fileName: `status_reports_${GeneratedTime.slice(0, 19).replaceAll(':', '-')}.csv`, text } };
};
