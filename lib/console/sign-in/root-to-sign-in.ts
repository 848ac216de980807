import 'server-only';
import { GetAccountSettings } from '../../account/settings-operations';
import { missingAction } from '../../core/run/run';
import { consoleCall, currentSession } from '../request';
import { runConsole } from '../run-console';
import { runtime } from '../runtime';
import { claimIdentity } from '../session/claim';

/** The account whose root user should sign in. `email` is set if the current caller may know it. */
export type RootToSignIn = { id: string; name: string; email?: string };

/**
 * Returns the account whose page led to the root sign-in. It must be the account of the same address's session, so that account
 * names can't be looked up by number.
 */
export async function rootToSignIn(accountId: string | undefined): Promise<RootToSignIn | null> {
  const session = await currentSession();
  if (!session || session.passwordResetRequired || session.account.id !== accountId) return null;
  const { id, name } = session.account;
  const { database } = await runtime();
  const missing = await missingAction(GetAccountSettings, {}, await consoleCall(session.caller), database);
  if (missing !== null) return { id, name };
  const settings = await claimIdentity(session.identityTag, () => runConsole(GetAccountSettings, {}));
  return settings.ok ? { id, name, email: settings.data.Email } : { id, name };
}
