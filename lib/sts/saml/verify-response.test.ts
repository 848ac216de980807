import { createHash, createHmac, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { AwsError } from '../../core/errors';
import { readSamlMetadata } from '../../iam/saml-provider/documents';
import { type TestIdp, testIdp, toBase64 } from '../test-saml';
import { verifyResponse, type XmlNode } from './verify-response';

let idp: TestIdp;
let certificates: string[];
beforeAll(() => {
  idp = testIdp();
  certificates = readSamlMetadata(idp.metadata).signingCertificates;
});

const KEYS = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PRIVATE = KEYS.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
const ASSERTION = 'urn:oasis:names:tc:SAML:2.0:assertion';

const verify = (base64: string, more: { privateKeys?: string[]; encryptionRequired?: boolean } = {}) =>
  verifyResponse(base64, { certificates, privateKeys: [], encryptionRequired: false, ...more });
const subjectOf = (node: XmlNode) => (node.Subject as [{ NameID: [{ _: string }] }])[0].NameID[0]._;
const failure = (base64: string, more?: Parameters<typeof verify>[1]) =>
  verify(base64, more).then(
    (node) => Promise.reject(new Error(`taken for ${subjectOf(node)}`)),
    (error: unknown) => (error instanceof AwsError ? `${error.shape}: ${error.message}` : Promise.reject(error)),
  );

const SIGNATURE_INVALID = 'InvalidIdentityTokenException: Response signature invalid';
const INVALID = 'InvalidIdentityTokenException: Your request included an invalid SAML response.';

/** Returns the parts of a response, to combine in other ways. */
function taken(xml: string) {
  const assertion = /<Assertion .*<\/Assertion>/s.exec(xml)?.[0] ?? '';
  const signature = /<ds:Signature .*<\/ds:Signature>/s.exec(assertion)?.[0] ?? '';
  const unsigned = assertion.replace(signature, '');
  if (assertion === '') throw new Error('there is no assertion');
  return { assertion, signature, unsigned, around: (body: string) => xml.replace(assertion, body) };
}
const asEvil = (assertion: string, id = '_evil') => assertion.replace('ID="_assertion"', `ID="${id}"`).replace('>ana<', '>evil<');

describe('a SAML response', () => {
  it.each(['assertion', 'response', 'both'] as const)('is accepted with a signature of: %s', async (signed) => {
    expect(subjectOf(await verify(idp.respond({ signed })))).toBe('ana');
  });

  it('is refused when unsigned, altered or signed by another issuer', async () => {
    expect(await failure(idp.respond({ signed: 'none' }))).toBe(SIGNATURE_INVALID);
    for (const signed of ['assertion', 'response', 'both'] as const)
      expect(await failure(toBase64(idp.xml({ signed }).replace('>ana<', '>evil<')))).toBe(SIGNATURE_INVALID);
    const stranger = testIdp(idp.entityId);
    expect(await failure(stranger.respond())).toBe(SIGNATURE_INVALID);
    const own = `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${stranger.certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>`;
    expect(await failure(toBase64(stranger.xml().replace('</ds:Signature>', own)))).toBe(SIGNATURE_INVALID);
  });

  it('is refused when signed with the certificate as an HMAC secret', async () => {
    const { assertion, signature, around } = taken(idp.xml());
    const evil = asEvil(assertion, '_assertion').replace(signature, '');
    const info = (/<ds:SignedInfo>(.*)<\/ds:SignedInfo>/s.exec(signature)?.[1] ?? '')
      .replace('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2000/09/xmldsig#hmac-sha1')
      .replace(/(<ds:DigestValue>)[^<]*/, `$1${createHash('sha256').update(evil).digest('base64')}`);
    const signed = `<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${info}</ds:SignedInfo>`;
    for (const secret of [certificates[0] ?? '', idp.certificate]) {
      const value = createHmac('sha1', secret).update(signed).digest('base64');
      const forged = `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignedInfo>${info}</ds:SignedInfo><ds:SignatureValue>${value}</ds:SignatureValue></ds:Signature>`;
      expect(await failure(toBase64(around(evil.replace('</Issuer>', `</Issuer>${forged}`))))).toBe(SIGNATURE_INVALID);
    }
  });

  it('returns the status of the identity provider after a failed authentication', async () => {
    const { around } = taken(idp.xml({ status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' }));
    expect(await failure(toBase64(around('')))).toContain('IDPRejectedClaimException: SAML provider returned Responder error');
    expect(await failure(toBase64(taken(idp.xml()).around('')))).toBe(INVALID);
  });
});

describe('an XML signature', () => {
  it('is refused if another assertion wraps the one that it signs or stands beside it', async () => {
    const { assertion, signature, unsigned, around } = taken(idp.xml());
    const evil = asEvil(unsigned);
    const withSignature = (element: string, moved: string) => element.replace('</Issuer>', `</Issuer>${moved}`);
    const holding = (held: string) => signature.replace('</ds:Signature>', `<ds:Object>${held}</ds:Object></ds:Signature>`);
    const attempts: Record<string, string> = {
      'beside it': around(evil + assertion),
      'behind it': around(assertion + evil),
      'in its place, the signed one in extensions': around(`${evil}<samlp:Extensions>${assertion}</samlp:Extensions>`),
      'in its place, the signed one before': around(`<samlp:Extensions>${assertion}</samlp:Extensions>${evil}`),
      'holding the signed one': around(evil.replace('</Issuer>', `</Issuer>${assertion}`)),
      'holding the signature and the signed one': around(
        withSignature(evil, signature).replace('</Assertion>', `${unsigned}</Assertion>`),
      ),
      'holding the signed one in the signature': around(withSignature(evil, holding(unsigned))),
      'of the same ID, holding the signed one in the signature': around(
        withSignature(asEvil(unsigned, '_assertion'), holding(unsigned)),
      ),
      'of the same ID, holding the signed one': around(
        asEvil(unsigned, '_assertion').replace('</Issuer>', `</Issuer>${assertion}`),
      ),
      'with the signature alone': around(withSignature(evil, signature)),
      'in the other namespace': around(`${evil.replace(ASSERTION, 'urn:evil')}${assertion}`).replace(
        '<Assertion xmlns="urn:evil"',
        '<Assertion xmlns="urn:evil"',
      ),
    };
    expect(subjectOf(await verify(toBase64(around(assertion))))).toBe('ana');
    for (const [how, xml] of Object.entries(attempts)) {
      const outcome = await verify(toBase64(xml)).then(subjectOf, (error: unknown) => (error as AwsError).shape);
      expect([how, outcome]).toEqual([how, 'InvalidIdentityTokenException']);
    }
  });

  it('is refused with a response other than the one it signs', async () => {
    const signed = idp.xml({ signed: 'response' });
    const signature = /<ds:Signature .*<\/ds:Signature>/s.exec(signed)?.[0] ?? '';
    const evil = signed.replace(signature, '').replace('>ana<', '>evil<');
    const original = signed.replace(signature, '');
    const holding = signature.replace('</ds:Signature>', `<ds:Object>${original}</ds:Object></ds:Signature>`);
    for (const [id, moved] of [
      ['_evil', holding],
      ['_response', holding],
      ['_evil', signature],
    ] as const) {
      const xml = evil.replace('ID="_response"', `ID="${id}"`).replace('</Issuer>', `</Issuer>${moved}`);
      expect(await failure(toBase64(xml))).toBe(SIGNATURE_INVALID);
    }
    expect(await failure(toBase64(evil.replace('</samlp:Response>', `${signed}</samlp:Response>`)))).toMatch(
      /InvalidIdentityToken/,
    );
  });

  it('is refused with a forged digest', async () => {
    const { signature, unsigned, around } = taken(idp.xml());
    const evil = asEvil(unsigned, '_assertion');
    const digest = createHash('sha256').update(evil).digest('base64');
    const info = /<ds:SignedInfo>.*<\/ds:SignedInfo>/s.exec(signature)?.[0] ?? '';
    const own = info.replace(/(<ds:DigestValue>)[^<]*/, `$1${digest}`);
    for (const forged of [
      signature.replace('<ds:DigestValue>', `<ds:DigestValue><!--${digest}-->`),
      signature.replace(/(<ds:DigestValue>)/, `<ds:DigestValue>${digest}</ds:DigestValue>$1`),
      signature.replace(info, own + info),
      signature.replace(info, info + own),
      signature.replace(info, own),
    ])
      expect(await failure(toBase64(around(evil.replace('</Issuer>', `</Issuer>${forged}`))))).toBe(SIGNATURE_INVALID);
  });

  it('is accepted with a comment in the subject, which is read completely', async () => {
    const xml = idp.xml({ parts: { subject: 'admin@acme.example.evil.example' } });
    for (const comment of ['<!---->', '<!-- x -->'])
      expect(subjectOf(await verify(toBase64(xml.replace('.evil.example', `${comment}.evil.example`))))).toBe(
        'admin@acme.example.evil.example',
      );
  });
});

describe('an encrypted assertion', () => {
  it.each(['aes-256-gcm', 'aes-256-cbc'] as const)(
    'is decrypted with one of the private keys of the provider (%s)',
    async (cipher) => {
      const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
        format: 'pem',
        type: 'pkcs8',
      }) as string;
      for (const signed of ['assertion', 'response', 'both'] as const) {
        const sent = idp.respond({ signed, encryptFor: KEYS.publicKey, encryption: { cipher } });
        expect(subjectOf(await verify(sent, { privateKeys: [other, PRIVATE], encryptionRequired: true }))).toBe('ana');
      }
    },
  );

  it('is required only when the provider requires encryption', async () => {
    await verify(idp.respond(), { privateKeys: [PRIVATE] });
    expect(await failure(idp.respond(), { privateKeys: [PRIVATE], encryptionRequired: true })).toContain(
      'encrypted assertions only',
    );
  });

  it('must be signed, and all its failures return the same error', async () => {
    const encrypted = { encryptFor: KEYS.publicKey };
    const changed = idp.xml(encrypted).replace(/(<xenc:CipherValue>)([^<]{4})(?=[^<]{1000})/, '$1AAAA');
    const opened = [
      idp.respond({ ...encrypted, signed: 'none' }),
      testIdp(idp.entityId).respond(encrypted),
      idp.respond({ ...encrypted, write: () => 'no assertion' }),
      idp.respond({ ...encrypted, write: () => '<Other xmlns="urn:x"></Other>' }),
      idp.respond({ ...encrypted, write: () => '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>' }),
      idp.respond({ ...encrypted, encryption: { cipher: 'des-ede3-cbc' } }),
      idp.respond({ ...encrypted, encryption: { rsa15: true } }),
      toBase64(changed),
    ];
    for (const sent of opened) expect(await failure(sent, { privateKeys: [PRIVATE] })).toBe(SIGNATURE_INVALID);
    for (const privateKeys of [
      [],
      [generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'pem', type: 'pkcs8' }) as string],
    ])
      expect(await failure(idp.respond(encrypted), { privateKeys })).toBe(SIGNATURE_INVALID);
  });
});

describe('an invalid SAML response', () => {
  it.each([
    ['no base64', '<Response/>'],
    ['no XML', toBase64('nothing')],
    ['nothing', '===='],
    ['another document', toBase64('<html></html>')],
    ['an assertion alone', toBase64('<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion"></Assertion>')],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x3c, 0x00]).toString('base64')],
  ])('is refused: %s', async (_what, sent) => {
    expect(await failure(sent)).toContain('InvalidIdentityTokenException');
  });

  it('is refused if it has a document type or an undefined entity', async () => {
    const bomb = `<!DOCTYPE a [<!ENTITY a "ana">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'b'.repeat(i + 1)} "${`&${'b'.repeat(i) || 'a'};`.repeat(10)}">`).join('')}]>`;
    for (const prolog of [
      bomb,
      '<!DOCTYPE a>',
      '<!doctype a>',
      '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
      '<?xml version="1.0"?><!DOCTYPE a>',
    ])
      expect(await failure(toBase64(prolog + idp.xml()))).toBe(INVALID);
    expect(await failure(toBase64(idp.xml().replace('>ana<', '>&a;<')))).toContain('InvalidIdentityToken');
  });

  it('fails with an AwsError or yields the signed subject after arbitrary edits', async () => {
    const xml = idp.xml({ parts: { attributes: { a: ['b', 'c'] } } });
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      '&',
      '<a>',
      '</Issuer>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '\0',
      '\uFEFF',
      '<Assertion>',
      '<?x?>',
      'xmlns:x="y"',
    );
    const edited = fc
      .tuple(fc.nat(xml.length), fc.nat(60), fc.oneof(piece, fc.string()))
      .map(([from, length, put]) => xml.slice(0, from) + put + xml.slice(from + length));
    const sent = fc.oneof(fc.string(), fc.base64String(), edited.map(toBase64));
    await fc.assert(
      fc.asyncProperty(sent, async (text) => {
        const outcome = await verify(text).then(subjectOf, (error: unknown) => error);
        // An edit outside the signed part may leave the signed subject valid. Every other edit must be refused.
        if (outcome !== 'ana') expect(outcome).toBeInstanceOf(AwsError);
      }),
      { numRuns: 500 },
    );
  });
});
