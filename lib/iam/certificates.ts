import { X509Certificate } from 'node:crypto';
import { AwsError } from '../core/errors';

const ONE = /^-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----$/;

export function malformedCertificate(message: string): AwsError {
  return new AwsError('MalformedCertificateException', message);
}

/**
 * Reads one X.509 certificate in PEM.
 * @throws AwsError MalformedCertificate for anything else, and for a certificate that has expired
 */
export function requireCertificate(pem: string, now: Date): X509Certificate {
  const certificate = ONE.test(pem.trim()) ? parse(pem) : null;
  if (!certificate) throw malformedCertificate('Unable to parse certificate. Please ensure the certificate is in PEM format.');
  if (new Date(certificate.validTo) <= now) throw malformedCertificate('The certificate has expired.');
  return certificate;
}

function parse(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}
