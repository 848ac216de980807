import { GenerateCredentialReport, GetCredentialReport } from '../../../iam/credential-report/operations';
import type { Recipe } from '../recipe';

const TRIES = 10;

/**
 * Requests a report until it is complete, as scripts do.
 * @param wait pauses between two requests
 */
export function generateCredentialReport(wait: () => Promise<void>): Recipe<void, unknown> {
  return async (run) => {
    for (let tries = 1; ; tries++) {
      const result = await run(GenerateCredentialReport, {});
      if (!result.ok || result.data.State === 'COMPLETE' || tries === TRIES) return result;
      await wait();
    }
  };
}

/** Returns the credential report byte for byte as AWS formats it. */
export const getCredentialReport: Recipe<void, { fileName: string; text: string }> = async (run) => {
  const result = await run(GetCredentialReport, {});
  if (!result.ok) return result;
  const { Content, GeneratedTime } = result.data;
  const text = Buffer.from(Content, 'base64').toString('utf8');
  return { ok: true, data: { fileName: `status_reports_${GeneratedTime.slice(0, 19).replaceAll(':', '-')}.csv`, text } };
};
