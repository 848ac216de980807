import { X509Certificate } from 'node:crypto';
import { invalidInput } from '../../core/errors';
import { childElements, parseXml } from '../../core/text/parse-xml';
import { requireRoom } from '../quotas';

const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata';
const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';
const SAML_2 = 'urn:oasis:names:tc:SAML:2.0:protocol';
/** IAM User Guide, "Create a SAML identity provider": smaller keys are refused. */
export const MIN_KEY_BITS = 1024;

export type SamlMetadata = {
  /** The issuer in this identity provider's assertions. */
  entityId: string;
  /** The certificates that may sign its assertions, as PEM; at least one. Their expiry is ignored. */
  signingCertificates: string[];
  /** The document's expiry; null if it has none. */
  validUntil: Date | null;
};

/**
 * Parses the SAML 2.0 metadata of one identity provider. Like AWS, it ignores the expiry of certificates (SAML V2.0 Metadata
 * Interoperability Profile): they only carry keys.
 * @throws AwsError InvalidInput for text that is not well-formed XML, has a document type, or describes no identity provider that
 * signs; LimitExceeded for more than ten signing keys
 */
export function readSamlMetadata(xml: string): SamlMetadata {
  const entity = identityProviderOf(parse(xml));
  const entityId = entity.getAttribute('entityID') ?? '';
  const roles = childElements(entity, METADATA, 'IDPSSODescriptor').filter(speaksSaml2);
  const certificates = roles.flatMap(signingCertificatesOf);
  // SAML 2.0 metadata, 2.3.2: an entity ID is a URI of at most 1024 characters.
  if (entityId === '' || entityId.length > 1024 || certificates.length === 0) throw unreadable();
  requireRoom('KeysPerSAMLProvider', certificates.length - 1, 'SAMLMetadataDocument');
  return { entityId, signingCertificates: [...new Set(certificates)], validUntil: earliestValidUntil([entity, ...roles]) };
}

function unreadable(): Error {
  return invalidInput('Could not parse metadata', 'SAMLMetadataDocument');
}

/** More than real metadata declares. The parser copies all declarations at each new one, which would be slow for many. */
const MAX_NAMESPACE_DECLARATIONS = 1000;

function parse(xml: string): Element {
  const root = xml.split('xmlns').length > MAX_NAMESPACE_DECLARATIONS ? null : parseXml(xml);
  if (!root) throw unreadable();
  return root;
}

/** Returns the only entity of a document with an identity provider's role. */
function identityProviderOf(root: Element): Element {
  if (root.namespaceURI !== METADATA) throw unreadable();
  const entities = root.localName === 'EntitiesDescriptor' ? childElements(root, METADATA, 'EntityDescriptor') : [root];
  const providers = entities.filter(
    (entity) => entity.localName === 'EntityDescriptor' && childElements(entity, METADATA, 'IDPSSODescriptor').some(speaksSaml2),
  );
  const [provider] = providers;
  if (!provider || providers.length > 1) throw unreadable();
  return provider;
}

function speaksSaml2(role: Element): boolean {
  return role.getAttribute('protocolSupportEnumeration')?.split(/\s+/).includes(SAML_2) ?? false;
}

/** Returns the signing certificates. A key without a use is for both signing and encryption (SAML 2.0 metadata, 2.4.1.1). */
function signingCertificatesOf(role: Element): string[] {
  return childElements(role, METADATA, 'KeyDescriptor')
    .filter((key) => key.getAttribute('use') !== 'encryption')
    .flatMap((key) => childElements(key, SIGNATURE, 'KeyInfo'))
    .flatMap((info) => childElements(info, SIGNATURE, 'X509Data'))
    .flatMap((data) => childElements(data, SIGNATURE, 'X509Certificate'))
    .map((certificate) => toPem(certificate.textContent));
}

function toPem(text: string): string {
  const base64 = text.replace(/\s+/g, '');
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw unreadable();
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(Buffer.from(base64, 'base64'));
  } catch {
    throw unreadable();
  }
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) < MIN_KEY_BITS) throw unreadable();
  return certificate.toString();
}

function earliestValidUntil(elements: readonly Element[]): Date | null {
  const times = elements.flatMap((element) => {
    const text = element.getAttribute('validUntil');
    return text ? [Date.parse(text)] : [];
  });
  if (times.some(Number.isNaN)) throw unreadable();
  return times.length > 0 ? new Date(Math.min(...times)) : null;
}
