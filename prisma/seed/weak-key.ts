import { ACCESS_KEY_SECRET } from '../../lib/core/credentials';
import { decrypt } from '../../lib/core/secrets';
import type { Database } from '../../lib/db/client';

/** AWS's secrets have 40 characters; one that a reset was given may have three. */
const LEAST_CHARACTERS = 32;
/** How AWS marks the secrets in its documentation. */
const PUBLISHED = /EXAMPLE/;

/**
 * The id of an access key that works and whose secret anybody may know or guess, or null. A reset makes such keys, of root users: every
 * other key has a secret by chance.
 */
export async function findWeakKey({ reader }: Database): Promise<string | null> {
  const keys = await reader.accessKey.findMany({ where: { userId: null, status: 'Active' } });
  const weak = keys.find(({ secretCipher }) => {
    const secret = decrypt(ACCESS_KEY_SECRET, secretCipher);
    return secret.length < LEAST_CHARACTERS || PUBLISHED.test(secret);
  });
  return weak?.id ?? null;
}
