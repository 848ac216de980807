import { invalidInput, validationError } from '../../core/errors';

const INVALID = 'Invalid Open ID Connect Provider URL';
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
// A host name and path, as the API reference says, without port, query, user and fragment. A `*` in an ARN would be a wildcard.
const HOST_AND_PATH = new RegExp(`^${LABEL}(?:\\.${LABEL})*(?:/[A-Za-z0-9._~!$&'()+,;=:@%/-]*)?$`);

/**
 * Returns the URL of an OIDC provider without its scheme, as in ARNs and condition keys. As in AWS, the rest stays unchanged:
 * case and a trailing slash make a different provider.
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
