import { createPrivateKey, type KeyObject, type X509Certificate } from 'node:crypto';
import { AwsError } from '../../core/errors';
import { malformedCertificate, requireCertificate } from '../certificates';

const CHAINED = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/**
 * Validates a server certificate with its private key and chain.
 * @returns when the certificate expires
 * @throws AwsError MalformedCertificate or KeyPairMismatch
 */
export function requireServerCertificate(parts: { body: string; key: string; chain?: string }, now: Date): Date {
  const certificate = requireCertificate(parts.body, now);
  if (!certificate.checkPrivateKey(requirePrivateKey(parts.key)))
    throw new AwsError(
      'KeyPairMismatchException',
      'The certificate body does not match the private key.',
      {},
      { member: 'PrivateKey' },
    );
  if (parts.chain !== undefined) requireChain(certificate, parts.chain, now);
  return new Date(certificate.validTo);
}

function requirePrivateKey(pem: string): KeyObject {
  if (/ENCRYPTED/.test(pem)) throw malformedCertificate('The private key must not be encrypted with a password.', 'PrivateKey');
  try {
    return createPrivateKey(pem);
  } catch {
    throw malformedCertificate('Unable to parse private key. Please ensure the private key is in PEM format.', 'PrivateKey');
  }
}

function requireChain(certificate: X509Certificate, chain: string, now: Date): void {
  const links = chain.match(CHAINED) ?? [];
  if (links.length === 0 || chain.replace(CHAINED, '').trim() !== '') throw invalidChain(-1);
  let signed = certificate;
  for (const [index, pem] of links.entries()) {
    const link = requireCertificate(pem, now, 'CertificateChain');
    if (!signed.checkIssued(link) || !signed.verify(link.publicKey)) throw invalidChain(index);
    signed = link;
  }
}

function invalidChain(index: number): AwsError {
  return malformedCertificate(
    `Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, followed by any intermediaries in order. The index within the chain of the invalid certificate is: ${index}`,
    'CertificateChain',
  );
}
