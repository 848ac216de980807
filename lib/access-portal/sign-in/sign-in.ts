import { randomUUID } from 'node:crypto';
import { findAccountFacts, isUsable } from '../../core/account-facts';
import { AwsError } from '../../core/errors';
import { recordEvent } from '../../core/events/events';
import { nowOf } from '../../core/time/clock';
import type { Database } from '../../db/client';
import type { InstanceRow } from '../../identity-center/instance/rows';
import { verifyStorePassword } from '../../identity-store/password/rows';
import { findStoreUserByName } from '../../identity-store/rows';
import { completeSignIn, type PortalSignIn } from './complete';
import { factorAsked, factorVerified, type SignInOrigin } from './events';
import { beginStep, stepOf } from './second-step';

// AWS reveals neither whether a person exists nor whether it is disabled.
const FAILED = 'We couldn’t verify your sign-in credentials. Please try again.';

// AWS's text.
const BLOCKED =
  'You are required to provide multi-factor authentication (MFA) that you do not have. Ask your administrator to change the MFA settings.';

/**
 * Signs a person in to an access portal with a user name and a password. Returns a ticket instead if the person needs a second factor.
 * @param realNow real time, by which guesses are counted
 * @throws AwsError SignInFailed for a wrong name or password, a disabled person, or one who has no second factor and cannot get one, or Throttling after too many guesses
 */
export async function signInPerson(
  database: Database,
  instance: InstanceRow,
  { userName, password }: { userName: string; password: string },
  origin: SignInOrigin & { isTrusted?: (userId: string) => boolean },
  realNow: Date,
): Promise<PortalSignIn | { ticket: string }> {
  const account = await findAccountFacts(database.reader, instance.accountId);
  if (!account || !isUsable(account)) throw failed();
  const now = nowOf(account, realNow);
  const storeId = instance.identityStoreId;
  const user = await findStoreUserByName(database.reader, storeId, userName.trim());
  const verified = await verifyStorePassword(database, user, password, { realNow, sourceIp: origin.sourceIp });
  const workflow = randomUUID();
  const asked = { workflow, instance, user, now };
  // Both are written after the attempt was counted, so guessing cannot fill the history.
  await Promise.all([
    recordEvent(database, factorAsked(asked, 'PASSWORD', origin)),
    recordEvent(database, factorVerified(asked, { factor: 'PASSWORD', isRight: verified !== null }, origin)),
  ]);
  if (!user || !verified) throw failed();
  const step = await stepOf(database.reader, instance, user, origin);
  if (step === 'BLOCK') throw new AwsError('SignInFailed', BLOCKED);
  const flow = { workflow, instance, user, now };
  if (step) return { ticket: await beginStep(database, flow, step, origin, realNow) };
  return completeSignIn(database, flow, origin, { factors: ['PASSWORD'] });
}

function failed(): AwsError {
  return new AwsError('SignInFailed', FAILED);
}
