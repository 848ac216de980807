import { z } from 'zod';
import { decrypt, encrypt } from '../core/secrets/secrets';
import { BY_TIME } from '../core/time/by-time';

/** AWS: a link to reset the root password is valid for one day. */
export const RECOVERY_LINK_MS = BY_TIME.recoveryLink.afterMs;

const PURPOSE = 'root-password-recovery';
const Contents = z.object({ accountId: z.string(), recovery: z.string(), expires: z.number() });

/** The content of a recovery link: the account, the recovery, and the expiry in milliseconds. */
export type RecoveryToken = z.output<typeof Contents>;

/** Returns an encrypted, authenticated token for a URL. */
export function sealRecoveryToken(token: RecoveryToken): string {
  return Buffer.from(encrypt(PURPOSE, JSON.stringify(token)), 'base64').toString('base64url');
}

/** Returns the content of a token, or null if it is not one of this installation. */
export function openRecoveryToken(text: string): RecoveryToken | null {
  try {
    return Contents.parse(JSON.parse(decrypt(PURPOSE, Buffer.from(text, 'base64url').toString('base64'))));
  } catch {
    return null;
  }
}
