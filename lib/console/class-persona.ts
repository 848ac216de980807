import 'server-only';
import { transaction } from '../db/transaction';
import { keepSession } from './keep-session';
import { requestOrigin } from './request';
import { runtime } from './runtime';
import { startSession } from './session';

/**
 * Signs this browser in as a persona of an attempt, without a password: whoever has the seat may be each of them.
 * @returns the name that the session is kept under
 * @throws AwsError LimitExceeded where the browser keeps as many sessions as it may
 */
export async function becomePersona(identity: { accountId: string; userId: string | null }): Promise<string | null> {
  const { sourceIp, userAgent } = await requestOrigin();
  const { database } = await runtime();
  const ticket = await transaction(database, (tx) =>
    startSession(tx, { ...identity, mfaAt: null }, { sourceIp, userAgent }, new Date()),
  );
  return keepSession(ticket, true);
}
