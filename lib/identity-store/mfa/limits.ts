import type { MfaKind } from '../../iam/mfa/limits';

/** The kinds of MFA devices of people. */
export type StoreMfaKind = Exclude<MfaKind, 'hardware'>;

/** AWS's names of the kinds in settings. Source: IAM Identity Center User Guide, "Choose MFA types for user authentication". */
export const STORE_MFA_KINDS: Readonly<Record<StoreMfaKind, string>> = {
  fido: 'Security keys and built-in authenticators',
  virtual: 'Authenticator apps',
};

/** The most devices of each kind that a person has. Source: IAM Identity Center User Guide, "Available MFA types". */
export const MOST_OF_KIND: Readonly<Record<StoreMfaKind, number>> = { fido: 6, virtual: 2 };
