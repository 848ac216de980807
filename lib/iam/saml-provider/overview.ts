import { X509Certificate } from 'node:crypto';
import { defineOperation } from '../../core/operation';
import { providerCheck } from '../provider-arns';
import { readSamlMetadata } from './documents';
import { findSamlProvider, requireSamlProvider } from './rows';
import { GetSAMLProviderInput } from './schema';

/** A signing certificate in the console's list. */
export type CertificateSummary = {
  Subject: string;
  Issuer: string;
  /** The SHA-256 fingerprint as colon-separated hexadecimal. */
  Fingerprint: string;
  /** The type, such as `RSA 2048` or `EC P-256`. */
  KeyType: string;
  NotBefore: Date;
  NotAfter: Date;
};

/**
 * Returns the parsed metadata of a SAML provider. It needs the permission of GetSAMLProvider, which returns the document itself.
 */
export const GetSAMLProviderMetadata = defineOperation({
  service: 'gatehouse',
  name: 'GetSAMLProviderMetadata',
  access: 'Read',
  input: GetSAMLProviderInput,
  target: ({ SAMLProviderArn }, scope) => findSamlProvider(scope, SAMLProviderArn),
  checks: (_input, scope, { ref, row }) => providerCheck('iam:GetSAMLProvider', scope, ref, row),
  run: async ({ SAMLProviderArn }, _scope, target) => {
    const { metadata } = requireSamlProvider(target, SAMLProviderArn);
    const { entityId, signingCertificates, validUntil } = readSamlMetadata(metadata);
    return { EntityId: entityId, ValidUntil: validUntil, Certificates: signingCertificates.map(summarizeCertificate) };
  },
});

/** OpenSSL's curve names and NIST's. */
const CURVES: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };

function summarizeCertificate(pem: string): CertificateSummary {
  const certificate = new X509Certificate(pem);
  const { asymmetricKeyType = 'unknown', asymmetricKeyDetails } = certificate.publicKey;
  const { modulusLength, namedCurve = '' } = asymmetricKeyDetails ?? {};
  const detail = modulusLength ?? CURVES[namedCurve] ?? namedCurve;
  return {
    Subject: oneLine(certificate.subject),
    Issuer: oneLine(certificate.issuer),
    Fingerprint: certificate.fingerprint256,
    KeyType: [asymmetricKeyType.toUpperCase(), detail].filter((part) => part !== '').join(' '),
    NotBefore: new Date(certificate.validFrom),
    NotAfter: new Date(certificate.validTo),
  };
}

/** Joins a name that has one attribute per line. */
function oneLine(name: string): string {
  return name.split('\n').join(', ');
}
