import { randomBytes } from 'node:crypto';
import type { Credentials } from '@aws-sdk/client-sts';
import type { SessionFacts } from '../core/call';
import { newAccessKeyId, newSecretAccessKey } from '../core/ids';
import type { Scope } from '../core/operation';
import { ACCESS_KEY_SECRET, type StoredSession, sessionTokenDigest } from '../core/secrets/credentials';
import { encrypt } from '../core/secrets/secrets';

/** AWS: SessionTokenUtilization is a percentage of this. */
const MAX_TOKEN_SIZE = 4096;
const TOKEN_BYTES = 96;

type NewSession = Pick<StoredSession, 'principal' | 'credential'> & { session: Omit<SessionFacts, 'issuedAt' | 'expiresAt'> };
export type Issued = {
  Credentials: Required<{ [Name in keyof Credentials]: NonNullable<Credentials[Name]> }>;
  SessionTokenSize: number;
  SessionTokenUtilization: number;
};

/**
 * Issues and stores temporary credentials. The secret is stored encrypted, and the token only as a digest.
 * @param session the caller they stand for; times are set here
 * @param minimumTokenSize in bytes
 */
export async function issueCredentials(
  scope: Pick<Scope, 'db' | 'now'>,
  accountId: string,
  session: NewSession,
  durationSeconds: number,
  minimumTokenSize = 0,
): Promise<Issued> {
  const { db, now } = scope;
  const expiresAt = new Date(now.getTime() + durationSeconds * 1000);
  const accessKeyId = newAccessKeyId('ASIA');
  const secret = newSecretAccessKey();
  const token = newSessionToken(minimumTokenSize);
  const stored: StoredSession = {
    ...session,
    session: { ...session.session, issuedAt: now.toISOString(), expiresAt: expiresAt.toISOString() },
  };
  await db.temporaryCredential.create({
    data: {
      accessKeyId,
      accountId,
      secretCipher: encrypt(ACCESS_KEY_SECRET, secret),
      tokenHash: sessionTokenDigest(token),
      session: JSON.stringify(stored),
      issuedAt: now,
      expiresAt,
    },
  });
  return {
    Credentials: { AccessKeyId: accessKeyId, SecretAccessKey: secret, SessionToken: token, Expiration: expiresAt },
    SessionTokenSize: token.length,
    SessionTokenUtilization: Math.ceil((token.length / MAX_TOKEN_SIZE) * 100),
  };
}

/** Returns base64 text of at least `minimum` characters. */
function newSessionToken(minimum: number): string {
  return randomBytes(Math.max(TOKEN_BYTES, Math.ceil(minimum / 4) * 3)).toString('base64');
}
