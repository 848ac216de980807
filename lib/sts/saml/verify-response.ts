import { SAML, type SamlConfig, SamlStatusError } from '@node-saml/node-saml';
import { decryptXml } from '@node-saml/node-saml/lib/xml';
import { AwsError } from '../../core/errors';
import { invalidToken } from '../federation-claims';
import { invalidResponse, isModest, parseResponse } from './parse-response';

/** The input for verifying a provider's assertions. */
export type Verification = {
  /** The certificates of the provider's metadata as PEM. */
  certificates: readonly string[];
  /** The keys that decrypt assertions as PEM. */
  privateKeys: readonly string[];
  encryptionRequired: boolean;
};

/** An element as the library returns it: children by local name, text and attributes. */
export type XmlNode = { _?: string; $?: Readonly<Record<string, string>>; [child: string]: unknown };

/** The encryption algorithms that XML Encryption does not discourage: no RSA 1.5, no triple DES. */
const ALGORITHMS: ReadonlySet<string> = new Set([
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
  'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
]);

/**
 * Returns the verified assertion of a SAML response, read only from signed content. The provider must have signed the response or
 * the assertion. The caller must check times, audiences and everything else.
 * @param base64 the response as sent
 * @throws AwsError InvalidIdentityToken; IDPRejectedClaim if the provider says that it authenticated nobody
 */
export async function verifyResponse(base64: string, by: Verification): Promise<XmlNode> {
  const { encrypted } = parseResponse(base64);
  if (!encrypted && by.encryptionRequired) throw invalidToken('The SAML provider takes encrypted assertions only.');
  const key = encrypted ? await openingKey(encrypted, by.privateKeys) : undefined;
  // The error of an encrypted assertion is never revealed, since such answers enable decrypting it.
  if (encrypted && key === undefined) throw signatureInvalid();
  try {
    const { profile } = await new SAML(configOf(by, key)).validatePostResponseAsync({ SAMLResponse: base64 });
    const assertion = profile?.getAssertion?.().Assertion;
    if (assertion) return assertion as XmlNode;
  } catch (error) {
    if (error instanceof SamlStatusError) throw rejected(error);
    throw encrypted || /signature/i.test(String(error)) ? signatureInvalid() : invalidResponse();
  }
  throw invalidResponse();
}

function signatureInvalid(): Error {
  return invalidToken('Response signature invalid');
}

function rejected({ message }: Error): AwsError {
  return new AwsError('IDPRejectedClaimException', message.slice(0, 300));
}

function configOf({ certificates }: Verification, decryptionPvk: string | undefined): SamlConfig {
  return {
    idpCert: [...certificates],
    ...(decryptionPvk === undefined ? {} : { decryptionPvk }),
    // One signature is required: the response's or the assertion's.
    wantAuthnResponseSigned: false,
    wantAssertionsSigned: false,
    // The library would use the machine's clock and a single audience.
    acceptedClockSkewMs: -1,
    audience: false,
    // These settings concern requests, which are never made.
    callbackUrl: 'https://signin.aws.amazon.com/saml',
    issuer: 'urn:amazon:webservices',
  };
}

/**
 * Returns the key that decrypts an assertion. It is decrypted here first, because the library would parse the result whatever its
 * size.
 */
async function openingKey(encrypted: Element, privateKeys: readonly string[]): Promise<string | undefined> {
  const methods = Array.from(encrypted.getElementsByTagNameNS('*', 'EncryptionMethod'));
  const names = methods.map((method) => method.getAttribute('Algorithm'));
  if (!names.every((name) => name !== null && ALGORITHMS.has(name))) return undefined;
  const xml = encrypted.toString();
  for (const key of privateKeys) {
    const opened = await decryptXml(xml, key).catch(() => undefined);
    if (opened !== undefined && isModest(opened)) return key;
  }
  return undefined;
}
