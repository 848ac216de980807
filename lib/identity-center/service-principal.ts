/** The service principal of IAM Identity Center, by which Organizations knows it. */
export const SERVICE_PRINCIPAL = 'sso.amazonaws.com';
