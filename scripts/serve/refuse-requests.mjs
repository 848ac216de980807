/** The largest form that Next reads (`bodySizeLimit` in next.config.ts): the largest object of a bucket, and the form around it. */
const MAX_BODY_BYTES = 1088 * 1024;

/**
 * Returns the refusal of a request before Next sees it, or null. Next would answer 500 to most of these, and read bodies to their end.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {string | undefined} host that the client wrote, and that is one of ours
 * @returns {{ status: number, text: string } | null}
 */
export function refusalOf({ method = 'GET', url = '/', headers }, host) {
  if (!isDecodable(url)) return { status: 400, text: 'The address of this request cannot be read.' };
  if (method === 'GET' || method === 'HEAD') return null;
  if (!isFromHere(headers, host)) return { status: 403, text: 'This request was made by a page of another site.' };
  // Browsers say how long their forms are.
  if (headers['transfer-encoding'] !== undefined) return { status: 411, text: 'This request has to say its length.' };
  if (Number(headers['content-length'] ?? 0) > MAX_BODY_BYTES)
    return { status: 413, text: `The body of this request is larger than the ${MAX_BODY_BYTES} bytes that are accepted.` };
  return null;
}

/** @param {string} url */
function isDecodable(url) {
  try {
    decodeURIComponent(url.split('?')[0] ?? '');
    return url.startsWith('/');
  } catch {
    return false;
  }
}

/**
 * Returns whether the request comes from a page of this site. Browsers send the site of the page with each such request. Other clients
 * don't, but they have no cookie of a user either.
 *
 * @param {import('node:http').IncomingHttpHeaders} headers
 * @param {string | undefined} host
 */
function isFromHere({ origin, ...headers }, host) {
  if (headers['sec-fetch-site'] === 'cross-site') return false;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}
