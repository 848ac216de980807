/** Days after which a secret is old, or unused. AWS and the CIS benchmark ask to look after 90. */
export const OLD_DAYS = 90;
