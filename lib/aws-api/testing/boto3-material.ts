import { newCertificate, newIdentity, privateKeyPem } from '../../core/testing/certificates';

/**
 * Returns the uploads of `run-boto3.py`, generated for each run, so that the repository holds no key. They go into its
 * environment.
 */
export function boto3Material(): { MATERIAL: string } {
  const [authority, site] = [newIdentity('authority'), newIdentity('site.example')];
  const material = {
    certificate: newCertificate(site, authority),
    chain: newCertificate(authority),
    privateKey: privateKeyPem(site),
    publicKey: site.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
  return { MATERIAL: JSON.stringify(material) };
}
