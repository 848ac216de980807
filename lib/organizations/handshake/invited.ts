import type { Scope } from '../../core/operation';
import { CLOCK, type ClockFacts } from '../../core/time/clock';
import { invalidInput } from '../errors';
import { AccountId, Email } from '../shapes';

/** The party that an invitation names. */
export type InvitedTarget = { Id: string; Type: 'ACCOUNT' | 'EMAIL' };
export type InvitedAccount = ClockFacts & { id: string; email: string };

/**
 * Returns the target of an invitation.
 * @throws AwsError InvalidInput for an organization, or an invalid id or address
 */
export function requireTarget({ Id, Type }: { Id: string; Type: 'ACCOUNT' | 'ORGANIZATION' | 'EMAIL' }): InvitedTarget {
  if (Type === 'ORGANIZATION') throw invalidInput('INVALID_PARTY_TYPE_TARGET');
  if (Type === 'ACCOUNT' && !AccountId.safeParse(Id).success) throw invalidInput('INVALID_PATTERN_TARGET_ID');
  if (Type === 'EMAIL' && !Email.safeParse(Id).success) throw invalidInput('INVALID_EMAIL_ADDRESS_TARGET');
  return { Id, Type };
}

/** Returns the invited account. An email address may belong to nobody yet; an unknown account id is an error. */
export async function findInvited({ db }: Scope, { Id, Type }: InvitedTarget): Promise<InvitedAccount | null> {
  const account = await db.account.findUnique({
    where: Type === 'ACCOUNT' ? { id: Id } : { email: Id.toLowerCase() },
    select: { id: true, email: true, ...CLOCK },
  });
  if (!account && Type === 'ACCOUNT')
    throw invalidInput('INVALID_PATTERN_TARGET_ID', "You specified an account that doesn't exist.");
  return account;
}
