import { newCertificate, newIdentity, privateKeyPem } from '../../core/testing/certificates';

/** Returns the uploads of `run-boto3.py` for its environment. Each run generates them, so that the repository contains no key. */
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
