export const SHORTEST = 8;
export const LONGEST = 64;

/** The rules for passwords, in words. */
export const PASSWORD_RULES = `A password has ${SHORTEST} to ${LONGEST} characters, with a lowercase letter, an uppercase letter, a digit and another character.`;
