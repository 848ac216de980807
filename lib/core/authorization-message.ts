import { decrypt, encrypt } from './secrets';

/** Which stored evaluation a denial's encoded message stands for. */
export type AuthorizationMessage = { authorizationId: string; accountId: string };

const PURPOSE = 'authorization-message';

/** The opaque text that a denial carries for sts:DecodeAuthorizationMessage. Only this installation can make or read one. */
export function encodeAuthorizationMessage({ authorizationId, accountId }: AuthorizationMessage): string {
  return Buffer.from(encrypt(PURPOSE, `${accountId}/${authorizationId}`), 'base64').toString('base64url');
}

/** Null for text that is no message of this installation. */
export function decodeAuthorizationMessage(text: string): AuthorizationMessage | null {
  try {
    const [accountId, authorizationId] = decrypt(PURPOSE, Buffer.from(text, 'base64url').toString('base64')).split('/');
    return accountId && authorizationId ? { accountId, authorizationId } : null;
  } catch {
    return null;
  }
}
