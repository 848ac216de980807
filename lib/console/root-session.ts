import 'server-only';
import { findCredential } from '../core/credentials';
import { type RootTask, taskPolicyArn } from '../iam/root-access/rows';
import { AssumeRoot } from '../sts/root-session/operations';
import { consoleCall } from './request';
import type { ConsoleResult } from './result';
import { answerCall, runConsole } from './run-console';
import { runtime } from './runtime';

/** AWS: fifteen minutes at most. The calls of one click take a moment. */
const SECONDS = 60;

/**
 * Starts a root session in a member account as whoever is signed in, as AWS's console does for a privileged action. The credentials do not
 * leave this process.
 * @returns a function that makes calls in the session
 */
export async function startRootSession(accountId: string, task: RootTask): Promise<ConsoleResult<typeof runConsole>> {
  const TaskPolicyArn = { arn: taskPolicyArn('aws', task) };
  const started = await runConsole(AssumeRoot, { TargetPrincipal: accountId, TaskPolicyArn, DurationSeconds: SECONDS });
  if (!started.ok) return started;
  const { database } = await runtime();
  const credential = await findCredential(database.reader, started.data.Credentials?.AccessKeyId ?? '', 'aws', new Date());
  if (credential.state !== 'usable')
    return { ok: false, error: { code: 'ExpiredToken', message: 'The root session could not be used.', requestId: '' } };
  return {
    ok: true,
    data: async (operation, input) => {
      const result = await answerCall(operation, input, await consoleCall(credential.caller));
      // The evaluation behind a denial is the member account's, and opens there only.
      return result.ok ? result : { ok: false, error: { ...result.error, traceHref: undefined } };
    },
  };
}
