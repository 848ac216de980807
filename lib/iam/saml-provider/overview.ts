import { X509Certificate } from 'node:crypto';
import { defineOperation } from '../../core/operation';
import { providerCheck } from '../provider-arns';
import { readSamlMetadata } from './documents';
import { findSamlProvider, requireSamlProvider } from './rows';
import { GetSAMLProviderInput } from './schema';

/** A certificate that assertions may be signed with, as the console lists it. */
export type CertificateSummary = {
  Subject: string;
  Issuer: string;
  /** SHA-256, as colon-separated hexadecimal. */
  Fingerprint: string;
  /** `RSA 2048`, `EC P-256`. */
  KeyType: string;
  NotBefore: Date;
  NotAfter: Date;
};

/** What the metadata of a SAML provider says, read. GetSAMLProvider shows the document itself, so its permission is enough. */
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

/** OpenSSL's names, and NIST's. */
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

/** Names come as one attribute a line. */
function oneLine(name: string): string {
  return name.split('\n').join(', ');
}
