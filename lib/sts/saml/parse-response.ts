import { childElements, hasDocumentType, parseXml } from '../../core/parse-xml';
import { invalidToken } from '../federation-claims';

/**
 * More than the assertion of a person with hundreds of roles has. What checks signatures takes time that grows with the square of the
 * number of nodes, and anybody may send an assertion.
 */
const MAX_MARKUP = 3000;
const MAX_ATTRIBUTES = 3000;
const MAX_NAMESPACE_DECLARATIONS = 1000;

const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion';

/** Whether text is small enough in all that costs, and defines no entities: nothing is ever expanded. */
export function isModest(xml: string): boolean {
  return (
    !hasDocumentType(xml) &&
    count(xml, '<') <= MAX_MARKUP &&
    count(xml, '=') <= MAX_ATTRIBUTES &&
    count(xml, 'xmlns') <= MAX_NAMESPACE_DECLARATIONS
  );
}

function count(text: string, part: string): number {
  let found = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) found++;
  return found;
}

/** The encrypted assertion of a SAML response, if that is what it carries; nothing in it is proved yet. */
export type Response = { encrypted: Element | null };

/**
 * Reads a SAML response as far as it can be read before its signature is checked.
 * @param base64 as the caller sends it
 * @throws AwsError InvalidIdentityToken for what is no response with exactly one assertion
 */
export function parseResponse(base64: string): Response {
  if (!/^[A-Za-z0-9+/=\s]+$/.test(base64)) throw invalidToken('Invalid base64 SAMLResponse');
  const xml = Buffer.from(base64, 'base64').toString('utf8');
  const root = isModest(xml) ? parseXml(xml) : null;
  if (root?.namespaceURI !== PROTOCOL || root.localName !== 'Response') throw invalidResponse();
  const [plain, encrypted] = ['Assertion', 'EncryptedAssertion'].map((name) => childElements(root, ASSERTION, name));
  if ((plain?.length ?? 0) + (encrypted?.length ?? 0) > 1) throw invalidResponse();
  return { encrypted: encrypted?.[0] ?? null };
}

export function invalidResponse(): Error {
  return invalidToken('Your request included an invalid SAML response.');
}
