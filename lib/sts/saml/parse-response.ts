import { childElements, hasDocumentType, parseXml } from '../../core/text/parse-xml';
import { invalidToken } from '../federation-claims';

/**
 * More than the assertion of a person with hundreds of roles. Checking signatures takes time quadratic in the number of nodes,
 * and anyone can send an assertion.
 */
const MAX_MARKUP = 3000;
const MAX_ATTRIBUTES = 3000;
const MAX_NAMESPACE_DECLARATIONS = 1000;

const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion';

/** Returns whether a text is small in everything that costs time and defines no entities. Nothing is ever expanded. */
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

/** The encrypted assertion of a SAML response, if it has one. Nothing in it is verified yet. */
export type Response = { encrypted: Element | null };

/**
 * Parses a SAML response before its signature is verified.
 * @param base64 from the caller
 * @throws AwsError InvalidIdentityToken unless it is a response with exactly one assertion
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
