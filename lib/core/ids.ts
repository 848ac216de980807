import { randomBytes, randomInt } from 'node:crypto';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Prefixes of IAM's unique ids. Source: IAM User Guide, "IAM identifiers", unique id prefixes. */
export type IamIdPrefix = 'AIDA' | 'AGPA' | 'AROA' | 'ANPA' | 'ANVA' | 'AIPA' | 'ASCA' | 'APKA' | 'ACCA';

function randomString(alphabet: string, length: number): string {
  let out = '';
  for (let i = 0; i < length; i++) out += alphabet.charAt(randomInt(alphabet.length));
  return out;
}

/** A unique id of 21 upper-case characters, e.g. `AIDA…` for a user. */
export function newIamId(prefix: IamIdPrefix): string {
  return prefix + randomString(BASE32, 17);
}

/** The id of a signing certificate: 32 upper-case characters. */
export function newCertificateId(): string {
  return randomString(BASE32, 32);
}

/** The unique id of a SAML provider, which is part of its sign-in URL at AWS, or of one of its private keys. */
export function newSamlId(prefix: 'SAMLSP' | 'SAMLPK'): string {
  return prefix + randomString(UPPER, 16);
}

/** The id by which rows name an MFA device; callers see its serial number. */
export function newMfaDeviceId(): string {
  return `mfa-${randomString(LOWER, 17)}`;
}

/** The end of a FIDO device's serial number, after the name that it was given: 26 upper-case characters. */
export function newSecurityKeyId(): string {
  return randomString(BASE32, 26);
}

/** An access key id of 20 characters: AKIA for long-term keys, ASIA for temporary ones. */
export function newAccessKeyId(prefix: 'AKIA' | 'ASIA'): string {
  return prefix + randomString(BASE32, 16);
}

/** 40 characters of the base64 alphabet, as AWS's secret access keys. */
export function newSecretAccessKey(): string {
  return randomBytes(30).toString('base64');
}

/** 12 digits; never starts with 0, so that a spreadsheet does not eat it. */
export function newAccountId(): string {
  return String(randomInt(1, 10)) + Array.from({ length: 11 }, () => randomInt(10)).join('');
}

/** `o-`, `r-`, `ou-…-`, `p-`, `car-`, `h-` ids of Organizations. */
export function newOrganizationId(): string {
  return `o-${randomString(LOWER, 10)}`;
}

export function newRootId(): string {
  return `r-${randomString(LOWER, 4)}`;
}

/** An OU id carries the suffix of its root: `ou-<root suffix>-<8 characters>`. */
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

export function newResourcePolicyId(): string {
  return `rp-${randomString(LOWER, 8)}`;
}
