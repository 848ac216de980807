import { AwsError } from '../../core/errors';
import { recordEvent } from '../../core/events/events';
import type { Database } from '../../db/client';
import { transaction } from '../../db/transaction';
import { stillHasPassword } from '../../identity-store/password/rows';
import type { StoreUserRow } from '../../identity-store/rows';
import { startPortalSession } from '../session/rows';
import { personSignedIn, type SignInFlow, type SignInOrigin, type VerifiedFactors } from './events';

/** A completed sign-in: the token for the browser's cookie. */
export type PortalSignIn = { token: string; expiresAt: Date };

/**
 * Starts the session of a person who has proven everything that is needed.
 * @throws AwsError SignInFailed if the person was disabled or got another password meanwhile
 */
export async function completeSignIn(
  database: Database,
  flow: SignInFlow & { user: StoreUserRow },
  origin: SignInOrigin,
  verified: VerifiedFactors,
): Promise<PortalSignIn> {
  const { instance, user, now } = flow;
  const person = { accountId: instance.accountId, storeId: instance.identityStoreId, userId: user.id };
  const { session, token } = await transaction(database, async (tx) => {
    if (!(await stillHasPassword(tx, user))) throw new AwsError('SignInFailed', 'The sign-in is no longer valid. Start again.');
    return startPortalSession(tx, person, origin, now);
  });
  await recordEvent(database, personSignedIn(flow, session.id, verified, origin));
  return { token, expiresAt: session.expiresAt };
}
