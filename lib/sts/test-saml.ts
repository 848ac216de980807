import {
  constants,
  createCipheriv,
  createHash,
  createSign,
  generateKeyPairSync,
  type KeyObject,
  publicEncrypt,
  randomBytes,
} from 'node:crypto';
import { TEST_NOW } from '../core/test-world';
import { keyDescriptor, samlMetadata } from '../iam/test-saml-metadata';

// Everything is written in exclusive canonical form (sorted attributes, no empty tags, namespaces where they are used), so that
// the text itself is signed without any library.

const DS = 'http://www.w3.org/2000/09/xmldsig#';
const XENC = 'http://www.w3.org/2001/04/xmlenc#';
const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion';
const AWS = 'https://aws.amazon.com/SAML/Attributes/';
export const RECIPIENT = 'https://signin.aws.amazon.com/saml';
export const SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';

// Canonical XML, 2.3: escaping in text and in attributes.
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const text = (value: string) => escaped(value).replace(/>/g, '&gt;');
const quoted = (value: string) => escaped(value).replace(/"/g, '&quot;');

export type AssertionParts = {
  id: string;
  issuer: string;
  subject: string;
  format: string;
  method: string;
  recipient: string;
  audience: string;
  issuedAt: string;
  notBefore: string;
  notOnOrAfter: string;
  confirmedUntil: string;
  sessionEnd: string | null;
  attributes: Readonly<Record<string, readonly string[]>>;
};

type Response = {
  parts?: Partial<AssertionParts>;
  signed?: 'assertion' | 'response' | 'both' | 'none';
  /** The public key that the assertion is encrypted with. */
  encryptFor?: KeyObject;
  encryption?: Encryption;
  status?: string;
  /** Changes the assertion before it is signed. */
  write?: (assertion: string) => string;
};
type Encryption = { cipher?: keyof typeof CIPHERS; rsa15?: boolean };

/** A fictitious SAML identity provider with its metadata, and its responses as base64 or XML. */
export type TestIdp = {
  entityId: string;
  metadata: string;
  /** The base64 body of its certificate. */
  certificate: string;
  xml(response?: Response): string;
  respond(response?: Response): string;
};

/** Returns AWS's two required attributes, which map a person to a role. */
export function awsAttributes(role: string, provider: string, more: Readonly<Record<string, readonly string[]>> = {}) {
  const own = Object.fromEntries(Object.entries(more).map(([name, values]) => [`${AWS}${name}`, values]));
  return { [`${AWS}Role`]: [`${role},${provider}`], [`${AWS}RoleSessionName`]: ['ana@acme.example'], ...own };
}

export function testIdp(entityId = 'https://idp.acme.example/saml', now = TEST_NOW): TestIdp {
  const at = (seconds: number) => new Date(now.getTime() + seconds * 1000).toISOString();
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const certificate = selfSigned(publicKey, privateKey).toString('base64');
  const xml = ({
    parts = {},
    signed = 'assertion',
    encryptFor,
    encryption,
    status = SUCCESS,
    write = (assertion) => assertion,
  }: Response = {}) => {
    const filled = { ...DEFAULTS, ...timesOf(at), issuer: entityId, ...parts };
    const plain = write(assertionXml(filled));
    const ready = signed === 'assertion' || signed === 'both' ? sign(plain, filled.id, privateKey) : plain;
    const body = encryptFor ? encrypt(ready, encryptFor, encryption) : ready;
    const response = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_response" IssueInstant="${at(0)}" Version="2.0"><Issuer xmlns="${ASSERTION}">${text(entityId)}</Issuer><samlp:Status><samlp:StatusCode Value="${status}"></samlp:StatusCode></samlp:Status>${body}</samlp:Response>`;
    return signed === 'response' || signed === 'both' ? sign(response, '_response', privateKey) : response;
  };
  return {
    entityId,
    metadata: samlMetadata({ entityId, keys: keyDescriptor(certificate) }),
    certificate,
    xml,
    respond: (response) => toBase64(xml(response)),
  };
}

export function toBase64(xml: string): string {
  return Buffer.from(xml, 'utf8').toString('base64');
}

const DEFAULTS = {
  id: '_assertion',
  subject: 'ana',
  format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
  method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
  recipient: RECIPIENT,
  audience: 'urn:amazon:webservices',
  sessionEnd: null,
  attributes: {},
};

function timesOf(at: (seconds: number) => string) {
  return { issuedAt: at(0), notBefore: at(-60), notOnOrAfter: at(300), confirmedUntil: at(300) };
}

function assertionXml(parts: AssertionParts): string {
  const attributes = Object.entries(parts.attributes).map(
    ([name, values]) =>
      `<Attribute Name="${quoted(name)}">${values.map((value) => `<AttributeValue>${text(value)}</AttributeValue>`).join('')}</Attribute>`,
  );
  const end = parts.sessionEnd === null ? '' : ` SessionNotOnOrAfter="${parts.sessionEnd}"`;
  return `<Assertion xmlns="${ASSERTION}" ID="${parts.id}" IssueInstant="${parts.issuedAt}" Version="2.0"><Issuer>${text(parts.issuer)}</Issuer><Subject><NameID Format="${parts.format}">${text(parts.subject)}</NameID><SubjectConfirmation Method="${parts.method}"><SubjectConfirmationData NotOnOrAfter="${parts.confirmedUntil}" Recipient="${quoted(parts.recipient)}"></SubjectConfirmationData></SubjectConfirmation></Subject><Conditions NotBefore="${parts.notBefore}" NotOnOrAfter="${parts.notOnOrAfter}"><AudienceRestriction><Audience>${text(parts.audience)}</Audience></AudienceRestriction></Conditions><AuthnStatement AuthnInstant="${parts.issuedAt}"${end}></AuthnStatement><AttributeStatement>${attributes.join('')}</AttributeStatement></Assertion>`;
}

/** Inserts an enveloped signature after the first Issuer of an element. */
export function sign(element: string, id: string, key: KeyObject): string {
  const digest = createHash('sha256').update(element).digest('base64');
  const info = `<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod><ds:Reference URI="#${id}"><ds:Transforms><ds:Transform Algorithm="${DS}enveloped-signature"></ds:Transform><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:Transform></ds:Transforms><ds:DigestMethod Algorithm="${XENC}sha256"></ds:DigestMethod><ds:DigestValue>${digest}</ds:DigestValue></ds:Reference>`;
  const value = createSign('sha256').update(`<ds:SignedInfo xmlns:ds="${DS}">${info}</ds:SignedInfo>`).sign(key, 'base64');
  const signature = `<ds:Signature xmlns:ds="${DS}"><ds:SignedInfo>${info}</ds:SignedInfo><ds:SignatureValue>${value}</ds:SignatureValue></ds:Signature>`;
  const behind = element.indexOf('</Issuer>') + '</Issuer>'.length;
  return element.slice(0, behind) + signature + element.slice(behind);
}

/** Algorithms of XML Encryption 1.1, the last of which is discouraged: name, key length and IV length in bytes. */
const CIPHERS = {
  'aes-256-gcm': ['http://www.w3.org/2009/xmlenc11#aes256-gcm', 32, 12],
  'aes-256-cbc': [`${XENC}aes256-cbc`, 32, 16],
  'des-ede3-cbc': [`${XENC}tripledes-cbc`, 24, 8],
} as const;

function encrypt(assertion: string, key: KeyObject, { cipher = 'aes-256-gcm', rsa15 = false }: Encryption = {}): string {
  const [algorithm, keyBytes, ivBytes] = CIPHERS[cipher];
  const [secret, iv] = [randomBytes(keyBytes), randomBytes(ivBytes)];
  const encryption = createCipheriv(cipher as 'aes-256-gcm', secret, iv);
  const encrypted = [iv, encryption.update(assertion, 'utf8'), encryption.final()];
  const body = Buffer.concat(cipher === 'aes-256-gcm' ? [...encrypted, encryption.getAuthTag()] : encrypted);
  const padding = rsa15 ? { padding: constants.RSA_PKCS1_PADDING } : { oaepHash: 'sha1' };
  const wrapped = publicEncrypt({ key, ...padding }, secret).toString('base64');
  const value = (data: string) => `<xenc:CipherData><xenc:CipherValue>${data}</xenc:CipherValue></xenc:CipherData>`;
  const wrapping = `${XENC}${rsa15 ? 'rsa-1_5' : 'rsa-oaep-mgf1p'}`;
  return `<EncryptedAssertion xmlns="${ASSERTION}"><xenc:EncryptedData xmlns:xenc="${XENC}" Type="${XENC}Element"><xenc:EncryptionMethod Algorithm="${algorithm}"></xenc:EncryptionMethod><ds:KeyInfo xmlns:ds="${DS}"><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="${wrapping}"></xenc:EncryptionMethod>${value(wrapped)}</xenc:EncryptedKey></ds:KeyInfo>${value(body.toString('base64'))}</xenc:EncryptedData></EncryptedAssertion>`;
}

/** Returns a self-signed certificate in DER. Source: RFC 5280, 4.1. */
function selfSigned(publicKey: KeyObject, privateKey: KeyObject): Buffer {
  const der = (tag: number, ...content: Buffer[]): Buffer => {
    const body = Buffer.concat(content);
    const length = body.length < 128 ? [body.length] : [0x82, body.length >> 8, body.length & 255];
    return Buffer.concat([Buffer.from([tag, ...length]), body]);
  };
  const hex = (text: string) => Buffer.from(text, 'hex');
  const rsaSha256 = der(0x30, hex('06092a864886f70d01010b0500'));
  const name = der(0x30, der(0x31, der(0x30, hex('0603550403'), der(0x0c, Buffer.from('idp.example')))));
  const validity = der(0x30, der(0x17, Buffer.from('260101000000Z')), der(0x17, Buffer.from('360101000000Z')));
  const content = [
    hex('a003020102'),
    hex('020101'),
    rsaSha256,
    name,
    validity,
    name,
    publicKey.export({ format: 'der', type: 'spki' }),
  ];
  const tbs = der(0x30, ...content);
  const signature = createSign('sha256').update(tbs).sign(privateKey);
  return der(0x30, tbs, rsaSha256, der(0x03, Buffer.from([0]), signature));
}
