import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

export type Identity = { privateKey: KeyObject; publicKey: KeyObject; name: string };

/** Generates a key pair, with the name for its certificates. */
export function newIdentity(name: string, kind: 'rsa' | 'ec' = 'rsa'): Identity {
  const keys =
    kind === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...keys, name };
}

export function privateKeyPem({ privateKey }: Identity): string {
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

type Validity = { from?: string; to?: string };

/** Returns a certificate in PEM (RFC 5280) of a subject by an issuer, by default by itself, with dates like `20200101`. */
export function newCertificate(
  subject: Identity,
  issuer = subject,
  { from = '20200101', to = '20490101' }: Validity = {},
): string {
  const algorithm = issuer.privateKey.asymmetricKeyType === 'rsa' ? sequence(RSA_SHA256, der(0x05)) : sequence(ECDSA_SHA256);
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    nameOf(issuer),
    sequence(dateOf(from), dateOf(to)),
    nameOf(subject),
    subject.publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, issuer.privateKey));
  const lines =
    sequence(body, algorithm, signature)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----`;
}

/** Returns a value in DER: its tag, length and bytes. */
function der(tag: number, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const long = body.length > 255 ? [0x82, body.length >> 8, body.length & 255] : [0x81, body.length];
  return Buffer.concat([Buffer.from([tag, ...(body.length < 128 ? [body.length] : long)]), body]);
}

function sequence(...content: readonly Buffer[]): Buffer {
  return der(0x30, ...content);
}

const identifier = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const RSA_SHA256 = identifier('2a864886f70d01010b');
const ECDSA_SHA256 = identifier('2a8648ce3d040302');
const COMMON_NAME = identifier('550403');

function nameOf({ name }: Identity): Buffer {
  return sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(name)))));
}

function dateOf(day: string): Buffer {
  return der(0x17, Buffer.from(`${day.slice(2)}000000Z`));
}
