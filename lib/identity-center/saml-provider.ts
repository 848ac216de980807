import { createHash } from 'node:crypto';
import type { InstanceRow } from './instance/rows';

/** The certificate of IAM Identity Center in SAML providers. Its private key does not exist, so nobody can sign an assertion. */
const CERTIFICATE =
  'MIIDDDCCAfSgAwIBAgIBATANBgkqhkiG9w0BAQsFADAeMRwwGgYDVQQDDBNJQU0gSWRlbnRpdHkgQ2VudGVyMCAXDTI2MTIwMjA5NTkzNloYDzIxMjYxMTA4MDk1OTM2WjAeMRwwGgYDVQQDDBNJQU0gSWRlbnRpdHkgQ2VudGVyMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAw472eTUBv3578DwO88tu+KWtnhkO2QjB/tLCLxYf+DcaHbmaZw/R7gur2XR+Lk8U6wuk6OEsK+tzV1j8qVN3m+zJp+9hDj8Za5HlJmI9C36vIcTgOdUjGrpltd/sgI2pxmNhjqd0xOdb88GSERzd6xTFrkHMJ4Yuxng55cO97ll5tntS2c+6LKBIHrt65e29qjdoXDqglbIEjwalvO/cgbA9FC2Hdeejk7Uk9k6pNibnJeZBAnW5ISRMNF/d7j1dG5xFP6CeS89cxqZNg7RKgFXsssz8vtF78GAyUugqcsfWyX2obC2ggMWcefXdpw8nyMTsbN5Rq4gyLLcmbKb+vQIDAQABo1MwUTAdBgNVHQ4EFgQUXbZN3SR33VKWZEvStFArPxBjkNswHwYDVR0jBBgwFoAUXbZN3SR33VKWZEvStFArPxBjkNswDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0BAQsFAAOCAQEAEU67fhTZhuD+2l25m1x9prwmARfyH5h8QKEewRFHJ2HJPZklSD/WOcLoIyEciH/7ea3TAckLSk2ZEd8h3QuiAPNiyTGQbbWMlspb1MQ513f8csJRVOSsOhbq6w+v5oWczd6j93uVEBCw2g+Hs+bWx0nj7QmA18Ty1qvZ1yT123pL3HnS1rzZ7hyGth5o9SqTE1hGaXXAr462dAsrs7e8WIek/jlCOHW0TqdrqhjMtKiWz8qGiqRqvM4MVLvPnoYb/Obtq0NRuArzCD+mu3ItDG0vNYxu0KJno+ZpfrVj7T7ZywBR8OWlW8bE+Px/tMiE2bh8Cb6aV6uXWO5wRH6gtA==';

/**
 * Returns the name of the SAML provider that an account has for an instance. AWS's digits differ by account as well. Here they follow from
 * the instance and the account, so that a provider that was deleted is the same when it is created again, and roles trust it.
 */
export function samlProviderName({ id }: Pick<InstanceRow, 'id'>, accountId: string): string {
  const digits = createHash('sha256').update(`${id}/${accountId}`).digest('hex').slice(0, 16);
  return `AWSSSO_${digits}_DO_NOT_DELETE`;
}

/** Returns the issuer of an instance's assertions. Its last part decodes to the owner and the instance. */
export function samlIssuer({ id, accountId, region }: Pick<InstanceRow, 'id' | 'accountId' | 'region'>): string {
  const who = Buffer.from(`${accountId}_${id.replace(/^sso/, '')}`).toString('base64');
  return `https://portal.sso.${region}.amazonaws.com/saml/assertion/${who}`;
}

/** Returns the metadata document of an instance's SAML providers. */
export function samlMetadata(instance: Pick<InstanceRow, 'id' | 'accountId' | 'region'>): string {
  const issuer = samlIssuer(instance);
  return [
    `<?xml version="1.0" encoding="UTF-8"?><md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${issuer}">`,
    '<md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">',
    '<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">',
    `<ds:X509Data><ds:X509Certificate>${CERTIFICATE}</ds:X509Certificate></ds:X509Data>`,
    '</ds:KeyInfo></md:KeyDescriptor>',
    `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${issuer}"/>`,
    '</md:IDPSSODescriptor></md:EntityDescriptor>',
  ].join('');
}
