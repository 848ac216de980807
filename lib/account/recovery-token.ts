import { z } from 'zod';
import { BY_TIME } from '../core/by-time';
import { decrypt, encrypt } from '../core/secrets';

/** AWS: a link to reset the root password is good for one day. */
export const RECOVERY_LINK_MS = BY_TIME.recoveryLink.afterMs;

const PURPOSE = 'root-password-recovery';
const Contents = z.object({ accountId: z.string(), recovery: z.string(), expires: z.number() });

/** Whose password a link sets, which recovery it belongs to, and until when (milliseconds). */
export type RecoveryToken = z.output<typeof Contents>;

/** Text for a URL that nobody can read or make up. */
export function sealRecoveryToken(token: RecoveryToken): string {
  return Buffer.from(encrypt(PURPOSE, JSON.stringify(token)), 'base64').toString('base64url');
}

/** Null for text that is no token of this installation. */
export function openRecoveryToken(text: string): RecoveryToken | null {
  try {
    return Contents.parse(JSON.parse(decrypt(PURPOSE, Buffer.from(text, 'base64url').toString('base64'))));
  } catch {
    return null;
  }
}
