'use server';

import { setTimeout } from 'node:timers/promises';
import type { ConsoleResult } from '@/lib/console/result';
import { consoleRecipe, runConsole } from '@/lib/console/run-console';
import { GenerateCredentialReport, GetCredentialReport } from '@/lib/iam/credential-report/operations';
import { bytesOf } from '../bytes';

const WAIT_MS = 500;
const TRIES = 10;

/** Asks for a report until it is complete, as scripts do. */
export const generateCredentialReport = consoleRecipe(async (): Promise<ConsoleResult<unknown>> => {
  for (let tries = 1; ; tries++) {
    const result = await runConsole(GenerateCredentialReport, {});
    if (!result.ok || result.data.State === 'COMPLETE' || tries === TRIES) return result;
    await setTimeout(WAIT_MS);
  }
});

/** The file that AWS gives, byte for byte. */
export const getCredentialReport = consoleRecipe(async (): Promise<ConsoleResult<{ fileName: string; text: string }>> => {
  const result = await runConsole(GetCredentialReport, {});
  if (!result.ok) return result;
  const { Content, GeneratedTime } = result.data;
  const text = Buffer.from(bytesOf(Content)).toString('utf8');
  return { ok: true, data: { fileName: `status_reports_${GeneratedTime.slice(0, 19).replaceAll(':', '-')}.csv`, text } };
});
