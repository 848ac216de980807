/**
 * * The forms that work without a sign-in, at the address of any session (lib/console/session/session-address.ts). Each costs a page, and
 * most cost a hash of a password.
 */
const FORMS = /^(?:\/[sS]\/[^/]*)?\/(?:sign-(?:in|up)|class\/(?:sign-in|set-up))(?:[/?]|$)/;

/** Fewer than may wait for a hash (lib/core/secrets/password-hash.ts), so that those who have signed in always find a place there. */
const MOST = 16;

/** The form of a class's code, which hashes no password, because a whole class sends it at the same time. */
const JOIN = /^(?:\/[sS]\/[^/]*)?\/join(?:[/?]|$)/;
const MOST_JOINING = 100;

/** @typedef {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void} Handle */

/**
 * Answers 429 at once, before anything is worked out, while too many forms of the signed-out pages are in hand. Everything else passes.
 *
 * @param {Handle} handle
 * @returns {Handle}
 */
export function boundSignIns(handle) {
  return bounded(JOIN, MOST_JOINING, bounded(FORMS, MOST, handle));
}

/** @param {RegExp} forms @param {number} most @param {Handle} handle @returns {Handle} */
function bounded(forms, most, handle) {
  let inHand = 0;
  return (request, response) => {
    if (request.method !== 'POST' || !forms.test(request.url ?? '')) return handle(request, response);
    if (inHand >= most) return refuse(request, response);
    inHand += 1;
    response.once('close', () => {
      inHand -= 1;
    });
    handle(request, response);
  };
}

/** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
function refuse(request, response) {
  request.resume();
  // Without a charset: the text of exactly this type is what Next gives to the page whose action was refused.
  response.writeHead(429, { 'content-type': 'text/plain', 'retry-after': '1', 'cache-control': 'no-store' });
  response.end('Too many requests. Try again in a moment.');
}
