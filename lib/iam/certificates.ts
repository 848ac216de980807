import { X509Certificate } from 'node:crypto';
import { AwsError } from '../core/errors';

const ONE = /^-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----$/;

/**
 * Returns a malformed certificate error.
 * @param member the invalid member of the input
 */
export function malformedCertificate(message: string, member: string): AwsError {
  return new AwsError('MalformedCertificateException', message, {}, { member });
}

/**
 * Parses one X.509 certificate in PEM.
 * @param member its member of the input
 * @throws AwsError MalformedCertificate for anything else, and for an expired certificate
 */
export function requireCertificate(pem: string, now: Date, member = 'CertificateBody'): X509Certificate {
  const certificate = ONE.test(pem.trim()) ? parse(pem) : null;
  if (!certificate)
    throw malformedCertificate('Unable to parse certificate. Please ensure the certificate is in PEM format.', member);
  if (new Date(certificate.validTo) <= now) throw malformedCertificate('The certificate has expired.', member);
  return certificate;
}

function parse(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}
