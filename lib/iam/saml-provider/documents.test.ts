import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ENTITY_ID, keyDescriptor, SIGNING_CERTIFICATE, samlMetadata } from '../test-saml-metadata';
import { readSamlMetadata } from './documents';

const EC_CERTIFICATE = `MIIBgDCCASWgAwIBAgIUGcZlKwp7qEUdP38hqwIeiD8A9RIwCgYIKoZIzj0EAwIw
FTETMBEGA1UEAwwKZWMuZXhhbXBsZTAeFw0yNjExMjQxODI1MjNaFw0zNjExMjEx
ODI1MjNaMBUxEzARBgNVBAMMCmVjLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARe7Vy0bqFAp7KLS9fy9S1pzZSugtTDUOYq+isuMByBQYdIH4o8HZbP
BSMdYVlwqUQuIQlfUsAx1bmd9rp/+Ul2o1MwUTAdBgNVHQ4EFgQUhjs04G1QX2Bz
jGqiolaHSaZHzQQwHwYDVR0jBBgwFoAUhjs04G1QX2BzjGqiolaHSaZHzQQwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA6xUYovaIKIWFL4Fmjre9
m1w7+x6NXJPuqTUm3+vkitoCIQDT7ZpkmxmpbHCM5jvkZgDBikzzf+zjxG03b1kY
dUC9YQ==`;
const RSA_512_CERTIFICATE = `MIIBhTCCAS+gAwIBAgIUYDPI5GUqO7Tiax/sfIV7ja2ppEYwDQYJKoZIhvcNAQEL
BQAwFzEVMBMGA1UEAwwMd2Vhay5leGFtcGxlMB4XDTI2MTEyNDE4MjUyM1oXDTM2
MTEyMTE4MjUyM1owFzEVMBMGA1UEAwwMd2Vhay5leGFtcGxlMFwwDQYJKoZIhvcN
AQEBBQADSwAwSAJBAOeyTSyvmzMr/XDUjqMTxyJukEaRXbz0OGwHsCPy5Y7LujY9
BikQi01XF6jHj3h7XPbT4BYIJuQpuK4PT7jsly8CAwEAAaNTMFEwHQYDVR0OBBYE
FFPhRJ20C/1N+gvgquhPiW46wI1vMB8GA1UdIwQYMBaAFFPhRJ20C/1N+gvgquhP
iW46wI1vMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADQQAURFNJ9c/b
2qUc0oZPS2N3Zhgy50FDQjRUhbtVa3cjOCPLOTmMh5SYT4OsSAa81Th5A4uTrX+Z
WenMwO4g6MDT`;

const ROOT = 'md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"';
const withoutProlog = (xml: string) => xml.slice(xml.indexOf('?>') + 2);
const entities = (...documents: string[]) =>
  `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${documents.map(withoutProlog).join('')}</md:EntitiesDescriptor>`;
const subjects = (keys: string) =>
  readSamlMetadata(samlMetadata({ keys })).signingCertificates.map((pem) => new X509Certificate(pem).subject);

describe('the metadata of a SAML provider', () => {
  it('contains the entity ID and the signing certificate', () => {
    const { entityId, signingCertificates, validUntil } = readSamlMetadata(samlMetadata());
    expect(entityId).toBe(ENTITY_ID);
    expect(signingCertificates).toEqual([`-----BEGIN CERTIFICATE-----\n${SIGNING_CERTIFICATE}\n-----END CERTIFICATE-----\n`]);
    expect(validUntil).toBeNull();
  });

  it('is valid until the earliest validUntil', () => {
    const until = samlMetadata({ validUntil: '2030-05-01T00:00:00Z' });
    expect(readSamlMetadata(until).validUntil).toEqual(new Date('2030-05-01T00:00:00Z'));
    const earlier = until.replace('WantAuthn', 'validUntil="2029-01-01T00:00:00Z" WantAuthn');
    expect(readSamlMetadata(earlier).validUntil).toEqual(new Date('2029-01-01T00:00:00Z'));
  });

  it('can have several keys for signing or without a use, and keys for encryption are ignored', () => {
    const both = keyDescriptor() + keyDescriptor(EC_CERTIFICATE, '');
    expect(subjects(both)).toEqual(['CN=idp.acme.example', 'CN=ec.example']);
    expect(subjects(both + keyDescriptor())).toHaveLength(2);
    expect(subjects(keyDescriptor() + keyDescriptor(EC_CERTIFICATE, ' use="encryption"'))).toEqual(['CN=idp.acme.example']);
  });

  it('can have at most ten signing keys', () => {
    expect(subjects(keyDescriptor().repeat(10))).toHaveLength(1);
    expect(() => subjects(keyDescriptor().repeat(11))).toThrow('Cannot exceed quota for KeysPerSAMLProvider: 10');
  });

  it('can be in an EntitiesDescriptor with exactly one identity provider', () => {
    const service = samlMetadata({ entityId: 'sp' }).replaceAll('IDPSSODescriptor', 'SPSSODescriptor');
    expect(readSamlMetadata(entities(service, samlMetadata())).entityId).toBe(ENTITY_ID);
    expect(() => readSamlMetadata(entities(samlMetadata(), samlMetadata({ entityId: 'b' })))).toThrow();
  });

  it.each<[string, string]>([
    ['text that is not XML', 'not XML'],
    ['an empty text', ''],
    ['truncated XML', samlMetadata().slice(0, -30)],
    ['two XML documents', samlMetadata() + withoutProlog(samlMetadata())],
    ['a byte order mark', `\uFEFF${samlMetadata()}`],
    ['a document type', samlMetadata().replace('?>', '?><!DOCTYPE x>')],
    ['an entity', samlMetadata().replace('?>', '?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>')],
    ['an unknown entity', samlMetadata({ entityId: 'https://&idp;/' })],
    ['an HTML document', '<html xmlns="http://www.w3.org/1999/xhtml"/>'],
    ['another namespace', samlMetadata().replace('SAML:2.0:metadata', 'SAML:1.0:metadata')],
    ['no identity provider', samlMetadata().replaceAll('IDPSSODescriptor', 'SPSSODescriptor')],
    ['another protocol', samlMetadata({ protocols: 'urn:oasis:names:tc:SAML:1.1:protocol' })],
    ['no entity ID', samlMetadata({ entityId: '' })],
    ['an entity ID that is too long', samlMetadata({ entityId: 'x'.repeat(1025) })],
    ['no key', samlMetadata({ keys: '' })],
    ['only a key for encryption', samlMetadata({ keys: keyDescriptor(undefined, ' use="encryption"') })],
    ['a key without a valid certificate', samlMetadata({ keys: keyDescriptor('AAAA') })],
    ['a certificate that is not base64', samlMetadata({ keys: keyDescriptor('<x/>%%%') })],
    ['a key that is too small', samlMetadata({ keys: keyDescriptor(RSA_512_CERTIFICATE) })],
    ['an invalid time', samlMetadata({ validUntil: 'tomorrow' })],
    ['a duplicate attribute', samlMetadata().replace(ROOT, `${ROOT} x="1" x="2"`)],
  ])('is refused: %s', (_name, xml) => {
    expect(() => readSamlMetadata(xml)).toThrow('Could not parse metadata');
  });
});
