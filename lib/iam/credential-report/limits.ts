/** The days after which a secret is old or unused. AWS and the CIS benchmark recommend 90. */
export const OLD_DAYS = 90;
