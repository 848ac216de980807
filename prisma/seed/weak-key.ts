import { ACCESS_KEY_SECRET } from '../../lib/core/secrets/credentials';
import { decrypt } from '../../lib/core/secrets/secrets';
import type { Database } from '../../lib/db/client';

/** The shortest strong secret, in characters. AWS's secrets have 40, but a reset can set one with only three. */
const LEAST_CHARACTERS = 32;
/** The mark of example secrets in AWS's documentation. */
const PUBLISHED = /EXAMPLE/;

/**
 * Returns the ID of a working access key with a known or weak secret, or null. Resets create such keys for root users. All other
 * secrets are random.
 */
export async function findWeakKey({ reader }: Database): Promise<string | null> {
  const keys = await reader.accessKey.findMany({ where: { userId: null, status: 'Active' } });
  const weak = keys.find(({ secretCipher }) => {
    const secret = decrypt(ACCESS_KEY_SECRET, secretCipher);
    return secret.length < LEAST_CHARACTERS || PUBLISHED.test(secret);
  });
  return weak?.id ?? null;
}
