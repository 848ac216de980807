/** The number of findings that the server reads before it sends the page. */
export const FIRST_FINDINGS = 25;
