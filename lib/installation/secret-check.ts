import type { Sealer } from '../core/secrets';

const PURPOSE = 'secret-check';
const WORD = 'installation';

/** What an installation keeps to know its secret key by. */
export function newSecretCheck({ encrypt }: Pick<Sealer, 'encrypt'>): string {
  return encrypt(PURPOSE, WORD);
}

/** Whether secrets that were closed together with this check open with the sealer's key. */
export function opensSecretCheck({ decrypt }: Pick<Sealer, 'decrypt'>, secretCheck: string): boolean {
  try {
    return decrypt(PURPOSE, secretCheck) === WORD;
  } catch {
    return false;
  }
}
