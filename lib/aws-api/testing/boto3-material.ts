import { newCertificate, newIdentity, privateKeyPem } from '../../core/testing/certificates';

/** What `run-boto3.py` uploads, made anew for each run: no key lies in the repository. For its environment. */
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
