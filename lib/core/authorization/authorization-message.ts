import { decrypt, encrypt } from '../secrets/secrets';

/** The stored evaluation that a denial's encoded message refers to. */
export type AuthorizationMessage = { authorizationId: string; accountId: string };

const PURPOSE = 'authorization-message';

/**
 * Returns the opaque text that a denial carries for sts:DecodeAuthorizationMessage. Only this installation can make or read one.
 */
export function encodeAuthorizationMessage({ authorizationId, accountId }: AuthorizationMessage): string {
  return Buffer.from(encrypt(PURPOSE, `${accountId}/${authorizationId}`), 'base64').toString('base64url');
}

/** Returns null if the text is not a message of this installation. */
export function decodeAuthorizationMessage(text: string): AuthorizationMessage | null {
  try {
    const [accountId, authorizationId] = decrypt(PURPOSE, Buffer.from(text, 'base64url').toString('base64')).split('/');
    return accountId && authorizationId ? { accountId, authorizationId } : null;
  } catch {
    return null;
  }
}
