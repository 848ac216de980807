import { invalidInput, validationError } from '../../core/errors';

const INVALID = 'Invalid Open ID Connect Provider URL';
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
// A host name and a path, as the API reference says: no port, no query; nor a user or a fragment. A `*` in an ARN would be a wildcard.
const HOST_AND_PATH = new RegExp(`^${LABEL}(?:\\.${LABEL})*(?:/[A-Za-z0-9._~!$&'()+,;=:@%/-]*)?$`);

/**
 * The URL of an OpenID Connect provider without its scheme, as ARNs and condition keys name it. AWS changes nothing else of it: case
 * counts, and with a slash at its end it is another provider.
 * @throws AwsError ValidationError or InvalidInput
 */
export function requireProviderUrl(url: string): string {
  const cut = url.indexOf('://');
  if (cut < 0) throw validationError(INVALID, 'Url');
  if (!url.startsWith('https://')) throw invalidInput(`${INVALID}. The URL must begin with https://.`, 'Url');
  const bare = url.slice(cut + 3);
  if (bare === '' || bare.startsWith('/')) throw validationError(INVALID, 'Url');
  if (!HOST_AND_PATH.test(bare)) throw invalidInput(`${INVALID}.`, 'Url');
  return bare;
}
