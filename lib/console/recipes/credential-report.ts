import { setTimeout } from 'node:timers/promises';
import { GenerateCredentialReport, GetCredentialReport } from '../../iam/credential-report/operations';
import { bytesOf } from './bytes';
import type { Recipe } from './recipe';

const WAIT_MS = 500;
const TRIES = 10;

/** Asks for a report until it is complete, as scripts do. */
export const generateCredentialReport: Recipe<void, unknown> = async (run) => {
  for (let tries = 1; ; tries++) {
    const result = await run(GenerateCredentialReport, {});
    if (!result.ok || result.data.State === 'COMPLETE' || tries === TRIES) return result;
    await setTimeout(WAIT_MS);
  }
};

/** The file that AWS gives, byte for byte. */
export const getCredentialReport: Recipe<void, { fileName: string; text: string }> = async (run) => {
  const result = await run(GetCredentialReport, {});
  if (!result.ok) return result;
  const { Content, GeneratedTime } = result.data;
  const text = Buffer.from(bytesOf(Content)).toString('utf8');
  return { ok: true, data: { fileName: `status_reports_${GeneratedTime.slice(0, 19).replaceAll(':', '-')}.csv`, text } };
};
