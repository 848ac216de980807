/** Why nobody can use a permission set in an account, in words. */
export const UNAVAILABLE = {
  NOT_PROVISIONED: 'It is not provisioned in this account yet. An administrator of IAM Identity Center sees the reason.',
  ROLE_MISSING: 'Its role is missing in this account. An administrator of IAM Identity Center can provision it again.',
  PROVIDER_MISSING:
    'The account no longer trusts IAM Identity Center, because its SAML provider was deleted. An administrator can provision it again.',
} as const;
