import 'server-only';
import { findCredential } from '../../core/secrets/credentials';
import { type RootTask, taskPolicyArn } from '../../iam/root-access/rows';
import { AssumeRoot } from '../../sts/root-session/operations';
import { answerCall } from '../answer-call';
import type { Recipe, RunCall } from '../recipes/recipe';
import { consoleCall } from '../request';
import type { ConsoleResult } from '../result';
import { runtime } from '../runtime';

/** The lifetime of a root session in seconds, at most fifteen minutes in AWS. The calls of one click take a moment. */
const SECONDS = 60;

/**
 * Returns a recipe that starts a root session in a member account as the caller and runs another recipe in it, as AWS's console
 * does for privileged actions. The credentials never leave this process.
 */
export function inRootSession<Input extends { accountId: string }, Output>(
  task: RootTask,
  recipe: Recipe<Input, Output>,
): Recipe<Input, Output> {
  return async (run, input) => {
    const session = await startRootSession(run, input.accountId, task);
    return session.ok ? recipe(session.data, input) : session;
  };
}

async function startRootSession(run: RunCall, accountId: string, task: RootTask): Promise<ConsoleResult<RunCall>> {
  const TaskPolicyArn = { arn: taskPolicyArn('aws', task) };
  const started = await run(AssumeRoot, { TargetPrincipal: accountId, TaskPolicyArn, DurationSeconds: SECONDS });
  if (!started.ok) return started;
  const { database } = await runtime();
  const credential = await findCredential(database.reader, started.data.Credentials.AccessKeyId, 'aws', new Date());
  if (credential.state !== 'usable')
    return { ok: false, error: { code: 'ExpiredToken', message: 'The root session could not be used.', requestId: '' } };
  return {
    ok: true,
    data: async (operation, input) => {
      const result = await answerCall(operation, input, await consoleCall(credential.caller), database);
      // The evaluation behind a denial belongs to the member account and can be opened only there.
      return result.ok ? result : { ok: false, error: { ...result.error, traceHref: undefined } };
    },
  };
}
