import { createHash } from 'node:crypto';
import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import type { RequestContext } from '@gatehouse/policy/evaluate';
import type { Assertion } from './read-assertion';

const EDU_PERSON = 'urn:oid:1.3.6.1.4.1.5923.1.1.1.';
const EDU_ORG = 'urn:oid:1.3.6.1.4.1.5923.1.2.1.';
const ACTIVE_DIRECTORY = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';

/** The condition keys of attributes. Source: IAM User Guide, "Mapping SAML attributes to AWS trust policy context keys". */
const ATTRIBUTE_KEYS: Readonly<Record<string, string>> = {
  [`${EDU_PERSON}1`]: 'saml:edupersonaffiliation',
  [`${EDU_PERSON}2`]: 'saml:edupersonnickname',
  [`${EDU_PERSON}3`]: 'saml:edupersonorgdn',
  [`${EDU_PERSON}4`]: 'saml:edupersonorgunitdn',
  [`${EDU_PERSON}5`]: 'saml:edupersonprimaryaffiliation',
  [`${EDU_PERSON}6`]: 'saml:edupersonprincipalname',
  [`${EDU_PERSON}7`]: 'saml:edupersonentitlement',
  [`${EDU_PERSON}8`]: 'saml:edupersonprimaryorgunitdn',
  [`${EDU_PERSON}9`]: 'saml:edupersonscopedaffiliation',
  [`${EDU_PERSON}10`]: 'saml:edupersontargetedid',
  [`${EDU_PERSON}11`]: 'saml:edupersonassurance',
  [`${EDU_ORG}2`]: 'saml:eduorghomepageuri',
  [`${EDU_ORG}3`]: 'saml:eduorgidentityauthnpolicyuri',
  [`${EDU_ORG}4`]: 'saml:eduorglegalname',
  [`${EDU_ORG}5`]: 'saml:eduorgsuperioruri',
  [`${EDU_ORG}6`]: 'saml:eduorgwhitepagesuri',
  'urn:oid:2.5.4.3': 'saml:cn',
  [`${ACTIVE_DIRECTORY}name`]: 'saml:name',
  'http://schemas.xmlsoap.org/claims/CommonName': 'saml:commonName',
  [`${ACTIVE_DIRECTORY}givenname`]: 'saml:givenName',
  [`${ACTIVE_DIRECTORY}surname`]: 'saml:surname',
  [`${ACTIVE_DIRECTORY}emailaddress`]: 'saml:mail',
  'http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid': 'saml:primaryGroupSID',
  '2.5.4.3': 'saml:commonName',
  '2.5.4.4': 'saml:surname',
  '2.5.4.42': 'saml:givenName',
  '2.5.4.45': 'saml:x500UniqueIdentifier',
  '0.9.2342.19200300.100.1.1': 'saml:uid',
  '0.9.2342.19200300.100.1.3': 'saml:mail',
  '0.9.2342.19200300.100.1.45': 'saml:organizationStatus',
};

export type SamlKeys = {
  /** The keys for the trust policy. */
  contextKeys: RequestContext;
  /** The keys that AWS keeps in the session. */
  sessionKeys: RequestContext;
  nameQualifier: string;
};

/** Returns the condition keys of an assertion. Source: "Available keys for SAML-based AWS STS federation". */
export function samlKeys(assertion: Assertion, provider: { accountId: string; name: string }): SamlKeys {
  const nameQualifier = nameQualifierOf(assertion.issuer, provider);
  const sessionKeys = {
    'saml:namequalifier': nameQualifier,
    'saml:sub': assertion.subject,
    'saml:sub_type': assertion.subjectType,
  };
  const contextKeys = {
    ...attributeKeys(assertion.attributes),
    ...sessionKeys,
    // AWS uses the recipient, not the audience.
    'saml:aud': assertion.recipient,
    'saml:iss': assertion.issuer,
    'saml:doc': `${provider.accountId}/${provider.name}`,
  };
  return { contextKeys, sessionKeys, nameQualifier };
}

/** Returns the name qualifier, which together with the subject identifies a person (STS API reference, AssumeRoleWithSAML). */
function nameQualifierOf(issuer: string, { accountId, name }: { accountId: string; name: string }): string {
  return createHash('sha1').update(`${issuer}${accountId}/${name}`).digest('base64');
}

function attributeKeys(attributes: Assertion['attributes']): Record<string, string | readonly string[]> {
  const keys: Record<string, string | readonly string[]> = {};
  for (const [name, values] of attributes) {
    const key = Object.hasOwn(ATTRIBUTE_KEYS, name) ? ATTRIBUTE_KEYS[name] : undefined;
    const [first] = values;
    if (key === undefined || first === undefined || key in keys) continue;
    keys[key] = loadCatalog().isMultivalued(key) ? values : first;
  }
  return keys;
}
