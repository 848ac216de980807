/** How many findings the page begins with: the server reads as many before it is sent. */
export const FIRST_FINDINGS = 25;
