import 'server-only';
import { accountsOfLabs } from '../../classroom/attempt-accounts';
import { CreateSession, UseSession } from '../../cloudshell/console-operations';
import { environmentId } from '../../cloudshell/environment';
import { answerCall } from '../answer-call';
import { type StartedShell, startShell } from '../recipes/shell/start-shell';
import { consoleCall, currentSession } from '../request';
import type { ConsoleAction, ConsoleFailure } from '../result';
import { consoleRecipe } from '../run-console';
import { runtime } from '../runtime';
import type { ConsoleSession } from '../session/session';

/**
 * Returns why the caller of a session may make no calls in the shell, or null. AWS CloudShell runs commands in a session only, so it
 * takes the permission to create one. A refusal is recorded as one of CreateSession.
 */
export async function shellRefusal({ caller, account }: ConsoleSession): Promise<ConsoleFailure | null> {
  const { database } = await runtime();
  const asked = await answerCall(UseSession, {}, await consoleCall(caller), database);
  if (asked.ok || (await isForgiven(asked.error, account.id))) return null;
  const EnvironmentId = environmentId({ caller });
  const recorded = await answerCall(CreateSession, { EnvironmentId }, await consoleCall(caller), database);
  return recorded.ok ? null : recorded.error;
}

/** Starts a shell for a page. It is null where a missing permission does not matter. */
export const startShellAction: ConsoleAction<Record<string, never>, StartedShell | null> = async (shown, input) => {
  const started = await consoleRecipe(startShell)(shown, input);
  if (started.ok) return started;
  const session = await currentSession();
  return session && (await isForgiven(started.error, session.account.id)) ? { ok: true, data: null } : started;
};

/** Returns whether a denial is one in a scenario, whose people have no permissions for CloudShell. Only an explicit one counts there. */
async function isForgiven({ action, isExplicitDenial }: ConsoleFailure, accountId: string): Promise<boolean> {
  if (isExplicitDenial || !action?.startsWith('cloudshell:')) return false;
  const { database } = await runtime();
  return (await accountsOfLabs(database.reader, [accountId])).has(accountId);
}
