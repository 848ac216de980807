import type { Sealer } from '../core/secrets/secrets';

const PURPOSE = 'secret-check';
const WORD = 'installation';

/** Returns a value by which an installation recognizes its secret key. */
export function newSecretCheck({ encrypt }: Pick<Sealer, 'encrypt'>): string {
  return encrypt(PURPOSE, WORD);
}

/** Returns whether the sealer's key decrypts secrets encrypted together with this check. */
export function opensSecretCheck({ decrypt }: Pick<Sealer, 'decrypt'>, secretCheck: string): boolean {
  try {
    return decrypt(PURPOSE, secretCheck) === WORD;
  } catch {
    return false;
  }
}
