import { SAML, type SamlConfig, SamlStatusError } from '@node-saml/node-saml';
import { decryptXml } from '@node-saml/node-saml/lib/xml';
import { AwsError } from '../../core/errors';
import { invalidToken } from '../federation-claims';
import { invalidResponse, isModest, parseResponse } from './parse-response';

/** What checks a provider's assertions. */
export type Verification = {
  /** PEM, of the provider's metadata. */
  certificates: readonly string[];
  /** PEM: what opens encrypted assertions. */
  privateKeys: readonly string[];
  encryptionRequired: boolean;
};

/** An element as the library reads it: children by their names without prefix, text, attributes. */
export type XmlNode = { _?: string; $?: Readonly<Record<string, string>>; [child: string]: unknown };

/** Encryption that XML Encryption does not advise against: no RSA 1.5, no triple DES. */
const ALGORITHMS: ReadonlySet<string> = new Set([
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
  'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
]);

/**
 * The assertion of a SAML response, once its signature is checked: read from nothing but what is signed. Either the response or the
 * assertion must be signed by the provider. Times, audiences and everything else of the assertion are the caller's to look at.
 * @param base64 the response as sent
 * @throws AwsError InvalidIdentityToken; IDPRejectedClaim where the provider itself says that it authenticated nobody
 */
export async function verifyResponse(base64: string, by: Verification): Promise<XmlNode> {
  const { encrypted } = parseResponse(base64);
  if (!encrypted && by.encryptionRequired) throw invalidToken('The SAML provider takes encrypted assertions only.');
  const key = encrypted ? await openingKey(encrypted, by.privateKeys) : undefined;
  // What is wrong with an encrypted assertion is told to nobody: such answers are what decrypts it.
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
    // One signature is enough, the response's or the assertion's, and there must be one.
    wantAuthnResponseSigned: false,
    wantAssertionsSigned: false,
    // The library would look at the clock of the machine, and at one audience.
    acceptedClockSkewMs: -1,
    audience: false,
    // About requests, which are never made.
    callbackUrl: 'https://signin.aws.amazon.com/saml',
    issuer: 'urn:amazon:webservices',
  };
}

/**
 * The key that opens an encrypted assertion. It is opened here first, since the library would read whatever comes out of it, however
 * long that takes.
 */
async function openingKey(encrypted: Element, privateKeys: readonly string[]): Promise<string | undefined> {
  const methods = Array.from(encrypted.getElementsByTagNameNS('*', 'EncryptionMethod'));
  if (!methods.every((method) => ALGORITHMS.has(method.getAttribute('Algorithm') ?? ''))) return undefined;
  const xml = encrypted.toString();
  for (const key of privateKeys) {
    const opened = await decryptXml(xml, key).catch(() => undefined);
    if (opened !== undefined && isModest(opened)) return key;
  }
  return undefined;
}
