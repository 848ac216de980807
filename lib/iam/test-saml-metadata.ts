/** The certificate of a fictitious identity provider: RSA 2048, valid from 2026 to 2036. Its private key does not exist. */
export const SIGNING_CERTIFICATE = `MIIDFzCCAf+gAwIBAgIUYedG9JR31mATouVvOdI0pJkr7vwwDQYJKoZIhvcNAQEL
BQAwGzEZMBcGA1UEAwwQaWRwLmFjbWUuZXhhbXBsZTAeFw0yNjAxMDEwMDAwMDBa
Fw0zNjAxMDEwMDAwMDBaMBsxGTAXBgNVBAMMEGlkcC5hY21lLmV4YW1wbGUwggEi
MA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQCtfUnjUMxpNsS423hvuNCpma86
6AIBEN4y1sJ47/ijgvy7G2uhsuFi6bE//tJM7ryJff9QlU/2tcZF/p8/BqAX11yE
oqrfM99VCHaNyHUMSSbM3CT4HUDoGfEPVs62LhcakHEnXciWOFGdLMhKT/ZjVO5j
iGXtTAFgMlNLQSDsbs6qJEZIfykaEdxlGohIoHgIB30wS8phXe97JQtmoa1V/Y+x
PcuMcf04ILgxG5iQNGLnto6tzc+V8JnK575Ku3uAVQsLfdbSCEsisRfToV30nDrb
9Ao1btj6rgzK1oaTj+2Z8SGe6LEi278JRpghVdTPSF2UUODZWS7/hPiPxY/JAgMB
AAGjUzBRMB0GA1UdDgQWBBQuFwn4p2zphp5J4oeJZHFflPp4ODAfBgNVHSMEGDAW
gBQuFwn4p2zphp5J4oeJZHFflPp4ODAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3
DQEBCwUAA4IBAQB5RsZrisccN5gzVLSl9p4XLu00PGda5S3ox6SmTNpObre8UuQJ
R3uIUAZwvxDhCYv3xztlh5NVrCvAMFzZ4AwBV/MetPSRVoeJ3XgQEMasNOUy58Hd
4cbRyJfZBKxScADgv8wYXoHkI163qVYlitWrqgEBPWPjzlPZqIc9XNUvIdh5fufZ
CnXE+ruaJK7fJEPKbdHJ/0jZ2okzdcD/WWEmYa9oQ9psB84Z+dCYiXo5/7FwNEeD
1r4n+BG8mkCHkuzpm736JtXjW9PpIS4/R510//t30ctMU/V9UX+IVfEnWN5R4ie6
Xw0ch1cDl2HkW615wPNC0Ra2Ih2hR1QxSbkJ`;

export const ENTITY_ID = 'https://idp.acme.example/saml';

type Parts = { entityId?: string; validUntil?: string; keys?: string; protocols?: string };

/** Returns a `KeyDescriptor` with one certificate, base64. */
export function keyDescriptor(certificate = SIGNING_CERTIFICATE, use = ' use="signing"'): string {
  return `<md:KeyDescriptor${use}>
      <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
        <ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data>
      </ds:KeyInfo>
    </md:KeyDescriptor>`;
}

/** Returns the metadata of an identity provider. */
export function samlMetadata({
  entityId = ENTITY_ID,
  validUntil,
  keys = keyDescriptor(),
  protocols = 'urn:oasis:names:tc:SAML:2.0:protocol',
}: Parts = {}): string {
  const until = validUntil === undefined ? '' : ` validUntil="${validUntil}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}"${until}>
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="${protocols}">
    ${keys}
    <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.acme.example/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>
`;
}
