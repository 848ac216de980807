import { findAccountFacts, isUsable } from '../../core/account-facts';
import { AwsError } from '../../core/errors';
import { recordEvent } from '../../core/events/events';
import { nowOf } from '../../core/time/clock';
import type { Database } from '../../db/client';
import { transaction } from '../../db/transaction';
import type { InstanceRow } from '../../identity-center/instance/rows';
import { stillHasPassword, verifyStorePassword } from '../../identity-store/password/rows';
import { findStoreUserByName } from '../../identity-store/rows';
import { startPortalSession } from '../session/rows';
import { personSignedIn, type SignInOrigin } from './events';

/** A completed sign-in: the token for the browser's cookie. */
export type PortalSignIn = { token: string; expiresAt: Date };

// AWS reveals neither whether a person exists nor whether it is disabled.
const FAILED = 'We couldn’t verify your sign-in credentials. Please try again.';

/**
 * Signs a person in to an access portal with a user name and a password.
 * @param realNow real time, by which guesses are counted
 * @throws AwsError SignInFailed for a wrong name or password and a disabled person, or Throttling after too many guesses
 */
export async function signInPerson(
  database: Database,
  instance: InstanceRow,
  { userName, password }: { userName: string; password: string },
  origin: SignInOrigin,
  realNow: Date,
): Promise<PortalSignIn> {
  const account = await findAccountFacts(database.reader, instance.accountId);
  if (!account || !isUsable(account)) throw failed();
  const now = nowOf(account, realNow);
  const storeId = instance.identityStoreId;
  const user = await findStoreUserByName(database.reader, storeId, userName.trim());
  const verified = await verifyStorePassword(database, user, password, { realNow, sourceIp: origin.sourceIp });
  if (!user || !verified) {
    await recordEvent(database, personSignedIn(instance, user, null, origin, now));
    throw failed();
  }
  const person = { accountId: account.id, storeId, userId: user.id };
  const { session, token } = await transaction(database, async (tx) => {
    if (!(await stillHasPassword(tx, user))) throw failed();
    return startPortalSession(tx, person, origin, now);
  });
  await recordEvent(database, personSignedIn(instance, user, session.id, origin, now));
  return { token, expiresAt: session.expiresAt };
}

function failed(): AwsError {
  return new AwsError('SignInFailed', FAILED);
}
