import { randomBytes, randomInt } from 'node:crypto';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const CONSONANTS = 'BCDFGHJKLMNPQRSTVWXZ';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Prefixes of IAM's unique ids. Source: IAM User Guide, "IAM identifiers", unique id prefixes. */
export type IamIdPrefix = 'AIDA' | 'AGPA' | 'AROA' | 'ANPA' | 'ANVA' | 'AIPA' | 'ASCA' | 'APKA' | 'ACCA';

function randomString(alphabet: string, length: number): string {
  let out = '';
  for (let i = 0; i < length; i++) out += alphabet.charAt(randomInt(alphabet.length));
  return out;
}

/** Returns a unique id of 21 upper-case characters, e.g. `AIDA…` for a user. */
export function newIamId(prefix: IamIdPrefix): string {
  return prefix + randomString(BASE32, 17);
}

/** Returns an id for a signing certificate: 32 upper-case characters. */
export function newCertificateId(): string {
  return randomString(BASE32, 32);
}

/** Returns a unique id for a SAML provider, which is part of its sign-in URL in AWS, or for one of its private keys. */
export function newSamlId(prefix: 'SAMLSP' | 'SAMLPK'): string {
  return prefix + randomString(UPPER, 16);
}

/** Returns the id by which rows name an MFA device. Callers see its serial number. */
export function newMfaDeviceId(): string {
  return `mfa-${randomString(LOWER, 17)}`;
}

/** Returns the end of a FIDO device's serial number, after its name: 26 upper-case characters. */
export function newSecurityKeyId(): string {
  return randomString(BASE32, 26);
}

/** Returns an access key id of 20 characters: AKIA for long-term keys, ASIA for temporary ones. */
export function newAccessKeyId(prefix: 'AKIA' | 'ASIA'): string {
  return prefix + randomString(BASE32, 16);
}

/** Returns 40 characters of the base64 alphabet, as in AWS's secret access keys. */
export function newSecretAccessKey(): string {
  return randomBytes(30).toString('base64');
}

/** Returns 12 digits that never start with 0, since spreadsheets drop leading zeros. */
export function newAccountId(): string {
  return String(randomInt(1, 10)) + Array.from({ length: 11 }, () => randomInt(10)).join('');
}

/** Returns an id of Organizations: `o-`, `r-`, `ou-…-`, `p-`, `car-`, `h-`, `rt-`. */
export function newOrganizationId(): string {
  return `o-${randomString(LOWER, 10)}`;
}

export function newRootId(): string {
  return `r-${randomString(LOWER, 4)}`;
}

/** Returns an OU id with the suffix of its root: `ou-<root suffix>-<8 characters>`. */
export function newOrganizationalUnitId(rootId: string): string {
  return `ou-${rootId.slice(2)}-${randomString(LOWER, 8)}`;
}

export function newOrganizationPolicyId(): string {
  return `p-${randomString(LOWER, 10)}`;
}

export function newCreateAccountRequestId(): string {
  return `car-${randomString(LOWER, 32)}`;
}

export function newHandshakeId(): string {
  return `h-${randomString(LOWER, 32)}`;
}

export function newResponsibilityTransferId(): string {
  return `rt-${randomString(LOWER, 32)}`;
}

/** Returns an id of IAM Identity Center: 16 hexadecimal digits after the prefix. */
export function newIdentityCenterId(prefix: 'ssoins' | 'ps' | 'apl'): string {
  return `${prefix}-${randomBytes(8).toString('hex')}`;
}

/** Returns an id for an identity store: `d-` and ten hexadecimal digits. */
export function newIdentityStoreId(): string {
  return `d-${randomBytes(5).toString('hex')}`;
}

/** Returns the code that a person compares, e.g. `BCDF-GHJK`. Without vowels it spells no word. */
export function newUserCode(): string {
  return `${randomString(CONSONANTS, 4)}-${randomString(CONSONANTS, 4)}`;
}

export function newResourcePolicyId(): string {
  return `rp-${randomString(LOWER, 8)}`;
}
