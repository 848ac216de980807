import 'server-only';
import { GetAccountSettings } from '../account/settings-operations';
import { wouldBeAllowed } from '../core/run';
import { claimIdentity } from './claim';
import { consoleCall, currentSession } from './request';
import { runConsole } from './run-console';
import { runtime } from './runtime';

/** Whose root user is to sign in. `email`: where whoever is signed in now may know it. */
export type RootToSignIn = { id: string; name: string; email?: string };

/**
 * The account that a page of the console led to the root user's sign-in from. Nobody learns of an account here by its number: it has to be
 * the one in which the session of the same address acts.
 */
export async function rootToSignIn(accountId: string | undefined): Promise<RootToSignIn | null> {
  const session = await currentSession();
  if (!session || session.passwordResetRequired || session.account.id !== accountId) return null;
  const { id, name } = session.account;
  const { database } = await runtime();
  if (!(await wouldBeAllowed(GetAccountSettings, {}, await consoleCall(session.caller), database))) return { id, name };
  const settings = await claimIdentity(session.identityTag, () => runConsole(GetAccountSettings, {}));
  return settings.ok ? { id, name, email: settings.data.Email } : { id, name };
}
